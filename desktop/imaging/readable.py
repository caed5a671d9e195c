"""A picture decoded as large as its text needs, and what an encoding has to keep of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PIL import Image

from desktop.imaging import legible
from desktop.imaging.decode import decode, opened, seek_frame
from desktop.imaging.edges import straightened_size
from desktop.imaging.encode import jpeg, wanted_size
from desktop.imaging.limits import LONG_SIDE, MAX_JPEG_SIDE, SHORT_SIDE
from desktop.imaging.orient import Size, upright_size
from desktop.imaging.sources import Source
from desktop.receipts.finish import Finish

_REDUCED = 0.95
"""A picture with at least so much of the original's side has all the pixels there are."""


@dataclass(frozen=True, slots=True)
class Readable:
    """An upright picture, and what keeps its text."""

    picture: Image.Image
    """L or RGB, as decoded."""
    toned: Image.Image
    """What JPEG gets: L where the picture has no colour worth the name."""
    quality: int
    """The lowest JPEG quality."""
    full_colour: bool = False
    """Some text is told by its colour alone: colour must be kept in all its pixels."""

    def jpeg(self, best: int = 100) -> bytes:
        """Return it as a JPEG that keeps its text, of no better quality than ``best``."""
        return jpeg(self.toned, min(best, self.quality), full_colour=self.full_colour)


def readable(
    source: Source, number: int = 0, *, finish: Finish, long_side: int = LONG_SIDE, short_side: int = SHORT_SIDE
) -> Readable:
    """Return a frame of a file (from 0) with the sides given, or larger where its small text needs that.

    ``finish`` is what is done to this page. Raises the Faults of decoding.
    """
    picture, reduced = _decoded(source, number, finish, long_side, short_side)
    grey = picture.convert("L")
    lines = legible.text_lines(grey)
    factor = legible.enlargement(lines) if reduced else 1.0
    if factor > 1.0:
        picture = _larger(source, number, finish, picture.size, factor)
        grey = picture.convert("L")
        lines = legible.text_lines(grey)
    return _measured(picture, grey, lines)


def _measured(picture: Image.Image, grey: Image.Image, lines: Sequence[legible.Line]) -> Readable:
    quality = legible.chosen(grey, lines)
    if legible.colourless(picture):
        return Readable(picture, grey, quality)
    full = legible.colour_quality(picture, quality)
    return Readable(picture, picture, full or quality, full_colour=full is not None)


def _larger(source: Source, number: int, finish: Finish, size: Size, factor: float) -> Image.Image:
    most = MAX_JPEG_SIDE / max(size)
    long, short = (round(side * min(factor, most)) for side in (max(size), min(size)))
    return _decoded(source, number, finish, long, short)[0]


def _decoded(source: Source, number: int, finish: Finish, long_side: int, short_side: int) -> tuple[Image.Image, bool]:
    """Return the picture, and whether it has fewer pixels than the original."""
    frame = None if number else source.frame
    with opened(source.path, source.media_type) as image:
        seek_frame(image, number)
        whole = image.size if frame is None else straightened_size(frame, upright_size(image))
        sized = partial(wanted_size, long_side=long_side, short_side=short_side)
        picture = decode(image, sized, source.turns, frame=frame, finish=finish)
    return picture, max(picture.size) < _REDUCED * max(whole)


def readable_bilevel(source: Source, number: int, found: Readable, *, finish: Finish) -> Image.Image | None:
    """Return a page in full size in black and white (mode 1); None where that would lose something legible.

    ``found`` is the page as `readable` returned it. Raises the Faults of decoding.
    """
    if found.toned.mode != "L" or not legible.may_be_black_on_white(found.toned):
        return None
    whole, _ = _decoded(source, number, finish, MAX_JPEG_SIDE, MAX_JPEG_SIDE)
    return legible.black_on_white(whole.convert("L"))
