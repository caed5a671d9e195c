"""By how much lines of print lean: the angle at which most letters stand on common lines (Baird, 1987)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from desktop.imaging.lines.marks import Mark

MOST = 15.0
"""Degrees."""
_COARSE, _FINE = 1.0, 0.1
"""Degrees from one try to the next."""
_WIDE, _NARROW = 0.35, 0.12
"""Times a letter's size: letters whose feet are no further apart stand on one line."""
_AWAY = (-12.0, -9.0, -6.0, 6.0, 9.0, 12.0)
"""Degrees from the best, where there are no lines to be seen."""

Point = tuple[int, int]
"""Along the lines, across them."""


@dataclass(frozen=True, slots=True)
class Lean:
    """How lines lean."""

    degrees: float
    """Clockwise: positive when lines go down to the right (or, running down, to the left)."""
    sharpness: float
    """How many times more letters stand on common lines at this angle than at others."""


def lean(letters: Sequence[Mark], size: int, *, down: bool = False) -> Lean:
    """Return how the lines lean that run across the page, or ``down`` it, of letters of such a size in pixels."""
    sides = _ends(letters, down=down)
    about = _sharpest(sides[0], _steps(0.0, MOST + 1, _COARSE), max(1.0, _WIDE * size))[1]
    return max((_near(about, ends, size) for ends in sides), key=lambda each: each.sharpness)


def _ends(letters: Sequence[Mark], *, down: bool) -> tuple[Sequence[Point], Sequence[Point]]:
    """Return where letters end to either side of their line."""
    if down:
        along = [(m.top + m.bottom) // 2 for m in letters]
        across = [-m.right for m in letters], [-m.left for m in letters]
    else:
        along = [(m.left + m.right) // 2 for m in letters]
        across = [m.bottom for m in letters], [m.top for m in letters]
    one, other = (list(zip(along, each, strict=True)) for each in across)
    return one, other


def _near(about: float, ends: Sequence[Point], size: int) -> Lean:
    """Return the lean of letters whose ends on one side are these, where it is known already about how large it is."""
    width = max(1.0, _NARROW * size)
    sharp, degrees = _sharpest(ends, _steps(about, _COARSE, _FINE), width)
    usual = median(_sharpness(ends, degrees + away, width) for away in _AWAY)
    return Lean(round(degrees, 1), sharp / max(1.0, usual))


def _sharpest(ends: Sequence[Point], tries: Sequence[float], width: float) -> tuple[float, float]:
    return max((_sharpness(ends, degrees, width), degrees) for degrees in tries)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [round(middle + number * step, 3) for number in range(-count, count + 1)]


def _sharpness(ends: Sequence[Point], degrees: float, width: float) -> float:
    """Return how many letters stand on a letter's line on average: those of its bin and of the next one."""
    slope = math.tan(math.radians(degrees))
    counts = Counter([(across - along * slope) // width for along, across in ends])
    return sum(n * (n + counts.get(at + 1, 0)) for at, n in counts.items()) / len(ends)
