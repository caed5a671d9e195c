"""What is printed in a picture, as masks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from desktop.imaging.edges.neighbours import closed

PRINT = 7
"""Pixels: thicker than a letter's strokes."""
_DARK = 14
"""Levels by which print is darker than the paper around it."""
_PALE = 0.5
"""Part of the darkest print's darkness that dark print has at least; what is paler may be wood grain."""
_DARKEST = 0.1


@dataclass(frozen=True, slots=True)
class Print:
    """Two masks of mode L, print 255."""

    all: Image.Image
    """Pale print too, and with it the grain of wood and brushed steel."""
    dark: Image.Image
    """What is about as dark as the darkest print."""

    @classmethod
    def on(cls, ground: Image.Image) -> Print:
        """Return the print on a picture (mode L): what closing makes vanish."""
        by = ImageChops.subtract(closed(ground, PRINT), ground)
        level = max(_DARK, round(_PALE * darkness(by.histogram(), _DARK)))
        pale, dark = (by.point([255 if value > least else 0 for value in range(256)]) for least in (_DARK, level))
        return cls(pale, dark)

    def held(self, polygon: Image.Image) -> tuple[float, float]:
        """Return which part of all print, and of the dark, lies within a polygon that is drawn as a mask."""
        return _part(self.all, polygon), _part(self.dark, polygon)


def _part(mask: Image.Image, polygon: Image.Image) -> float:
    return white(ImageChops.multiply(mask, polygon)) / max(1, white(mask))


def white(mask: Image.Image) -> int:
    """Return the number of white pixels (255)."""
    return mask.histogram()[255]


def darkness(histogram: Sequence[int], least: int) -> int:
    """Return the level that the darkest tenth lies above, of all that is darker than ``least``."""
    left = _DARKEST * sum(histogram[least + 1 :])
    for level in range(255, least, -1):
        left -= histogram[level]
        if left <= 0:
            return level
    return least
