"""The four corners of a receipt in its picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 10_000
"""A side of the picture, in the units that corners are given in."""

Point = tuple[float, float]
"""From the left, from the top."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a picture is the receipt: corners in ten thousandths of its sides, before the user's own turns.

    They go clockwise from the one that is the receipt's top left. Corners may lie a little outside of the picture.
    """

    corners: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]

    @classmethod
    def of_points(cls, points: Sequence[Point], size: tuple[float, float]) -> Frame:
        """Return the frame of four points in a picture of this size."""
        a, b, c, d = ((round(x * WHOLE / size[0]), round(y * WHOLE / size[1])) for x, y in points)
        return cls((a, b, c, d))

    def points(self, size: tuple[float, float]) -> tuple[Point, Point, Point, Point]:
        """Return the corners in a picture of this size."""
        a, b, c, d = ((x * size[0] / WHOLE, y * size[1] / WHOLE) for x, y in self.corners)
        return a, b, c, d

    @property
    def share(self) -> float:
        """The part of the picture that it holds, 0 to 1."""
        return area(self.points((1.0, 1.0)))

    @property
    def is_usable(self) -> bool:
        """True for four corners that go round clockwise without a dent, and hold more than a thousandth."""
        points = self.points((1.0, 1.0))
        return self.share > 0.001 and all(_turn(points, at) > 0 for at in range(4))


def area(points: Sequence[Point]) -> float:
    """Return the area within a polygon; positive when it goes clockwise (y downwards), 0 for none."""
    following = (*points[1:], *points[:1])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True)) / 2


def common(one: Sequence[Point], other: Sequence[Point]) -> tuple[Point, ...]:
    """Return the polygon that two have in common, both clockwise and without a dent; empty when they lie apart.

    Sutherland and Hodgman (1974): the first is cut at each side of the second.
    """
    left = list(one)
    for at, start in enumerate(other):
        end, points, left = other[(at + 1) % len(other)], left, []
        for before, after in zip([*points[-1:], *points[:-1]], points, strict=True):
            inside, was_inside = _side(start, end, after) >= 0, _side(start, end, before) >= 0
            if inside != was_inside:
                left.append(_crossing(start, end, before, after))
            if inside:
                left.append(after)
    return tuple(left)


def _side(start: Point, end: Point, point: Point) -> float:
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _crossing(start: Point, end: Point, one: Point, other: Point) -> Point:
    a, b = _side(start, end, one), _side(start, end, other)
    part = a / (a - b)
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def angles(points: Sequence[Point]) -> list[float]:
    """Return the inner angle at each of four corners, in degrees."""
    found = []
    for at in range(4):
        (px, py), (x, y), (nx, ny) = points[at - 1], points[at], points[(at + 1) % 4]
        one, other = math.atan2(py - y, px - x), math.atan2(ny - y, nx - x)
        found.append(math.degrees((one - other) % (2 * math.pi)))
    return found


def _turn(points: Sequence[Point], at: int) -> float:
    (px, py), (x, y), (nx, ny) = points[at - 1], points[at], points[(at + 1) % 4]
    return (x - px) * (ny - y) - (y - py) * (nx - x)
