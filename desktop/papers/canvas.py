"""Pages of text and hairlines: A4, Helvetica, points from the upper left corner."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from desktop.papers.letters import encoded, is_true, width
from desktop.papers.pdf_file import pdf_file, stream

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 54.0
RIGHT = WIDTH - MARGIN
INK, MUTED, LINE = (0x1A, 0x20, 0x26), (0x52, 0x5C, 0x66), (0xD5, 0xD9, 0xDE)
"""The colours of text, of what is less important, and of lines."""
_FONTS = ("Helvetica", "Helvetica-Bold")
Colour = tuple[int, int, int]


class Canvas:
    """A document that is being drawn, page by page."""

    def __init__(self) -> None:
        self._pages: list[list[bytes]] = [[]]
        self.true = True
        """False as soon as a letter was drawn that stands for another."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def turn_page(self) -> None:
        """Go on with a new page."""
        self._pages.append([])

    def text(
        self, x: float, y: float, text: str, size: float = 9.5, *, bold: bool = False, colour: Colour = INK
    ) -> None:
        """Put one line of text with its baseline at ``y``."""
        if text.strip():
            self._put(self._pages[-1], x, y, text, size, bold=bold, colour=colour)

    def right(
        self, x: float, y: float, text: str, size: float = 9.5, *, bold: bool = False, colour: Colour = INK
    ) -> None:
        """Put one line of text that ends at ``x``."""
        self.text(x - width(text, size, bold=bold), y, text, size, bold=bold, colour=colour)

    def rule(self, y: float, left: float = MARGIN, right: float = RIGHT, weight: float = 0.6) -> None:
        """Draw a hairline."""
        colour = " ".join(f"{part / 255:.3f}" for part in LINE)
        drawn = f"{colour} RG {weight} w {left:.2f} {HEIGHT - y:.2f} m {right:.2f} {HEIGHT - y:.2f} l S"
        self._pages[-1].append(drawn.encode())

    def on_each(self, y: float, left: str, number: str) -> None:
        """Put a line at the foot of every page; ``number`` holds ``{page}`` and ``{pages}``."""
        for at, page in enumerate(self._pages, 1):
            told = number.format(page=at, pages=self.pages)
            self._put(page, MARGIN, y, left, 7.5, bold=False, colour=MUTED)
            self._put(page, RIGHT - width(told, 7.5), y, told, 7.5, bold=False, colour=MUTED)

    def _put(
        self, page: list[bytes], x: float, y: float, text: str, size: float, *, bold: bool, colour: Colour
    ) -> None:
        drawn = encoded(text).replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        ink = " ".join(f"{part / 255:.3f}" for part in colour)
        shown = b"BT %b rg /F%d %.4g Tf %.2f %.2f Td (%b) Tj ET" % (
            ink.encode(), 2 if bold else 1, size, x, HEIGHT - y, drawn,
        )  # fmt: skip
        if not is_true(text):
            self.true = False
            actual = (b"\xfe\xff" + text.encode("utf-16-be", "replace")).hex().upper().encode()
            shown = b"/Span<</ActualText<%b>>>BDC %b EMC" % (actual, shown)
        page.append(shown)

    def pdf(self) -> bytes:
        """Return the finished file; what was drawn alike gives the same bytes."""
        kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(self.pages))
        objects = [
            b"<</Type/Catalog/Pages 2 0 R/Lang(da)>>",
            f"<</Type/Pages/Count {self.pages}/Kids[{kids}]/MediaBox[0 0 {WIDTH:.0f} {HEIGHT:.0f}]>>".encode(),
            *(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode() for font in _FONTS),
        ]
        return pdf_file([*objects, *self._page_objects()])

    def _page_objects(self) -> Iterator[bytes]:
        for at, page in enumerate(self._pages):
            fonts = "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            yield f"<</Type/Page/Parent 2 0 R{fonts}/Contents {6 + 2 * at} 0 R>>".encode()
            yield stream("/Filter/FlateDecode", zlib.compress(b"\n".join(page), 9))


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines of at most ``room`` points; a word that is longer is cut."""
    lines, line = [], ""
    for word in text.split():
        for piece in _pieces(word, size, room, bold=bold):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, size, bold=bold) > room:
                lines.append(line)
                longer = piece
            line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    while width(word, size, bold=bold) > room and len(word) > 1:
        cut = len(word) - 1
        while cut > 1 and width(word[:cut], size, bold=bold) > room:
            cut = min(cut - 1, int(cut * 0.9) + 1)
        yield word[:cut]
        word = word[cut:]
    yield word
