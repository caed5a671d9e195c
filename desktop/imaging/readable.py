"""A picture decoded as large as its text needs, and what an encoding has to keep of it."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from desktop.imaging import legible
from desktop.imaging.decode import Size, check_pixels, decode, opened, upright_size
from desktop.imaging.edges import straightened_size
from desktop.imaging.encode import jpeg, wanted_size
from desktop.imaging.limits import LONG_SIDE, MAX_JPEG_SIDE, SHORT_SIDE
from desktop.imaging.sources import Source

_REDUCED = 0.95
"""A picture with at least so much of the original's side has all the pixels there are."""


@dataclass(frozen=True, slots=True)
class Readable:
    """An upright picture, L or RGB, and the lowest JPEG quality that keeps its text."""

    picture: Image.Image
    quality: int
    full_colour: bool = False
    """Some text is told by its colour alone: colour must be kept in all its pixels."""

    def jpeg(self, best: int = 100) -> bytes:
        """Return it as a JPEG that keeps its text, of no better quality than ``best``."""
        return jpeg(self.picture, min(best, self.quality), full_colour=self.full_colour)


def readable(source: Source, number: int = 0, *, long_side: int = LONG_SIDE, short_side: int = SHORT_SIDE) -> Readable:
    """Return a page (from 0) with the sides given, or larger where its small text needs that; grey if it has no colour.

    Raises the Faults of decoding.
    """
    picture, reduced = _decoded(source, number, long_side, short_side)
    picture = picture.convert("L") if legible.colourless(picture) else picture
    grey = picture.convert("L")
    lines = legible.text_lines(grey)
    factor = legible.enlargement(lines) if reduced else 1.0
    if factor > 1.0:
        picture = _again(source, number, picture, factor)
        grey = picture.convert("L")
        lines = legible.text_lines(grey)
    quality = legible.chosen(grey, lines)
    return Readable(picture, quality)


def _again(source: Source, number: int, picture: Image.Image, factor: float) -> Image.Image:
    long, short = (round(side * min(factor, MAX_JPEG_SIDE / max(picture.size))) for side in _sides(picture.size))
    larger, _ = _decoded(source, number, long, short)
    return larger.convert("L") if picture.mode == "L" else larger


def _sides(size: Size) -> Size:
    return max(size), min(size)


def _decoded(source: Source, number: int, long_side: int, short_side: int) -> tuple[Image.Image, bool]:
    """Return the picture, and whether it has fewer pixels than the original."""
    frame = None if number else source.frame
    with opened(source.path, source.media_type) as image:
        if number:
            image.seek(number)
            check_pixels(image)
        whole = image.size if frame is None else straightened_size(frame, upright_size(image))
        picture = decode(image, lambda size: wanted_size(size, long_side, short_side), source.turns, frame=frame)
    return picture, max(picture.size) < _REDUCED * max(whole)
