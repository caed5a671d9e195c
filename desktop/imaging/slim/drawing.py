"""Pages of a PDF as pictures, each as large on paper as it was."""

from __future__ import annotations

from PIL import Image, ImageChops

from desktop.imaging.encode import group4, jpeg
from desktop.imaging.pdf import Pdf, document_of, drawn_page
from desktop.imaging.pdf_write import PageImage
from desktop.imaging.slim.steps import Step

_POINTS = 72
_MOST_SIDE = 6_000
"""Pixels; a poster is drawn coarser."""
_TINT = 24
"""So far apart may red, green and blue be in what counts as grey."""
_BLACK, _WHITE = 64, 208
_MOST_GREY = 0.06
"""Part of a page between black and white up to which it's print on paper: the edges of its letters."""


def drawn(data: Pdf, index: int, step: Step) -> PageImage:
    """Return a page as a picture: black and white where it's only print, else grey or in its colours."""
    with document_of(data) as document:
        width, height = document.get_page_size(index)
        scale = min(step.dpi / _POINTS, _MOST_SIDE / max(width, height))
        picture = drawn_page(document, index, (max(1, round(width * scale)), max(1, round(height * scale))))
    picture = _without_colour(picture)
    made = PageImage(jpeg(picture, step.quality), *picture.size, picture.mode == "L", sheet=(width, height))
    if picture.mode == "L" and _is_print(picture):
        fax = group4(picture.point(lambda value: 255 * (value > 127), "1"))
        if len(fax.data) < len(made.data):
            return PageImage(fax.data, fax.width, fax.height, grey=True, group4=True, sheet=(width, height))
    return made


def _without_colour(picture: Image.Image) -> Image.Image:
    small = picture.resize((max(1, picture.width // 4), max(1, picture.height // 4)), Image.Resampling.BOX)
    red, green, blue = small.split()
    brightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    _least, most = ImageChops.difference(brightest, darkest).getextrema()
    return picture.convert("L") if isinstance(most, int | float) and most < _TINT else picture


def _is_print(picture: Image.Image) -> bool:
    counts = picture.histogram()
    return sum(counts[_BLACK:_WHITE]) <= _MOST_GREY * sum(counts)
