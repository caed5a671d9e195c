"""Take the metadata out of a JPEG or PNG without touching a pixel: where it was taken is nobody's business."""

from __future__ import annotations

import re

_SEGMENT_END = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The next marker after entropy-coded data: not a stuffed zero, not a restart (ITU-T T.81, B.1.1.2)."""
_SOS, _EOI, _COM = 0xDA, 0xD9, 0xFE
_JFIF_LENGTH = 16

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"})


def strip_jpeg(data: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, IPTC, comments, thumbnails and anything after its end.

    Kept: JFIF's density, ICC profile, Adobe's colour marker, and every table. Raises ValueError when it's malformed.
    """
    kept = bytearray(b"\xff\xd8")
    at = 2
    while True:
        marker, start = _marker(data, at)
        if marker == _EOI:
            return bytes(kept + b"\xff\xd9")
        at = start + int.from_bytes(data[start : start + 2], "big")
        if at <= start + 1:
            raise ValueError("segment without length")
        segment = data[start:at]
        if _wanted(marker, segment):
            kept += bytes((0xFF, marker)) + segment
        if marker == _SOS:
            end = _SEGMENT_END.search(data, at)
            if end is None:
                raise ValueError("no end of image")
            kept += data[at : end.start()]
            at = end.start()


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at ``at`` and where its segment starts; fill bytes may stand before it."""
    if data[at : at + 1] != b"\xff":
        raise ValueError("no marker")
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def _wanted(marker: int, segment: bytes) -> bool:
    content = segment[2:]
    if marker == 0xE0:
        return content.startswith(b"JFIF\0") and len(segment) == _JFIF_LENGTH
    if marker == 0xE2:
        return content.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return content.startswith(b"Adobe")
    return marker != _COM and not 0xE0 <= marker <= 0xEF


def strip_png(data: bytes) -> bytes:
    """Return the PNG with the chunks only that its pixels and colours need. Raises ValueError when it's malformed."""
    kept = bytearray(_PNG_HEAD)
    at = len(_PNG_HEAD)
    kind = b""
    while kind != b"IEND":
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(kind) < 4 or at + 12 + size > len(data):
            raise ValueError("chunk beyond the end")
        if kind in _PNG_KEPT:
            kept += data[at : at + 12 + size]
        at += 12 + size
    return bytes(kept)
