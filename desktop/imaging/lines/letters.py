"""Which of a page's marks are letters, how large they are, and which way their lines run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.imaging.lines.marks import Mark

FEWEST = 40
"""Letters from which on anything is said of a page."""
_SMALLEST, _LARGEST = 6, 60
"""Pixels of a letter's longer side."""
_ALIKE = 0.5, 2.0
"""Times the usual size within which a mark is a letter."""
_BESIDE = 0.5
"""Part of the smaller one's side that two marks share at least when one lies beside the other."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The marks of a page, and what is usual among them."""

    all: Sequence[Mark]
    size: int
    """Pixels of a letter's longer side; half of them are smaller."""

    @classmethod
    def among(cls, marks: Sequence[Mark]) -> Letters | None:
        """Return the letters among a page's marks; None when they are too few."""
        sizes = sorted(side for mark in marks if _SMALLEST <= (side := _long(mark)) <= _LARGEST)
        return cls(marks, sizes[len(sizes) // 2]) if len(sizes) >= FEWEST else None

    def of_usual_size(self) -> list[Mark]:
        """Return the letters without stops, rules and headlines."""
        least, most = (round(times * self.size) for times in _ALIKE)
        return [mark for mark in self.all if least <= _long(mark) <= most]


def _long(mark: Mark) -> int:
    return max(mark.right - mark.left, mark.bottom - mark.top)


def lines_run(letters: Letters) -> tuple[bool, float]:
    """Return True where lines run down the page, False where they run across it, and how clear that is.

    It is clear by how many times as many letters have their nearest neighbour along the lines as across them.
    """
    beside, stacked = neighbours(letters)
    return stacked > beside, max(beside, stacked) / max(1, min(beside, stacked))


def neighbours(letters: Letters) -> tuple[int, int]:
    """Return for how many letters the nearest other one lies beside it, and for how many above or below it.

    Letters of a line are nearer to each other than the lines are (O'Gorman's docstrum, 1993).
    """
    usual, beside, stacked = letters.of_usual_size(), 0, 0
    cell = 2 * letters.size
    grid: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in usual:
        grid[_cell(mark, cell)].append(mark)
    for mark in usual:
        nearest = min(_gaps(mark, _around(grid, _cell(mark, cell))), default=None)
        if nearest is not None:
            beside += not nearest[1]
            stacked += nearest[1]
    return beside, stacked


def _cell(mark: Mark, side: int) -> tuple[int, int]:
    return (mark.left + mark.right) // 2 // side, (mark.top + mark.bottom) // 2 // side


def _around(grid: dict[tuple[int, int], list[Mark]], cell: tuple[int, int]) -> Iterator[Mark]:
    x, y = cell
    for column in (x - 1, x, x + 1):
        for row in (y - 1, y, y + 1):
            yield from grid.get((column, row), ())


def _gaps(mark: Mark, others: Iterator[Mark]) -> Iterator[tuple[int, bool]]:
    """Yield how far others are, and whether they lie above or below; those aslant count as neither."""
    left, top, right, bottom, _ink = mark
    for other in others:
        across = min(right, other.right) - max(left, other.left)
        down = min(bottom, other.bottom) - max(top, other.top)
        if across <= 0 and down > _BESIDE * min(bottom - top, other.bottom - other.top):
            yield -across, False
        elif down <= 0 and across > _BESIDE * min(right - left, other.right - other.left):
            yield -down, True
