"""How sharply a frame's sides part bright from dark."""

from __future__ import annotations

import math
from statistics import fmean, median

from PIL import Image

from desktop.receipts.frame import Frame, Point

_STEP = 2.0
"""Pixels to each side of the edge."""
_SAMPLES = 40
_CORNER = 0.06
"""The part of a side at each end that is left out."""


def contrast(picture: Image.Image, frame: Frame) -> float:
    """Return by how many levels a picture (mode L) is brighter just inside the frame than outside: the sides' mean.

    Sides at the picture's border have no outside, and count for nothing.
    """
    points = frame.points(picture.size)
    sides = [_of_side(picture, points[at], points[(at + 1) % 4]) for at in range(4)]
    known = [side for side in sides if side is not None]
    return fmean(known) if known else 0.0


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
