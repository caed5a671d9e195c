"""The brightest and the darkest of each pixel's square neighbourhood.

The same as Pillow's MaxFilter and MinFilter, in a time that hardly grows with the square: a window of four pixels is
made of two windows of two, one of eight of two of four, and so on, first along the rows, then along the columns.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops, ImageOps

_Of = Callable[[Image.Image, Image.Image], Image.Image]


def brightest(image: Image.Image, size: int) -> Image.Image:
    """Return the brightest within a square of ``size`` (odd) around each pixel; ``image`` is of mode L."""
    return _of_square(ImageOps.expand(image, size // 2, 0), size, ImageChops.lighter)


def darkest(image: Image.Image, size: int) -> Image.Image:
    """Return the darkest within a square of ``size`` (odd) around each pixel; ``image`` is of mode L."""
    return _of_square(ImageOps.expand(image, size // 2, 255), size, ImageChops.darker)


def closed(image: Image.Image, size: int) -> Image.Image:
    """Return the picture (mode L) without what is dark and thinner than ``size`` (odd) pixels."""
    return darkest(brightest(image, size), size)


def _of_square(image: Image.Image, size: int, of: _Of) -> Image.Image:
    for across, down in ((1, 0), (0, 1)):
        window = 1
        while window < size:
            step = min(window, size - window)
            shifted = image.crop((step * across, step * down, image.width, image.height))
            image = of(image, shifted)  # as large as the smaller of the two, from the top left
            window += step
    return image
