"""``data:`` addresses (RFC 2397), which carry their bytes: nothing has to be fetched for them."""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

LARGEST = 100_000_000
"""Letters of an address."""
_HEAD = re.compile(r"data:(?P<kind>[\w.+-]{1,100}/[\w.+-]{1,100})?(?P<more>(?:;[^,;]{0,200}){0,8}),", re.IGNORECASE)
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_SPACE = b" \t\r\n"


def data_of(address: str) -> bytes | None:
    """Return the bytes of a ``data:`` address; None for any other, and for one that is broken or empty."""
    found = _HEAD.match(address) if len(address) <= LARGEST else None
    if found is None:
        return None
    body = address[found.end() :]
    plain = unquote_to_bytes(body) if "%" in body else body.encode("utf-8", "replace")
    if not found["more"].casefold().endswith(";base64"):
        return plain or None
    plain = plain.translate(_URL_SAFE, _SPACE).rstrip(b"=")
    try:
        return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4), strict_mode=True) or None
    except (binascii.Error, ValueError):
        return None
