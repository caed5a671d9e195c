"""Whether a picture has colour at all, and whether something in it is told by its colour alone."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageFilter

from desktop.imaging.legible.quality import lowest
from desktop.imaging.legible.sheet import HEIGHT, WIDTH, Place, Sheet, place_around

_REDUCED = 4
_NEUTRAL = 128
_GREYISH = 9
"""Levels a colour's two differences may be from grey: less than the faintest pen, more than a scanner's noise."""
_AROUND = 4
"""Reduced pixels to each side that a stroke's colour is compared with."""
_COLOURED = 5
"""Levels from what's around, on the average of a part of the picture, where there's coloured print."""
_MOST_PARTS = 8
_MOST_LOST = 60
"""Per mille of the energy of colour: the eye sees colour less sharply than brightness."""


def colourless(picture: Image.Image) -> bool:
    """Tell whether a picture is grey for the eye: no part of it, however small, has a colour."""
    if picture.mode == "L":
        return True
    extremes = [level for band in _colours(picture) for level in band.getextrema()]
    return all(abs(int(level) - _NEUTRAL) <= _GREYISH for level in extremes)  # type: ignore[arg-type]  # one band


def colour_quality(picture: Image.Image, quality: int) -> int | None:
    """Return the JPEG quality, at least the one given, that keeps what is told by its colour, in all its pixels.

    None when there's no such print, or ``quality`` keeps it with the colour of every fourth pixel as well.
    """
    if picture.mode == "L":
        return None
    sheet = Sheet(picture, _coloured_places(picture))
    told = _told_by_colour(sheet)
    if not told or _keeps(sheet, told, quality, "4:2:0"):
        return None
    return lowest(lambda tried: _keeps(sheet, told, tried, "4:4:4"), quality)


Told = list[tuple[int, int]]
"""Bands and parts of a sheet."""


def _told_by_colour(sheet: Sheet) -> Told:
    """Return where a band of colour has more to see than brightness."""
    bright, *colours = (sheet.energies(band) for band in _bands(sheet.picture))
    return [
        (band, part)
        for band, energies in enumerate(colours, 1)
        for part, energy in enumerate(energies)
        if energy > bright[part]
    ]


def _keeps(sheet: Sheet, told: Told, quality: int, subsampling: str) -> bool:
    buffer = io.BytesIO()
    sheet.picture.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    with Image.open(buffer, formats=["JPEG"]) as encoded:
        after = _bands(encoded.convert("RGB"))
    before = _bands(sheet.picture)
    losses = [sheet.losses(before[band], after[band]) for band in range(len(before))]
    return max(losses[band][part] for band, part in told) <= _MOST_LOST


def _coloured_places(picture: Image.Image) -> list[Place]:
    """Return where colour differs most from what's around it."""
    blue, red = (ImageChops.difference(band, band.filter(ImageFilter.BoxBlur(_AROUND))) for band in _colours(picture))
    parts = ImageChops.lighter(blue, red).reduce((WIDTH // _REDUCED, HEIGHT // _REDUCED))
    levels = parts.tobytes()
    strongest = sorted(range(len(levels)), key=lambda at: (-levels[at], at))[:_MOST_PARTS]
    return [
        place_around(picture.size, at % parts.width * WIDTH, at // parts.width * HEIGHT + HEIGHT // 2)
        for at in strongest
        if levels[at] >= _COLOURED
    ]


def _colours(picture: Image.Image) -> tuple[Image.Image, ...]:
    """Return the two bands of colour, reduced."""
    return _bands(picture.reduce(_REDUCED))[1:]


def _bands(picture: Image.Image) -> tuple[Image.Image, ...]:
    """Return brightness, blue and red."""
    return picture.convert("YCbCr").split()
