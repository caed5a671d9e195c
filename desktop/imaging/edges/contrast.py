"""How sharply a frame's sides part bright from dark."""

from __future__ import annotations

import math
from collections.abc import Collection
from statistics import fmean, median

from PIL import Image

from desktop.receipts.frame import Frame, Point

_UNSEEN = 0.06
_CLEAR = 10.0
"""Levels: where no side is as sharp as that, it is white paper on a white lid, and the light falls from one side."""
_EVEN = 0.25
"""Part of the sharpest side's levels that each must have."""
_STEP = 2.0
"""Pixels to each side of the edge."""
_SAMPLES = 40
_CORNER = 0.06
"""The part of a side at each end that is left out."""


Sides = tuple[float | None, ...]
"""Of the side from the first corner to the second, and so on; None at the picture's border, which has no outside."""


def sides(picture: Image.Image, frame: Frame) -> Sides:
    """Return by how many levels a picture (mode L) is brighter just inside each side of the frame than outside."""
    points = frame.points(picture.size)
    return tuple(_of_side(picture, points[at], points[(at + 1) % 4]) for at in range(4))


def contrast(of: Sides) -> float:
    """Return the mean of the known sides, a little less for each other one: an edge that is seen is better."""
    known = [side for side in of if side is not None]
    return fmean(known) * (1 - _UNSEEN * (len(of) - len(known))) if known else 0.0


def is_even(of: Sides, but: Collection[int]) -> bool:
    """Return whether all known sides, ``but`` some, part paper from what it lies on.

    A frame around two receipts has a side that runs across both of them, or beside one.
    """
    known = [side for at, side in enumerate(of) if side is not None and at not in but]
    return not known or max(known) < _CLEAR or min(known) >= _EVEN * max(known)


def _of_side(picture: Image.Image, start: Point, end: Point) -> float | None:
    length = math.dist(start, end)
    if length == 0:
        return None
    along = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    out = along[1] * _STEP, -along[0] * _STEP  # clockwise with y downwards: the outside is on the left hand
    differences = []
    for sample in range(_SAMPLES):
        way = length * (_CORNER + (1 - 2 * _CORNER) * sample / (_SAMPLES - 1))
        x, y = start[0] + along[0] * way, start[1] + along[1] * way
        inside, outside = _level(picture, x - out[0], y - out[1]), _level(picture, x + out[0], y + out[1])
        if inside is not None and outside is not None:
            differences.append(inside - outside)
    return median(differences) if len(differences) > _SAMPLES // 2 else None


def _level(picture: Image.Image, x: float, y: float) -> float | None:
    if not (0 <= x < picture.width and 0 <= y < picture.height):
        return None
    value = picture.getpixel((int(x), int(y)))
    return float(value) if isinstance(value, int | float) else None
