"""Which way up a page of print is.

Of letters that are taller than most of their line more reach up (b, d, f, h, k, l, t, capitals) than down (g, j, p, q,
y), and stops and commas stand on the line, at its foot: receipts are full of "12,95".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from desktop.imaging.lines.letters import Letters
from desktop.imaging.lines.marks import Mark

_SIGNS = 14
"""Fewer letters with an end beyond their line's, and stops, say nothing."""
_SURE = 2.0
"""Times as many of them must point up as down."""
_TALL = 0.18, 0.6
"""Times the height of a line's letters that one reaches beyond them."""
_EVEN = 0.1
"""Times that height by which the other end of it may be off."""
_REACH = 8
"""Letters' sizes: as far as others of the line are looked at."""
_STOP = 0.42, 0.5
"""Times a letter's size: the height and width of a stop at most."""
_FOOT = 0.78
"""Part of a line's height below which a stop's middle lies."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What points up, and what down."""

    up: int
    down: int
    stops_up: int
    stops_down: int

    def sure(self) -> bool | None:
        """Return True for a page that is upright, False for one upside down, None when it is not certain."""
        if self.up + self.down < _SIGNS:
            return None
        ups, downs = self.up + self.stops_up, self.down + self.stops_down
        if self.up >= _SURE * self.down and ups >= _SURE * downs:
            return True
        return False if self.down >= _SURE * self.up and downs >= _SURE * ups else None


def turns_upright(letters: Letters, *, down: bool) -> int | None:
    """Return the quarter turns clockwise (0-3) after which a page is upright; None: not certain.

    Its lines are straight, and run across it, or ``down`` it.
    """
    if not down:
        upright = _signs(letters).sure()
        return None if upright is None else 0 if upright else 2
    upright = _signs(Letters([_turned(mark) for mark in letters.all], letters.size)).sure()
    return None if upright is None else 1 if upright else 3


def _turned(mark: Mark) -> Mark:
    """Return a mark where it lies once the page is turned clockwise by a quarter (around its corner)."""
    return Mark(-mark.bottom, mark.left, -mark.top, mark.right, mark.ink)


def _signs(letters: Letters) -> _Signs:
    size = letters.size
    usual = [m for m in letters.all if 0.45 * size <= m.height <= 1.9 * size and m.width <= 2.5 * size]
    rows: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in usual:
        rows[(mark.top + mark.bottom) // 2 // size].append(mark)
    ends = [_end(mark, rows, size) for mark in usual]
    stops = [_stop(mark, rows, size) for mark in letters.all if _is_small(mark, size)]
    return _Signs(ends.count(1), ends.count(-1), stops.count(1), stops.count(-1))


def _near(rows: dict[int, list[Mark]], row: int, spread: int) -> list[Mark]:
    return [mark for number in range(row - spread, row + spread + 1) for mark in rows.get(number, ())]


def _end(mark: Mark, rows: dict[int, list[Mark]], size: int) -> int:
    """Return 1 for a letter that reaches above the others around it in its line, -1 below them, else 0."""
    left, top, _right, bottom, _ink = mark
    reach, half = _REACH * size, 0.4
    line = [
        (other.top, other.bottom)
        for other in _near(rows, (top + bottom) // 2 // size, 1)
        if abs(other.left - left) < reach
        and min(bottom, other.bottom) - max(top, other.top) > half * min(bottom - top, other.bottom - other.top)
    ]
    if len(line) < 4:
        return 0
    above, below = median(each[0] for each in line), median(each[1] for each in line)
    height = max(1.0, below - above)
    up, down = (above - top) / height, (bottom - below) / height
    if _TALL[0] < up < _TALL[1] and abs(down) < _EVEN:
        return 1
    return -1 if _TALL[0] < down < _TALL[1] and abs(up) < _EVEN else 0


def _is_small(mark: Mark, size: int) -> bool:
    return 0.1 * size <= mark.height < _STOP[0] * size and mark.width < _STOP[1] * size and mark.ink > 2


def _stop(mark: Mark, rows: dict[int, list[Mark]], size: int) -> int:
    """Return 1 for a stop at the foot of the line, between two letters of it; -1 for one at the head; else 0."""
    line = _line_around(mark, rows, size)
    sides = _sides(mark, line)
    if sides is None:
        return 0
    one, other = sides
    if abs(one.top - other.top) > 0.3 * size or abs(one.bottom - other.bottom) > 0.3 * size:
        return 0
    top, bottom = (one.top + other.top) / 2, (one.bottom + other.bottom) / 2
    place = (mark.middle[1] - top) / (bottom - top)
    return 1 if place > _FOOT else -1 if place < 1 - _FOOT else 0


def _line_around(mark: Mark, rows: dict[int, list[Mark]], size: int) -> Sequence[Mark]:
    y, reach, beyond = mark.middle[1], 1.6 * size, 0.45 * size
    return [
        other
        for other in _near(rows, int(y // size), 2)
        if other.right >= mark.left - reach
        and other.left <= mark.right + reach
        and other.top - beyond <= y <= other.bottom + beyond
    ]


def _sides(mark: Mark, line: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """Return the letters to the left and right; None without one, or when a letter is above or below: it is a dot."""
    if any(other.left < mark.right and other.right > mark.left for other in line):
        return None
    left = max((other for other in line if other.right <= mark.left), key=lambda each: each.right, default=None)
    right = min((other for other in line if other.left >= mark.right), key=lambda each: each.left, default=None)
    return (left, right) if left and right else None
