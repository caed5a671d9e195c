"""The picture in what a browser drops: its HTML names the picture's own address, where the link may be another page.

It is read where the drop is taken, so only with expressions that pass over a text once, whatever it holds.
"""

from __future__ import annotations

import html as entities
import re

MOST_HTML = 12_000_000
"""Letters looked at; a picture within its address (``data:``) is long."""
_FEW_WORDS = 200
"""Letters beside the pictures: with more it is a piece of a page, not a picture that was dragged."""
_PICTURE = re.compile(
    r"""<img\b[^<>]{0,4000}?(?<![\w-])src\s{0,9}=\s{0,9}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")


def pictures_in(html: str) -> tuple[str, ...]:
    """Return the addresses of the pictures that an HTML text consists of; () for any other HTML."""
    text = html[:MOST_HTML]
    found = ["".join(match.groups("")) for match in _PICTURE.finditer(text)]
    if not found or len(" ".join(_TAG.sub(" ", text).split())) > _FEW_WORDS:
        return ()
    return tuple(dict.fromkeys(entities.unescape(address).strip() for address in found if address.strip()))


def address_of_mozilla(raw: bytes) -> str:
    """Return the address in ``text/x-moz-url`` or ``_NETSCAPE_URL``: UTF-16 or UTF-8, the title on the second line."""
    wide = raw[:2] == b"\xff\xfe" or raw[1:2] == b"\0"
    text = raw.decode("utf-16-le" if wide else "utf-8", "replace").lstrip("\ufeff")
    return text.partition("\0")[0].partition("\n")[0].strip()
