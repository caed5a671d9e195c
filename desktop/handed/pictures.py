"""The picture in what a browser drops: its HTML names the picture's own address, where the link may be another page."""

from __future__ import annotations

from html.parser import HTMLParser

MOST_HTML = 8_000_000
"""Letters looked at; a picture within its address (``data:``) is long."""
_FEW_WORDS = 200
"""Letters beside the pictures: with more it is a piece of a page, not a picture that was dragged."""


def pictures_in(html: str) -> tuple[str, ...]:
    """Return the addresses of the pictures that an HTML text consists of; () for any other HTML."""
    reader = _Reader()
    try:
        reader.feed(html[:MOST_HTML])
    except (AssertionError, ValueError):  # what the library raises on odd declarations
        return ()
    return tuple(dict.fromkeys(reader.sources)) if len("".join(reader.words).strip()) <= _FEW_WORDS else ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.sources += [value for name, value in attrs if name == "src" and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def address_of_mozilla(raw: bytes) -> str:
    """Return the address in ``text/x-moz-url`` or ``_NETSCAPE_URL``: UTF-16 or UTF-8, the title on the second line."""
    wide = raw[:2] == b"\xff\xfe" or raw[1:2] == b"\0"
    text = raw.decode("utf-16-le" if wide else "utf-8", "replace").lstrip("\ufeff")
    return text.partition("\0")[0].partition("\n")[0].strip()
