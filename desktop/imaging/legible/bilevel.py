"""Whether a page is truly black on white, so that one bit a pixel loses nothing that can be read."""

from __future__ import annotations

from PIL import Image, ImageChops

from desktop.imaging.legible.lines import text_lines
from desktop.imaging.legible.size import smallest_text

_BLACK, _MIDDLE, _WHITE = 90, 140, 180
"""Levels: what's darker than the middle becomes black. Strokes are, and paper is white; between is only an edge."""
_FAINT = 24
"""Levels darker than the paper's most frequent one, where the faintest print begins."""
_HALF = 2
"""It's looked for in a picture of half the size: that averages a scanner's noise away."""
_EDGE = 2
"""Pixels of the half-sized picture within which an edge goes from black to white."""
_MOST_BETWEEN = 0.08
"""Part of a page's pixels that edges are, at most: a look at the histogram spares a photo all that follows."""
_AROUND = 16
"""Pixels of the squares in which what would be lost is counted: about a letter."""
_MOST_ASTRAY = 4
"""Of 255, in each: four pixels."""
_TALL_ENOUGH = 18
"""Pixels of the smallest text: steps instead of soft edges then don't show."""


def may_be_black_on_white(grey: Image.Image) -> bool:
    """Tell whether it's worth looking closer: hardly anything between black and white, and mostly white."""
    levels = grey.histogram()
    total = sum(levels)
    return sum(levels[_BLACK:_WHITE]) <= _MOST_BETWEEN * total and sum(levels[_WHITE:]) * 2 > total


def black_on_white(grey: Image.Image) -> Image.Image | None:
    """Return a page of mode L as mode 1; None where that would lose something: faint print, a picture, tiny letters."""
    if not may_be_black_on_white(grey) or _astray(grey.reduce(_HALF)) > _MOST_ASTRAY:
        return None
    smallest = smallest_text(text_lines(grey))
    if smallest is None or smallest < _TALL_ENOUGH:
        return None
    return grey.point([0] * _MIDDLE + [255] * (256 - _MIDDLE)).convert("1", dither=Image.Dither.NONE)


def _astray(grey: Image.Image) -> int:
    """Return how much would be lost where most would be, 0-255.

    Light grey without a stroke near it would be white; dark grey in an area would be black.
    """
    levels = grey.histogram()
    paper = max(range(_WHITE, 256), key=lambda level: levels[level])
    light, dark = _levels(grey, _MIDDLE, paper - _FAINT), _levels(grey, _BLACK, _MIDDLE)
    strokes, white = _near(_levels(grey, 0, _MIDDLE)), _near(_levels(grey, _WHITE, 256))
    lost = ImageChops.lighter(ImageChops.subtract(light, strokes), ImageChops.subtract(dark, white))
    return max(lost.reduce(_AROUND).tobytes())


def _levels(grey: Image.Image, low: int, high: int) -> Image.Image:
    """Return 255 where the picture's level is from ``low`` up to ``high`` (without), else 0."""
    return grey.point([255 if low <= level < high else 0 for level in range(256)])


def _near(mask: Image.Image) -> Image.Image:
    """Return the mask, widened by an edge's width to all sides."""
    for across, down in ((1, 0), (0, 1)):
        row = mask
        for step in range(1, _EDGE + 1):
            for way in (step, -step):
                mask = ImageChops.lighter(mask, ImageChops.offset(row, across * way, down * way))
    return mask
