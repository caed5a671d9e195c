"""The frame that makes a page straight whose lines lean, and loses nothing that is printed on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.imaging.lines.marks import Mark
from desktop.receipts.frame import Frame, Point

Extent = tuple[float, float, float, float]
"""Least and largest along the lean, least and largest across it, in pixels."""

_MARGIN = 0.012
"""Part of the page's long side that is left around print."""
_DUST = 4
"""Pixels: a mark of fewer is none."""


def extent_of(marks: Sequence[Mark], degrees: float) -> Extent:
    """Return how far marks reach along a lean and across it."""
    points = [
        _leaning(point, degrees)
        for m in marks
        if m.ink >= _DUST
        for point in ((m.left, m.top), (m.right, m.top), (m.right, m.bottom), (m.left, m.bottom))
    ]
    along, across = [point[0] for point in points] or [0.0], [point[1] for point in points] or [0.0]
    return min(along), max(along), min(across), max(across)


def straight_frame(size: tuple[int, int], degrees: float, extent: Extent) -> Frame:
    """Return a frame that leans as the lines do.

    It keeps within the page as far as there is no print beyond, so that little of what is not there has to be white.
    """
    width, height, margin = float(size[0]), float(size[1]), _MARGIN * max(size)
    a, b, c, d = (_leaning(point, degrees) for point in ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)))
    left = _low(a[0], d[0], extent[0] - margin)
    right = -_low(-b[0], -c[0], -extent[1] - margin)
    top = _low(a[1], b[1], extent[2] - margin)
    bottom = -_low(-d[1], -c[1], -extent[3] - margin)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Frame.of_points([_leaning(point, -degrees) for point in corners], size)


def _low(one: float, other: float, wanted: float) -> float:
    """Return a side's place: as far out as is wanted, but between where a side of the page begins and ends."""
    return max(min(one, other), min(max(one, other), wanted))


def _leaning(point: Point, degrees: float) -> Point:
    """Return a point by how far it lies along the lean and across it."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return point[0] * cosine + point[1] * sine, point[1] * cosine - point[0] * sine
