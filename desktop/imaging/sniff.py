"""What a file is, from its first bytes. Names and extensions are never asked: a vault file has none."""

from __future__ import annotations

import re

from desktop.papers import EINVOICE, EML, MSG, box_of, looks_like_einvoice
from desktop.papers.kind import HEAD_BYTES as _XML_BYTES

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
TIFF = "image/tiff"
GIF = "image/gif"
BMP = "image/bmp"
HEIC = "image/heic"
AVIF = "image/avif"
XML = EINVOICE
"""A bare e-invoice; other XML is none of ours."""
PAPERS = frozenset({XML, EML, MSG})
"""What has no page of its own: a PDF is drawn of it."""

EXTENSIONS = {
    PDF: "pdf", JPEG: "jpg", PNG: "png", WEBP: "webp", TIFF: "tif", GIF: "gif", BMP: "bmp", HEIC: "heic", AVIF: "avif",
    XML: "xml", EML: "eml", MSG: "msg",
}  # fmt: skip
"""The usual extension of each media type that the room reads."""

PLUGINS: dict[str, tuple[str, ...]] = {
    JPEG: ("JPEG", "MPO"),
    PNG: ("PNG",),
    WEBP: ("WEBP",),
    TIFF: ("TIFF",),
    GIF: ("GIF",),
    BMP: ("BMP",),
    HEIC: ("HEIF",),
    AVIF: ("AVIF",),
}
"""Pillow's names. Only these are ever tried, so a rarer decoder's holes can't be reached."""

HEAD_BYTES = max(1_100, _XML_BYTES)
"""How much of a file `media_type` wants: the PDF header may lie within the first 1,024 bytes (ISO 32000-1, H.3)."""

_MAGIC = (
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), TIFF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    # two letters are little: the reserved words and the size of the header must fit too
    (re.compile(rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL), BMP),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def media_type(head: bytes) -> str | None:
    """Return the media type of a file that starts with ``head`` (HEAD_BYTES of it), or None when it's none of ours."""
    for magic, found in _MAGIC:
        if magic.match(head):
            return found
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if looks_like_einvoice(head):
        return XML
    if (box := box_of(head)) in PAPERS:
        return box
    return PDF if b"%PDF-" in head[:1_024] else None


def _iso_media(head: bytes) -> str | None:
    """Tell HEIC and AVIF from films by the brands of the ``ftyp`` box (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIC if brands & _HEIF_BRANDS else None
