"""The text layer of a PDF: words with their places, as pdfium finds them. Runs in the worker process only."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from desktop.reading.model import PageText, Place, Word
from desktop.receipts.faults import Fault, FaultCode

FIRST_PAGES, LAST_PAGES = 10, 3
"""Pages read of a long document: what one looks for stands at its beginning or end."""
MOST_LETTERS = 20_000
"""Of one page; a page that is set closely has six thousand."""
_GRID = 1_000_000
"""pdfium tells places in whole units of a device; this one is fine enough for any page."""
_BACK = 1.0
"""Heights by which a letter may begin before the end of the last one: both letters of a ligature have its box."""
_UPRIGHT = 0.9
"""Cosine of the slant up to which a letter belongs to a line."""
_LEAST = 0.001
"""Part of the page that a letter is high at least: half a point, and nobody can read that."""
_SAMPLE = 2_000
"""Letters that are asked how they stand."""
_MOST = 0.7
"""Part of them that makes a page a lying one."""
_WIDE = 0.35
"""A gap between two letters, in heights of the letter, that parts words also without a space."""


@contextmanager
def opened(path: Path | bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, a file or its bytes. Raises Fault ENCRYPTED_PDF, BROKEN_PDF, FILE_GONE."""
    try:
        document = pdfium.PdfDocument(path)
    except FileNotFoundError as error:
        raise Fault(FaultCode.FILE_GONE) from error
    except pdfium.PdfiumError as error:
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise Fault(FaultCode.ENCRYPTED_PDF if locked else FaultCode.BROKEN_PDF) from error
    try:
        yield document
    except pdfium.PdfiumError as error:
        raise Fault(FaultCode.BROKEN_PDF) from error
    finally:
        document.close()


def pages_to_read(total: int) -> list[int]:
    """Return the numbers (from 0) of the pages that are read of a document of ``total`` pages."""
    return sorted({*range(min(total, FIRST_PAGES)), *range(max(0, total - LAST_PAGES), total)})


def page_words(document: pdfium.PdfDocument, index: int, number: int) -> PageText:
    """Return the words of page ``index`` of the file; their places say page ``number`` of the whole document."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        width, height = page.get_size()
        ratio = width / height if height else 1.0
        letters = _Letters(page.raw, text.raw, page.get_rotation())
        upright = 1 / ratio if letters.turn % 2 and ratio else ratio
        words = (w if not letters.turn else _as_shown(w, letters.turn) for w in _words(letters, number, upright))
        return PageText(tuple(words), ratio, letters.turn)


def _as_shown(word: Word, turn: int) -> Word:
    return Word(word.text, word.place.turned(-turn))


@dataclass(slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class _Letters:
    """The letters of a page; boxes are fractions of the page turned so that the text stands up."""

    def __init__(self, page: ctypes.c_void_p, text: ctypes.c_void_p, rotation: int) -> None:
        self._page, self._text = page, text
        self._turn = math.radians(rotation)
        self._rect = pdfium_c.FS_RECTF()
        self._x, self._y = ctypes.c_int(), ctypes.c_int()
        self.turn = self._lying()
        """Quarter turns clockwise that bring most of the text upright: pages are scanned or printed lying, too."""

    def __iter__(self) -> Iterator[tuple[str, _Box | None]]:
        """Yield each letter; the box is None for what is no part of a line: spaces, and letters that don't stand up."""
        for at in range(min(MOST_LETTERS, pdfium_c.FPDFText_CountChars(self._text))):
            letter = _letter(pdfium_c.FPDFText_GetUnicode(self._text, at))
            if not letter:
                continue
            yield letter, None if letter.isspace() or not self._is_upright(at) else self._box(at)

    def _is_upright(self, at: int) -> bool:
        """Return whether a letter stands up once the page is shown: a note along the margin is no part of a line."""
        angle = pdfium_c.FPDFText_GetCharAngle(self._text, at)
        return angle < 0 or math.cos(angle + self._turn + math.pi / 2 * self.turn) > _UPRIGHT

    def _lying(self) -> int:
        count = min(_SAMPLE, pdfium_c.FPDFText_CountChars(self._text))
        angles = (pdfium_c.FPDFText_GetCharAngle(self._text, at) for at in range(count))
        turns = Counter(round((angle + self._turn) / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
        most = max(turns, key=lambda turn: turns[turn], default=0)
        return (-most) % 4 if turns[most] > _MOST * turns.total() else 0

    def _box(self, at: int) -> _Box | None:
        if not pdfium_c.FPDFText_GetLooseCharBox(self._text, at, self._rect):
            return None
        (x1, y1), (x2, y2) = (
            self._shown(self._rect.left, self._rect.top),
            self._shown(self._rect.right, self._rect.bottom),
        )
        shown = Place(0, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)).turned(self.turn)
        return _Box(shown.left, shown.top, shown.right, shown.bottom) if _is_seen(shown) else None

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        pdfium_c.FPDF_PageToDevice(self._page, 0, 0, _GRID, _GRID, 0, x, y, self._x, self._y)
        return self._x.value / _GRID, self._y.value / _GRID


def _is_seen(place: Place) -> bool:
    """Return whether a letter has a size and stands on the page; others mislead: what isn't seen isn't meant."""
    on_page = place.right > 0 and place.left < 1 and place.bottom > 0 and place.top < 1
    return on_page and place.bottom - place.top > _LEAST


def _letter(code: int) -> str:
    """Return the letter of a code point; what can't be text (controls, halves of a pair) parts words.

    Signs without a width (U+200B and its like) are nothing: "".
    """
    letter = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "
    if letter.isprintable() or letter == "\u00ad":
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "


@dataclass(slots=True)
class _Run:
    """A word that is being put together."""

    ratio: float
    """Width of the page by its height: boxes are fractions of either."""
    text: str = ""
    boxes: list[_Box] = field(default_factory=list)

    def takes(self, box: _Box) -> bool:
        """Return whether a letter here goes on with the word: on its line, without a wide gap."""
        if not self.boxes:
            return True
        last = self.boxes[-1]
        level = abs(last.top + last.bottom - box.top - box.bottom) < last.height + box.height
        gap = self.ratio * (box.left - last.right)
        return level and -_BACK * last.height < gap < _WIDE * max(last.height, box.height)

    def word(self, number: int) -> Word:
        left, right = min(b.left for b in self.boxes), max(b.right for b in self.boxes)
        top, bottom = min(b.top for b in self.boxes), max(b.bottom for b in self.boxes)
        bounds = (min(1.0, max(0.0, side)) for side in (left, top, right, bottom))
        return Word(self.text.replace("\u00ad", "-"), Place(number, *bounds))


def _words(letters: _Letters, number: int, ratio: float) -> Iterator[Word]:
    run = _Run(ratio)
    for letter, box in letters:
        if run.boxes and (box is None or not run.takes(box)):
            yield run.word(number)
            run = _Run(ratio)
        if box is not None:
            run.text += letter
            run.boxes.append(box)
    if run.boxes:
        yield run.word(number)
