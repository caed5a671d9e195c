"""Parts of a picture side by side on a small sheet, to try an encoding on: JPEG treats each block of pixels alone."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from PIL import Image, ImageChops, ImageFilter

BLOCK = 16
"""Pixels of JPEG's largest unit: a part that begins and ends with one is encoded as it would be in the whole."""
WIDTH, HEIGHT = 64, 32
_COLUMNS = 6

Place = tuple[int, int]
"""Left and top, in pixels."""


def place_around(size: tuple[int, int], left: int, middle: int) -> Place:
    """Return where a part lies that begins about ``left``, around the row ``middle``, within a picture of this size."""
    across = min(left, max(0, size[0] - WIDTH)) // BLOCK * BLOCK
    down = min(max(0, middle - HEIGHT // 2), max(0, size[1] - HEIGHT)) // BLOCK * BLOCK
    return across, down


class Sheet:
    """Parts of one picture, WIDTH by HEIGHT pixels each."""

    def __init__(self, picture: Image.Image, places: Sequence[Place]) -> None:
        rows = -(-len(places) // _COLUMNS)
        self.picture = Image.new(picture.mode, (_COLUMNS * WIDTH, max(1, rows) * HEIGHT))
        for number, (left, top) in enumerate(places):
            self.picture.paste(picture.crop((left, top, left + WIDTH, top + HEIGHT)), self._box(number)[:2])
        self._count = len(places)

    def energies(self, band: Image.Image) -> list[int]:
        """Return how much there is to see in each part of a band of the sheet: squared deviations."""
        return [_deviation(band.crop(self._box(number)).histogram()) for number in range(self._count)]

    def strokes(self) -> Image.Image:
        """Return a mask of a grey sheet: 255 at and beside what's darker than its part's mean, else 0.

        What an encoding makes of the paper's grain doesn't matter.
        """
        mask = Image.new("L", self.picture.size)
        for number in range(self._count):
            part = self.picture.crop(self._box(number))
            mean = sum(map(mul, part.histogram(), _LEVELS)) // (WIDTH * HEIGHT)
            mask.paste(part.point([255] * mean + [0] * (256 - mean)), self._box(number)[:2])
        return mask.filter(ImageFilter.MaxFilter(3))

    def losses(self, before: Image.Image, after: Image.Image, where: Image.Image | None = None) -> list[int]:
        """Return for each part how much of its energy is lost or came on top as noise, per mille.

        Bands of mode L; with a mask, only what's lost within it counts.
        """
        difference = ImageChops.difference(before, after)
        difference = ImageChops.darker(difference, where) if where else difference
        errors = [_squares(difference.crop(self._box(number)).histogram()) for number in range(self._count)]
        return [1_000 * error // max(1, energy) for error, energy in zip(errors, self.energies(before), strict=True)]

    @staticmethod
    def _box(number: int) -> tuple[int, int, int, int]:
        left, top = number % _COLUMNS * WIDTH, number // _COLUMNS * HEIGHT
        return left, top, left + WIDTH, top + HEIGHT


_LEVELS = range(256)
_SQUARED = [level * level for level in _LEVELS]


def _squares(histogram: Sequence[int]) -> int:
    return sum(map(mul, histogram, _SQUARED))


def _deviation(histogram: Sequence[int]) -> int:
    mass: int = sum(map(mul, histogram, _LEVELS))
    return _squares(histogram) - mass * mass // sum(histogram)
