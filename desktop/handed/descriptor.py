"""The list of virtual files that Outlook, Thunderbird and Chromium put into a drop on Windows.

``FILEGROUPDESCRIPTOR`` (shlobj_core.h): a count, then as many ``FILEDESCRIPTOR``, little-endian, packed. Each is flags
(4 bytes), class id (16), icon's size and place (16), attributes (4), three times (24), size (high and low half, 8), and
a name: 260 UTF-16 units in the wide form, 260 bytes in the old one. The bytes of the files come apart, by the place in
this list.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from desktop.handed.names import clean_name

MOST = 500
"""Files of one drop that are looked at."""
_COUNT = struct.Struct("<I")
_ENTRY = struct.Struct("<I32xI24xII")
_NAME_UNITS = 260
_HAS_ATTRIBUTES, _HAS_SIZE = 0x4, 0x40
_FOLDER = 0x10
"""FILE_ATTRIBUTE_DIRECTORY"""


@dataclass(frozen=True, slots=True)
class Promised:
    """One virtual file. Its bytes are asked for by ``index``."""

    index: int
    name: str
    size: int | None
    """Bytes, as far as its program says; mails come without."""


def promised_files(raw: bytes, *, wide: bool = True) -> tuple[Promised, ...]:
    """Return the files of a list, folders left out. ``wide``: ``FileGroupDescriptorW``, else the old form.

    A list that is shorter than it says gives the files that are whole in it. Raises ValueError when there is none.
    """
    if len(raw) < _COUNT.size:
        raise ValueError("no list of files")
    (count,) = _COUNT.unpack_from(raw)
    length = _ENTRY.size + _NAME_UNITS * (2 if wide else 1)
    whole = min(count, (len(raw) - _COUNT.size) // length, MOST)
    if not whole:
        raise ValueError("no whole entry")
    entries = (_entry(raw, index, length, wide=wide) for index in range(whole))
    return tuple(entry for entry in entries if entry is not None)


def _entry(raw: bytes, index: int, length: int, *, wide: bool) -> Promised | None:
    start = _COUNT.size + index * length
    flags, attributes, high, low = _ENTRY.unpack_from(raw, start)
    if flags & _HAS_ATTRIBUTES and attributes & _FOLDER:
        return None
    name = _name(raw[start + _ENTRY.size : start + length], wide=wide)
    return Promised(index, clean_name(name, f"{index + 1}"), (high << 32) + low if flags & _HAS_SIZE else None)


def _name(raw: bytes, *, wide: bool) -> str:
    """Return the text up to its zero. The old form is in the system's code page: here Western Europe's."""
    text = raw.decode("utf-16-le", "replace") if wide else raw.decode("cp1252", "replace")
    return text.partition("\0")[0]
