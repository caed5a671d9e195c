"""Encode an upright picture: JPEG as good as fits, PNG for few colours, group 4 for black and white."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageChops

from desktop.imaging.limits import LONG_SIDE, SHORT_SIDE
from desktop.imaging.pdf_write import PageImage

QUALITIES = (75, 68, 60, 52, 45, 38, 30, 22, 15)
"""JPEG qualities in the order in which they are tried where the measured one makes too large a file. At 75 small print
looks as in the original; at 30 it's blocky, but still read without effort. Below that only originals get that were as
coarse themselves."""

_STRIPS = 273
_ROWS_PER_STRIP = 278
_STRIP_BYTES = 279
_MAX_COLOURS = 256
_SMALL_PALETTE = 16


def wanted_size(size: tuple[int, int], long_side: int = LONG_SIDE, short_side: int = SHORT_SIDE) -> tuple[int, int]:
    """Return the size a rendition needs: the long side as given, but the short side no smaller than given either."""
    long, short = max(size), min(size)
    scale = min(1.0, max(long_side / long, short_side / short))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def jpeg(image: Image.Image, quality: int, *, full_colour: bool = False) -> bytes:
    """Return a progressive JPEG without metadata. ``image`` is L or RGB.

    Colour is kept in every fourth pixel, as the eye sees it; with ``full_colour`` in all of them.
    """
    if full_colour:
        try:
            return _saved(image, quality, "4:4:4")
        except OSError:  # Pillow's room for it, a byte a pixel, isn't enough: it's noise, and no print
            pass
    return _saved(image, quality, "4:2:0")


def _saved(image: Image.Image, quality: int, subsampling: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=subsampling)
    return buffer.getvalue()


def jpeg_within(image: Image.Image, ceiling: int, hard: int, *, below: int = 100) -> bytes:
    """Return the best JPEG of at most ``ceiling`` bytes; where none of QUALITIES gives it, the smallest.

    Only qualities lower than ``below`` are tried. ``hard`` is never broken: beyond the last quality the picture is made
    smaller.
    """
    data = b""
    for quality in (quality for quality in QUALITIES if quality < below):
        data = jpeg(image, quality)
        if len(data) <= ceiling:
            return data
    for smaller in _shrinking(image):
        if len(data) <= hard:
            break
        data = jpeg(smaller, QUALITIES[-1])
    return data


def _shrinking(image: Image.Image) -> Iterator[Image.Image]:
    scale = 0.8
    while min(image.size) * scale >= 1:
        yield image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
        scale *= 0.8


def png(image: Image.Image, *, any_colours: bool = False) -> bytes | None:
    """Return an exact PNG of an L or RGB picture; None when it has more than 256 colours, unless they are asked for."""
    exact = _few_colours(image) or (image if any_colours else None)
    if exact is None:
        return None
    buffer = io.BytesIO()
    exact.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _few_colours(image: Image.Image) -> Image.Image | None:
    """Return the picture in as few bits as it needs; the palette is proved exact, for Pillow doesn't promise that."""
    colours = image.getcolors(_MAX_COLOURS)
    if colours is None or (image.mode == "L" and len(colours) > _SMALL_PALETTE):
        return image if image.mode == "L" else None
    few = image.convert("RGB").quantize(len(colours), method=Image.Quantize.FASTOCTREE)
    few = few if _same(few, image) else image.convert("RGB").quantize(len(colours), method=Image.Quantize.MEDIANCUT)
    return few if _same(few, image) else (image if image.mode == "L" else None)


def _same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


def group4(image: Image.Image) -> PageImage:
    """Return a black-and-white picture (mode 1) as fax machines send it, the smallest that PDF knows without loss."""
    buffer = io.BytesIO()
    bare = image.copy()  # saving a TIFF that was opened would write the tags of that file, its polarity among them
    bare.info = {}
    bare.save(buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: image.height})
    with Image.open(buffer, formats=["TIFF"]) as tiff:
        (start,), (size,) = tiff.tag_v2[_STRIPS], tiff.tag_v2[_STRIP_BYTES]  # type: ignore[attr-defined]
    return PageImage(buffer.getvalue()[start : start + size], image.width, image.height, grey=True, group4=True)
