"""What the dictionary of a picture in a PDF says (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

GREY, RGB = "/DeviceGray", "/DeviceRGB"
_COMPONENTS = {GREY: 1, "/CalGray": 1, RGB: 3, "/CalRGB": 3}
_OF_THE_DATA = frozenset({"/Filter", "/DecodeParms", "/Length", "/Width", "/Height", "/DL"})


def value(holder: DictionaryObject, key: str) -> PdfObject | None:
    """Return what stands under a key, followed to where it lies."""
    found = holder.get(key)
    return None if found is None else found.get_object()


def number(picture: StreamObject, key: str) -> int:
    """Return a whole number; 0 when there is none."""
    found = value(picture, key)
    return int(found) if isinstance(found, int | float) else 0


def bits(picture: StreamObject) -> int:
    """Return the bits of a component; a stencil has one."""
    stencil = value(picture, "/ImageMask")
    return 1 if isinstance(stencil, BooleanObject) and stencil.value else number(picture, "/BitsPerComponent")


def filter_of(picture: StreamObject) -> str:
    """Return the last filter, which says how the picture itself is compressed; "" when there is none."""
    found = value(picture, "/Filter")
    if isinstance(found, ArrayObject):
        return str(found[-1].get_object()) if found else ""
    return str(found) if found is not None else ""


def parameters(picture: StreamObject) -> DictionaryObject:
    """Return the parameters of the last filter."""
    found = value(picture, "/DecodeParms")
    if isinstance(found, ArrayObject):
        found = found[-1].get_object() if found else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def components(space: PdfObject | None) -> int | None:
    """Return how many values a dot has, where these are greys, or red, green and blue; None for all else."""
    if isinstance(space, ArrayObject) and space:
        if space[0] == "/ICCBased" and len(space) > 1:
            profile = space[1].get_object()
            count = value(profile, "/N") if isinstance(profile, DictionaryObject) else None
            return int(count) if isinstance(count, NumberObject) and int(count) in {1, 3} else None
        return _COMPONENTS.get(str(space[0]))
    return _COMPONENTS.get(str(space))


def written(thing: PdfObject) -> bytes:
    """Return an object as it stands in a file."""
    buffer = io.BytesIO()
    thing.write_to_stream(buffer)
    return buffer.getvalue()


def raw(stream: StreamObject) -> bytes:
    """Return the data of a stream as it lies in the file."""
    return stream._data  # noqa: SLF001 - pypdf has no other name for it


def stream_of(entries: Mapping[Any, PdfObject], data: bytes) -> StreamObject:
    """Return a stream with these entries; ``data`` is as it's written, by the filters among them."""
    made = EncodedStreamObject() if "/Filter" in entries else DecodedStreamObject()
    made.update(entries)
    made._data = data  # noqa: SLF001 - as above; the public way would pack it again
    return made


def like(picture: StreamObject, data: bytes, size: tuple[int, int]) -> StreamObject:
    """Return a picture with other data, and all that is said of the old one and still true."""
    made = stream_of({key: told for key, told in picture.items() if key not in _OF_THE_DATA}, data)
    made[NameObject("/Width")], made[NameObject("/Height")] = NumberObject(size[0]), NumberObject(size[1])
    return made
