"""The version file: what it says, and what of that is believed.

A JSON object ``{"version": "1.2.0", "page": "https://example.dk/bilagsdrop"}``; other members are for later. The page
is where the user reads about the version and fetches it, in the browser: an https address, or one on this computer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.http import checked_address
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.updates.version import version_of

_LONGEST_PAGE = 2000
"""Characters; what browsers take for certain."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The newest version, and where it is to be had."""

    version: str
    page: str

    @property
    def host(self) -> str:
        """Who offers it."""
        return urlsplit(self.page).hostname or ""


def read_announcement(raw: bytes) -> Announcement:
    """Return what a version file says. Raises Fault BAD_ANSWER for anything that is none."""
    try:
        members = json.loads(raw.decode("utf-8-sig"))
        version, page = members["version"], members["page"]
        version_of(version)
        return Announcement(version, _checked_page(page))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, Fault):
        raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT) from None


def _checked_page(page: str) -> str:
    """Return the page's address. Raises ValueError, AttributeError or Fault for what no browser is to be sent to."""
    if len(page) > _LONGEST_PAGE or not page.isascii() or not page.isprintable() or "@" in urlsplit(page).netloc:
        raise ValueError
    checked_address(page)
    return page
