"""Straight edges through the border pixels of a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from desktop.imaging.edges.regions import Region, Span
from desktop.receipts.frame import Point

_CORNER = 0.08
"""The part of a side at each end that is left out: corners are torn, round or curled."""
_ROUNDS = 4
_FAR = 2.5
"""Points further off than this many times the median distance do not count in the next round."""
_FEWEST = 6
_ENOUGH = 150
"""Points of a side, evenly along it, that its line is laid through."""
_ASLANT = 0.09
"""Five degrees: a photo taken from the side has no more, as a rule."""


@dataclass(frozen=True, slots=True)
class Line:
    """``across = slope * along + offset``."""

    slope: float
    offset: float


def corners(region: Region) -> tuple[Point, Point, Point, Point] | None:
    """Return where the region's four edges meet, clockwise from the top left; None if it has no four edges.

    An end of a till receipt may be torn, or dark with print: where no straight end across the two long sides is seen,
    the outermost pixels are taken for it.
    """
    rows, columns = _middle(region.rows), _middle(region.columns())
    left, right = fitted([(y, s[0]) for y, s in rows]), fitted([(y, s[1]) for y, s in rows])
    top, bottom = fitted([(x, s[0]) for x, s in columns]), fitted([(x, s[1]) for x, s in columns])
    if left is None or right is None or top is None or bottom is None:
        return None
    if len(rows) > len(columns):
        top, bottom = (_across(end, (left, right), columns, at) for at, end in enumerate((top, bottom)))
    else:
        left, right = (_across(end, (top, bottom), rows, at) for at, end in enumerate((left, right)))
    return _meet(left, top), _meet(right, top), _meet(right, bottom), _meet(left, bottom)


def _across(end: Line, sides: tuple[Line, Line], spans: Sequence[tuple[int, Span]], at: int) -> Line:
    """Return the end itself, or, where it is aslant to the sides, one square to them through its outermost pixels.

    ``spans`` are the pixels from the first end (``at`` 0) to the other (1), at each place along the end.
    """
    square = -(sides[0].slope + sides[1].slope) / 2
    if abs(end.slope - square) <= _ASLANT:
        return end
    offsets = sorted(span[at] - square * along for along, span in spans)
    few = len(offsets) // 10
    return Line(square, offsets[few] if at == 0 else offsets[-1 - few])


def _middle(spans: Mapping[int, Span]) -> list[tuple[int, Span]]:
    keys = sorted(spans)
    cut = int(len(keys) * _CORNER)
    return [(key, spans[key]) for key in keys[cut : len(keys) - cut]]


def fitted(points: Sequence[tuple[int, int]]) -> Line | None:
    """Return the line through (along, across) that most points lie on: least squares, the far ones left out by turns.

    None when there are too few, or all lie at one place.
    """
    kept, line = list(points[:: 1 + len(points) // _ENOUGH]), None
    for _ in range(_ROUNDS):
        line = _least_squares(kept)
        if line is None:
            return None
        slope, offset = line.slope, line.offset
        off = [abs(across - slope * along - offset) for along, across in kept]
        limit = max(1.0, _FAR * sorted(off)[len(off) // 2])
        kept = [point for point, far in zip(kept, off, strict=True) if far <= limit]
    return line


def _least_squares(points: Sequence[tuple[int, int]]) -> Line | None:
    count = len(points)
    if count < _FEWEST:
        return None
    ways, places = zip(*points, strict=True)
    along, across = sum(ways), sum(places)
    spread = count * sum(map(mul, ways, ways)) - along * along
    if spread == 0:
        return None
    slope = (count * sum(map(mul, ways, places)) - along * across) / spread
    return Line(slope, (across - slope * along) / count)


def _meet(upright: Line, level: Line) -> Point:
    """Return where ``x = slope * y + offset`` and ``y = slope * x + offset`` cross."""
    y = (level.slope * upright.offset + level.offset) / (1 - level.slope * upright.slope)
    return upright.slope * y + upright.offset, y
