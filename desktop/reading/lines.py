"""Words to lines: what stands beside, before and above a piece of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

from desktop.reading.model import PageText, Place, Word

COLUMN = "\t"
"""Parts two words of a line that stand further apart than words of a sentence do."""
_COLUMN_GAP = 1.0
"""Heights of the line."""
_SAME_LINE = 0.5
"""Two words share a line when their middles are nearer than this part of the lower one's height."""
_ABOVE = 3.2
"""Heights of a line within which a heading stands over its value."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other, from left to right."""

    words: tuple[Word, ...]
    text: str
    """Words parted by a space, or by COLUMN where the gap is wide."""
    starts: tuple[int, ...]
    """Where each word begins in ``text``."""
    place: Place

    @property
    def height(self) -> float:
        """Height as a fraction of the page's."""
        return self.place.bottom - self.place.top

    def place_of(self, start: int, end: int) -> Place:
        """Return the rectangle around the words that ``text[start:end]`` touches."""
        spans = zip(self.words, self.starts, strict=True)
        places = [w.place for w, at in spans if at < end and at + len(w.text) > start]
        return reduce(Place.with_, places) if places else self.place

    def cells(self) -> Iterator[tuple[str, Place]]:
        """Yield each run of words between wide gaps, and its place."""
        at = 0
        for cell in self.text.split(COLUMN):
            if cell.strip():
                yield cell, self.place_of(at, at + len(cell))
            at += len(cell) + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as lines, from top to bottom."""

    lines: tuple[Line, ...]
    text: str = field(default="", repr=False)
    usual_height: float = 0.0
    """Of a line in the middle of all by height, as a part of the page's."""

    def above(self, line: Line, place: Place) -> str:
        """Return the nearest text over ``place``, within a few lines; "" where there is none."""
        limit = place.top - _ABOVE * max(line.height, place.bottom - place.top)
        for other in reversed(self.lines[: self.lines.index(line)]):
            if other.place.bottom < limit:
                return ""
            for cell, where in other.cells():
                if where.left < place.right and where.right > place.left and any(c.isalpha() for c in cell):
                    return cell
        return ""

    def has_value_above(self, line: Line, place: Place) -> bool:
        """Return whether the line over ``place`` tells a value beside its words."""
        over = self.before(line)
        if over is None:
            return False
        cells = [cell for cell, where in over.cells() if where.left > place.left or where.right > place.right]
        return any(c.isdigit() for cell in cells for c in cell)

    def below(self, line: Line, place: Place) -> str:
        """Return the text right under ``place``, on the next line; "" where there is none."""
        at = self.lines.index(line) + 1
        for other in self.lines[at : at + 1]:
            if other.place.top < place.bottom + max(line.height, place.bottom - place.top):
                under = (cell for cell, where in other.cells() if where.left < place.right and where.right > place.left)
                return next(under, "").strip()
        return ""

    def before(self, line: Line) -> Line | None:
        """Return the line over this one."""
        at = self.lines.index(line)
        return self.lines[at - 1] if at else None


def sheet_of(page: PageText) -> Sheet:
    """Return the page's words as lines, upright."""
    if page.turn:
        words = tuple(Word(word.text, word.place.turned(page.turn)) for word in page.words)
        page = PageText(words, 1 / page.ratio if page.turn % 2 and page.ratio else page.ratio)
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=_middle):
        row = rows[-1] if rows else None
        if row is not None and _fits(word, row[-1]):
            row.append(word)
        else:
            rows.append([word])
    lines = tuple(_line(sorted(row, key=lambda w: w.place.left), page.ratio) for row in rows)
    heights = sorted(line.height for line in lines)
    usual = heights[len(heights) // 2] if heights else 0.0
    return Sheet(lines, "\n".join(line.text for line in lines), usual)


def _middle(word: Word) -> float:
    return (word.place.top + word.place.bottom) / 2


def _fits(word: Word, other: Word) -> bool:
    lower = min(word.place.bottom - word.place.top, other.place.bottom - other.place.top)
    return abs(_middle(word) - _middle(other)) < _SAME_LINE * lower


def _line(words: list[Word], ratio: float) -> Line:
    text, starts = "", []
    for at, word in enumerate(words):
        if at:
            before = words[at - 1].place
            height = max(before.bottom - before.top, word.place.bottom - word.place.top) / (ratio or 1.0)
            text += COLUMN if word.place.left - before.right > _COLUMN_GAP * height else " "
        starts.append(len(text))
        text += word.text
    return Line(tuple(words), text, tuple(starts), reduce(Place.with_, (w.place for w in words)))
