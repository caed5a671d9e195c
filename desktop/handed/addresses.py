"""Addresses on the web: which are taken for one, and what their host is called when the user is asked."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

LONGEST = 4_000
"""Letters; browsers and servers take less."""
MOST = 20
"""Addresses of one drop that are asked about."""
_NEAR = re.compile(r"(?:.*\.)?(?:local|lan|home|internal|intranet|localhost|home\.arpa)|[^.:]+", re.IGNORECASE)
"""Names of hosts that only the user's own network knows (RFC 6762, RFC 8375, and what routers use)."""
_LINE = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address without credentials and without a fragment."""

    url: str

    @property
    def host(self) -> str:
        """The host as it is shown: lower case, ``www.`` left out, and with a port that is not the usual one."""
        parts = urlsplit(self.url)
        name = (parts.hostname or "").removeprefix("www.")
        usual = {"http": 80, "https": 443}[parts.scheme]
        return name if parts.port in {None, usual} else f"{name}:{parts.port}"

    @property
    def is_plain(self) -> bool:
        """True for http: whoever is on the way can read and change what comes."""
        return urlsplit(self.url).scheme == "http"

    @property
    def is_near(self) -> bool:
        """True when the address itself says that it is in the user's own network, or on this computer."""
        name = (urlsplit(self.url).hostname or "").rstrip(".")
        try:
            return not ipaddress.ip_address(name).is_global
        except ValueError:
            return _NEAR.fullmatch(name) is not None


def address_of(text: str) -> WebAddress | None:
    """Return the web address that a text is, or None. What stands before an @ is a password, and is left out."""
    text = text.strip()
    if len(text) > LONGEST or not text.isprintable() or any(letter.isspace() for letter in text):
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or port == 0:
        return None
    try:
        host.encode("ascii") if host.isascii() else host.encode("idna")
    except UnicodeError:
        return None
    return WebAddress(_without_secrets(parts))


def _without_secrets(parts: SplitResult) -> str:
    place = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme.lower(), place, parts.path or "/", parts.query, ""))


def addresses_in(texts: Iterable[str]) -> tuple[WebAddress, ...]:
    """Return the web addresses among texts, each once; of one that comes by http and by https, the latter."""
    found: dict[str, WebAddress] = {}
    for address in filter(None, map(address_of, texts)):
        key = address.url.partition(":")[2]
        if key not in found or found[key].is_plain:
            found[key] = address
    return tuple(found.values())[:MOST]


def only_address(text: str) -> tuple[WebAddress, ...]:
    """Return the addresses of a text that is nothing else: one, or one on each line; () for any other text."""
    lines = [line for line in _LINE.split(text.strip()[: LONGEST * MOST]) if line.strip()]
    addresses = [address_of(line) for line in lines]
    return addresses_in(lines) if lines and None not in addresses else ()
