"""Whether a picture has colour at all, and whether text in it is told by its colour alone."""

from __future__ import annotations

from PIL import Image

_REDUCED = 4
_NEUTRAL = 128
_GREYISH = 9
"""Levels a colour's two differences may be from grey: less than the faintest pen, more than a scanner's noise."""


def colourless(picture: Image.Image) -> bool:
    """Tell whether a picture is grey for the eye: no part of it, however small, has a colour."""
    if picture.mode == "L":
        return True
    bands = picture.reduce(_REDUCED).convert("YCbCr").split()[1:]
    extremes = [value for band in bands for value in band.getextrema()]
    return all(abs(int(value) - _NEUTRAL) <= _GREYISH for value in extremes)  # type: ignore[arg-type]  # one band
