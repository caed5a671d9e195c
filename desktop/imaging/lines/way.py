"""How the print on a page lies: by how much it leans, and which way up it is."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from desktop.imaging.lines.lean import MOST, lean
from desktop.imaging.lines.letters import FEWEST, Letters, lines_run
from desktop.imaging.lines.marks import marks, printed
from desktop.imaging.lines.straight import Extent, extent_of
from desktop.imaging.lines.upright import turns_upright

_CLEAR = 1.4
"""Times as sharp the lines must be one way as the other."""
_SHARP = 2.2
"""So sharp lines must be at least: see :class:`Lean`."""
LEANS = 0.6
"""Degrees from which on lines can be seen to lean."""
_RUN, _SURE = 1.5, 2.0
"""Times as many letters must be nearer to their neighbours in the line than to those of other lines, to be turned; and
to be lines without doubt."""
_STRAIGHT = 0.7
"""Degrees: letters of lines that lean no more can be compared with each other as they are."""
_EVEN = 0.6
"""Degrees by which a third of a page may differ: lines that lean more and more are those of a curled page."""


@dataclass(frozen=True, slots=True)
class Way:
    """How print lies on a page; None where that is not certain."""

    degrees: float | None = None
    """By how much its lines lean clockwise."""
    turns: int | None = None
    """Quarter turns clockwise after which it is upright, 0-3."""
    is_printed: bool = False
    """Letters stand in lines, whichever way."""
    has_lines: bool = False
    """And it is clear which way: across the page, or down it."""
    extent: Extent = (0.0, 0.0, 0.0, 0.0)
    """How far all print reaches along the lines' lean and across it: see :func:`extent_of`."""


def way_of(page: Image.Image) -> Way:
    """Return how the print on a page lies (mode L; letters of 6 to 60 pixels are seen)."""
    mask = printed(page)
    letters = Letters.among(marks(mask))
    usual = letters.of_usual_size() if letters is not None else []
    if letters is None or len(usual) < FEWEST:
        return Way()
    across, down = lean(usual, letters.size), lean(usual, letters.size, down=True)
    best, other = (down, across) if down.sharpness > across.sharpness else (across, down)
    if best.sharpness < _SHARP:
        return Way()
    if best.sharpness < _CLEAR * other.sharpness or abs(best.degrees) > MOST:
        return Way(is_printed=True)
    return _clear_way(mask, letters, best.degrees, down=best is down)


def _clear_way(mask: Image.Image, letters: Letters, degrees: float, *, down: bool) -> Way:
    even = abs(degrees) < LEANS or _is_even(letters, degrees, down=down)
    extent = extent_of(letters.all, degrees)
    if abs(degrees) > _STRAIGHT:
        straight = mask.rotate(degrees, Image.Resampling.NEAREST, expand=True)
        letters = Letters.among(marks(straight)) or letters
    run, times = lines_run(letters)
    turns = turns_upright(letters, down=down) if run is down and times >= _RUN else None
    sure = run is down and times >= _SURE
    return Way(degrees if even else None, turns, is_printed=True, has_lines=sure, extent=extent)


def _is_even(letters: Letters, degrees: float, *, down: bool) -> bool:
    """Return whether the lines of all thirds of a page lean alike."""
    usual = sorted(letters.of_usual_size(), key=lambda mark: mark.left if down else mark.top)
    thirds = [usual[len(usual) * at // 3 : len(usual) * (at + 1) // 3] for at in range(3)]
    if len(thirds[0]) < FEWEST // 2:
        return False
    return all(abs(lean(third, letters.size, down=down).degrees - degrees) <= _EVEN for third in thirds)
