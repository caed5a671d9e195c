"""``data:`` addresses (RFC 2397), which carry their bytes: nothing has to be fetched for them."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

LARGEST = 100_000_000
"""Letters of an address."""
_HEAD = re.compile(r"data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?P<more>(?:;[^,;]{0,200}){0,8}),", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def data_of(address: str) -> bytes | None:
    """Return the bytes of a ``data:`` address; None for any other, and for one that is broken or empty."""
    found = _HEAD.match(address) if len(address) <= LARGEST else None
    if found is None:
        return None
    body = address[found.end() :]
    if not found["more"].casefold().endswith(";base64"):
        return unquote_to_bytes(body) or None
    try:
        plain = _SPACE.sub("", unquote_to_bytes(body).decode("ascii"))
        return (
            base64.b64decode(
                plain + "=" * (-len(plain) % 4), altchars=b"-_" if "-" in plain or "_" in plain else None, validate=True
            )
            or None
        )
    except (binascii.Error, ValueError):
        return None
