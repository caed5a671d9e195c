"""Several receipts in one picture: pieces of paper that lie apart from each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from desktop.imaging.edges.papers import Paper
from desktop.receipts.frame import Frame, Point, area, common

MOST = 12
_CONTRAST = 12.0
"""Levels by which each must be brighter than what lies around it."""
_OWN = 0.06
"""Part of all print that each must hold."""
_ALL = 0.75
"""Part of all print that they must hold together: what is left might be another one, that was not seen."""
_COMMON = 0.04
"""Part of the smaller one that two may have in common, where edges were taken a little too far out."""
_IN_LINE, _GAP = 0.1, 0.25
"""Times the width, the length: two pieces that carry each other on, as near as that, are one with a dark bar on it."""


def apart(found: Sequence[Paper]) -> tuple[Frame, ...]:
    """Return where two or more receipts lie, in the order of reading; none where it may be a single one."""
    taken: list[Paper] = []
    clear = [each for each in found if each.contrast >= _CONTRAST and each.text >= _OWN]
    for paper in sorted(clear, key=lambda each: -each.contrast):  # what holds two of them isn't bright all around
        if all(_is_apart(paper, other) for other in taken):
            taken.append(paper)
    whole = max(sum(each.pale for each in taken), sum(each.dark for each in taken))
    if not 1 < len(taken) <= MOST or whole < _ALL or any(_carry_on(*pair) for pair in combinations(taken, 2)):
        return ()
    return in_order([each.frame for each in taken])


def _is_apart(one: Paper, other: Paper) -> bool:
    shared = area(common(_points(one.frame), _points(other.frame)))
    return shared <= _COMMON * min(one.share, other.share)


def _points(frame: Frame) -> tuple[Point, ...]:
    return frame.points((1.0, 1.0))


def in_order(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return frames as they are read: from the left where they lie beside each other, else from the top."""
    middles = {frame: _middle(frame) for frame in frames}
    wide, high = (max(at) - min(at) for at in zip(*middles.values(), strict=True))
    along = 0 if wide >= high else 1
    return tuple(sorted(frames, key=lambda frame: (middles[frame][along], middles[frame])))


def _middle(frame: Frame) -> Point:
    xs, ys = zip(*_points(frame), strict=True)
    return sum(xs) / 4, sum(ys) / 4


def _carry_on(one: Paper, other: Paper) -> bool:
    """Return whether the second frame goes on where the first ends, with the same width."""
    return any(_goes_on(a, b) for a, b in ((one.frame, other.frame), (other.frame, one.frame)))


def _goes_on(first: Frame, second: Frame) -> bool:
    """Return whether the second carries the first on, downwards or to the right."""
    a, b, c, d = _points(first)
    e, f, g, h = _points(second)
    return _in_line((a, d), (b, c), (e, h), (f, g)) or _in_line((a, b), (d, c), (e, f), (h, g))


def _in_line(
    left: tuple[Point, Point], right: tuple[Point, Point], on_left: tuple[Point, Point], on_right: tuple[Point, Point]
) -> bool:
    """Return whether two sides end where two others begin: near, and across by hardly anything."""
    width = _distance(left[1], right[1])
    length = min(_distance(*left), _distance(*on_left))
    for side, on in ((left, on_left), (right, on_right)):
        way = _distance(*side)
        ux, uy = (side[1][0] - side[0][0]) / way, (side[1][1] - side[0][1]) / way
        dx, dy = on[0][0] - side[1][0], on[0][1] - side[1][1]
        if abs(dx * uy - dy * ux) > _IN_LINE * width or not -_GAP * length < dx * ux + dy * uy < _GAP * length:
            return False
    return True


def _distance(one: Point, other: Point) -> float:
    return max(1e-9, math.dist(one, other))
