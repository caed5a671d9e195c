"""One picture in a PDF, made coarser. What isn't understood for certain stays as it is."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from desktop.imaging.encode import group4, jpeg
from desktop.imaging.limits import MAX_PIXELS
from desktop.imaging.slim.facts import GREY, RGB, bits, components, filter_of, like, number, parameters, raw, value
from desktop.imaging.slim.faithful import have_same_tones
from desktop.imaging.slim.places import Places
from desktop.imaging.slim.steps import Step

_WORTHWHILE = 0.9
"""A picture is exchanged only when it becomes smaller than this part of itself."""
_SMALL = 2_000
"""Bytes; a stamp or an icon isn't worth a loss."""
_MODES = {1: "L", 3: "RGB"}
_AS_THEY_ARE = frozenset({"/JBIG2Decode", "/CCITTFaxDecode"})
"""Fax pages are as small as they get."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture's pixels, and what it is in the PDF."""

    image: Image.Image
    space: PdfObject | None
    """Its colour space, when it has to be another one than before."""


def coarser(picture: StreamObject, where: Places, step: Step) -> StreamObject | None:
    """Return the picture as coarse as ``step`` allows, or None where that gains nothing.

    Raises whatever pypdf and Pillow raise on damaged pictures.
    """
    size = (number(picture, "/Width"), number(picture, "/Height"))
    if not _can_change(picture, size):
        return None
    wanted = _wanted(size, where.get(size), step.fax_dpi if bits(picture) == 1 else step.dpi)
    made = _bilevel(picture, size, wanted) if bits(picture) == 1 else _shaded(picture, size, wanted, step.quality)
    return made if made is not None and len(raw(made)) < _WORTHWHILE * len(raw(picture)) else None


def _can_change(picture: StreamObject, size: tuple[int, int]) -> bool:
    """Tell whether anything may be changed: not where the exact values or the exact size mean something."""
    if len(raw(picture)) < _SMALL or min(size) < 1 or size[0] * size[1] > MAX_PIXELS:
        return False
    mask = value(picture, "/SMask")
    matte = isinstance(mask, DictionaryObject) and "/Matte" in mask
    exact = isinstance(value(picture, "/Mask"), ArrayObject) or "/SMaskInData" in picture or "/Matte" in picture
    return not (matte or exact or filter_of(picture) in _AS_THEY_ARE)


def _wanted(size: tuple[int, int], inches: tuple[float, float] | None, dpi: int) -> tuple[int, int]:
    """Return the pixels that are wanted: fewer where it is shown finer than ``dpi``, never more."""
    if inches is None or min(inches) <= 0:
        return size  # shown nowhere that was looked at: a mask, or the filling of a pattern
    scale = min(1.0, max(inches[0] * dpi / size[0], inches[1] * dpi / size[1]))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _shaded(picture: StreamObject, size: tuple[int, int], wanted: tuple[int, int], quality: int) -> StreamObject | None:
    found = _pixels(picture, size, wanted)
    if found is None:
        return None
    image = found.image
    if image.width > wanted[0] * 1.1 or image.height > wanted[1] * 1.1:
        image = image.resize(wanted, Image.Resampling.HAMMING, reducing_gap=2.0)
    made = like(picture, jpeg(image, quality), image.size)
    made[NameObject("/Filter")] = NameObject("/DCTDecode")
    made[NameObject("/BitsPerComponent")] = NumberObject(8)
    if found.space is not None:
        made[NameObject("/ColorSpace")] = found.space
    return made


def _pixels(picture: StreamObject, size: tuple[int, int], wanted: tuple[int, int]) -> _Found | None:
    """Return a picture's own samples, not yet made what a screen shows: its colour space stays beside them."""
    if filter_of(picture) in {"/DCTDecode", "/JPXDecode"}:
        return _encoded(picture, wanted)
    if bits(picture) != 8:
        return None
    space = value(picture, "/ColorSpace")
    if isinstance(space, ArrayObject) and len(space) == 4 and space[0] == "/Indexed":
        return _indexed(picture, size, space)
    count = components(space)
    data = picture.get_data() if count in _MODES else b""
    if count is None or not data or len(data) < size[0] * size[1] * count:
        return None
    return _Found(Image.frombytes(_MODES[count], size, data[: size[0] * size[1] * count]), None)


def _encoded(picture: StreamObject, wanted: tuple[int, int]) -> _Found | None:
    is_jpeg = filter_of(picture) == "/DCTDecode"
    if "/ColorTransform" in parameters(picture):
        return None
    with Image.open(io.BytesIO(picture.get_data()), formats=["JPEG" if is_jpeg else "JPEG2000"]) as image:
        if image.mode not in _MODES.values() or image.width * image.height > MAX_PIXELS:
            return None
        space = value(picture, "/ColorSpace")
        if space is not None and _MODES.get(components(space) or 0) != image.mode:
            return None
        image.draft(None, wanted)
        image.load()
        return _Found(image, NameObject(GREY if image.mode == "L" else RGB) if space is None else None)


def _indexed(picture: StreamObject, size: tuple[int, int], space: ArrayObject) -> _Found | None:
    """Return a picture with a palette in its colours: photos of 256 colours are, which JPEG holds better."""
    base, table = space[1].get_object(), space[3].get_object()
    colours = table.get_data() if isinstance(table, StreamObject) else getattr(table, "original_bytes", table)
    data = picture.get_data()
    if components(base) != 3 or "/Decode" in picture or not isinstance(colours, bytes) or not data:
        return None
    image = Image.frombytes("P", size, data[: size[0] * size[1]])
    image.putpalette(colours[:768])
    return _Found(image.convert("RGB"), base if isinstance(base, NameObject) else space[1])


def _bilevel(picture: StreamObject, size: tuple[int, int], wanted: tuple[int, int]) -> StreamObject | None:
    """Return a picture of one bit as a fax machine sends it, bit for bit, or with fewer pixels."""
    rows = (size[0] + 7) // 8
    data = picture.get_data()
    if len(data) < rows * size[1]:
        return None
    image = Image.frombytes("1", size, data[: rows * size[1]])
    if wanted[0] < size[0] * 0.9:
        image = _fewer_dots(image.convert("L"), wanted)
    made = like(picture, group4(image).data, image.size)
    made[NameObject("/Filter")] = NameObject("/CCITTFaxDecode")
    made[NameObject("/DecodeParms")] = DictionaryObject(
        {
            NameObject("/K"): NumberObject(-1),
            NameObject("/Columns"): NumberObject(image.width),
            NameObject("/Rows"): NumberObject(image.height),
            NameObject("/BlackIs1"): BooleanObject(True),  # noqa: FBT003 - PDF's "true"
        }
    )
    return made


def _fewer_dots(image: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """Return black and white of fewer dots: hard edges for print, a raster again where there was one for greys."""
    small = image.resize(wanted, Image.Resampling.BOX)
    hard = small.point(lambda value: 255 * (value > 127), "1")
    return hard if have_same_tones(small, hard.convert("L")) else small.convert("1")
