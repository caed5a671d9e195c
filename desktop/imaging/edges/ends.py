"""Print beyond the ends of a frame: a till receipt whose dark head was taken for what it lies on."""

from __future__ import annotations

from PIL import Image

from desktop.receipts.frame import Point
from desktop.receipts.perspective import perspective

Corners = tuple[Point, Point, Point, Point]

_MARGIN = 0.012
"""Part of the picture's long side that is left around print."""
_DENSE = 32 * 255 // 6
"""A row of the strip of which a sixth is dark is print; less is the grain of what the receipt lies on."""
_GAP = 14
"""Rows of the strip without print that a receipt may have between its head and the rest."""
_WIDE, _LONG, _LANE = 32, 192, 16
"""Pixels of the strip that is looked at: a receipt's width and length, and the lane to each side of it."""


def with_ends(points: Corners, print_: Image.Image, stray: int) -> tuple[Corners, frozenset[int]]:
    """Return the corners, the ends moved out as far as print lies beyond them, and which sides were moved (0-3).

    Only what lies between the two long sides counts, and no more of it than of what lies beside them.
    ``print_`` is a mask of all print, ``stray`` how many pixels of it may lie there and not count.
    """
    a, b, c, d = points
    if _distance(a, b) > _distance(a, d):  # it lies on its side: let the long way be the second
        (b, c, d, a), moved = _along((b, c, d, a), print_, stray)
        return (a, b, c, d), frozenset(at + 1 for at in moved)
    return _along(points, print_, stray)


def _along(points: Corners, print_: Image.Image, stray: int) -> tuple[Corners, frozenset[int]]:
    a, b, c, d = points
    rows = _rows(points, print_)
    weight = _distance(a, b) * _distance(a, d) / (_WIDE * _LONG) / 255  # pixels of the mask in one of the strip
    margin = _MARGIN * max(print_.size) / _distance(a, d)
    up, down = (_reach(outwards, stray / weight, margin) for outwards in (rows[_LONG - 1 :: -1], rows[2 * _LONG :]))
    moved = frozenset(side for side, by in ((0, up), (2, down)) if by > 0)
    return (_moved(a, d, up), _moved(b, c, up), _moved(c, b, down), _moved(d, a, down)), moved


def _rows(points: Corners, print_: Image.Image) -> list[int]:
    """Return how much print lies in each row of the strip: one length before the receipt, its own, one after it.

    What lies in lanes to both sides, together as wide, is taken off: a table's pattern goes on there.
    """
    top, bottom, left, right = float(_LONG), 2.0 * _LONG, float(_LANE), float(_LANE + _WIDE)
    target = ((left, top), (right, top), (right, bottom), (left, bottom))
    width = _WIDE + 2 * _LANE
    data = perspective(target, points)
    strip = print_.transform((width, 3 * _LONG), Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR)
    pixels = strip.tobytes()
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    inside = [sum(row[_LANE:-_LANE]) for row in rows]
    beside = [sum(row[:_LANE]) + sum(row[-_LANE:]) for row in rows]
    return [max(0, own - lanes) for own, lanes in zip(inside, beside, strict=True)]


def _reach(rows: list[int], stray: float, margin: float) -> float:
    """Return how far print goes on beyond an end, in lengths; 0 when there is no more of it than may be stray.

    ``rows`` go outwards. Print that lies apart is none of this receipt's: it is the edge of what it lies on.
    """
    reach, held = 0, 0
    for at, row in enumerate(rows):
        if at - reach > _GAP:
            break
        if row > _DENSE:
            reach, held = at + 1, held + row
    return reach / _LONG + margin if held > stray else 0.0


def _moved(end: Point, other: Point, by: float) -> Point:
    """Return an end that has been moved away from the other by so many lengths."""
    return end[0] + (end[0] - other[0]) * by, end[1] + (end[1] - other[1]) * by


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
