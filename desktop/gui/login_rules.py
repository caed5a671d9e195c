"""Where the login's web view may go: plain rules without Qt, so that each can be read and tested by itself."""

from __future__ import annotations

from enum import Enum
from urllib.parse import urlsplit

from desktop.http import is_loopback
from desktop.receipts.faults import FaultCode, FaultNote

_REFUSES_VIEWS = ("disallowed_useragent", "/signin/rejected")
"""In the address of Google's page for "this browser or app may not be secure"."""


class Way(Enum):
    """What becomes of an address that the page wants to open."""

    OPEN = "open"
    IGNORE = "ignore"
    """Of no use in a login (a file, another program's scheme): nothing happens."""
    INSECURE = "insecure"
    """Plain http to another computer."""


def way_of(url: str, *, start: str, main_frame: bool = True) -> Way:
    """Return whether an address may be opened in a login that starts at ``start``.

    Any https host may be opened, for Visma hands over to MitID, Microsoft and others; plain http only between
    addresses of this computer.
    """
    scheme = urlsplit(url).scheme
    if scheme in {"https", "wss"}:
        return Way.OPEN
    if scheme in {"http", "ws"}:
        local = urlsplit(start).scheme == "http" and is_loopback(start) and is_loopback(url)
        return Way.OPEN if local else Way.INSECURE
    inner = scheme in {"about", "blob", "data"}
    return Way.OPEN if inner and not main_frame else Way.IGNORE


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address: what the user has to know about where a page comes from."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def refusal_of(url: str, status: int, *, start: str) -> FaultNote | None:
    """Return what it means that a page came with this HTTP status, or None: the page speaks for itself.

    A failing authorization ends on a page of Visma's with an Error ID, without a redirect (contract section 1.9).
    """
    here, home = urlsplit(url), urlsplit(start)
    if (here.scheme, here.netloc) == (home.scheme, home.netloc):
        failed = status >= 400 or "/error" in here.path.lower()
        return FaultNote(FaultCode.LOGIN_FAILED_AT_VISMA, {"error": f"http {status}"}) if failed else None
    if status == 403 or any(mark in url for mark in _REFUSES_VIEWS):
        return FaultNote(FaultCode.LOGIN_VIEW_REFUSED, {"host": here.hostname or ""})
    return None
