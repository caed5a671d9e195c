"""The heads of raw photos as the makers lay them out, without a picture in them."""

from __future__ import annotations

import struct

_LONG, _SHORT, _BYTE = 4, 3, 1
Entry = tuple[int, int, bytes]
"""Tag, type, and the four bytes of the value."""


def short(tag: int, value: int, order: str = "<") -> Entry:
    return tag, _SHORT, struct.pack(f"{order}HH", value, 0)


def long(tag: int, value: int, order: str = "<") -> Entry:
    return tag, _LONG, struct.pack(f"{order}I", value)


def directory(entries: list[Entry], following: int = 0, order: str = "<") -> bytes:
    """Return a directory of a TIFF, each entry of one value."""
    body = b"".join(struct.pack(f"{order}HHI", tag, kind, 1) + value for tag, kind, value in sorted(entries))
    return struct.pack(f"{order}H", len(entries)) + body + struct.pack(f"{order}I", following)


def tiff(first: list[Entry], below: list[Entry], order: str = "<") -> bytes:
    """Return a TIFF whose first directory (a small preview) leads to another one below it."""
    at = 8 + 2 + 12 * (len(first) + 1) + 4
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + directory([*first, long(0x014A, at, order)], 0, order) + directory(below, 0, order) + bytes(400)


def preview(order: str = "<") -> list[Entry]:
    return [long(254, 1, order), short(256, 160, order), short(257, 120, order), short(259, 1, order)]


RAWS = {
    "nikon.nef": tiff(preview(">"), [short(259, 34_713, ">"), short(262, 32_803, ">")], ">"),
    "sony.arw": tiff(preview(), [short(259, 32_767), short(262, 32_803)]),
    "pentax.pef": tiff(preview(), [short(259, 65_535)]),
    "apple.dng": tiff([*preview(), (0xC612, _BYTE, b"\1\4\0\0")], [short(262, 34_892)]),
    "canon.cr2": b"II*\0\x10\0\0\0CR\2\0" + bytes(200),
    "canon.cr3": b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(200),
    "canon.crw": b"II\x1a\0\0\0HEAPCCDR" + bytes(200),
    "fuji.raf": b"FUJIFILMCCD-RAW 0201" + bytes(200),
    "olympus.orf": b"IIRO\x08\0\0\0" + bytes(200),
    "panasonic.rw2": b"IIU\0\x18\0\0\0" + bytes(200),
}
