"""Virtual files in a drop on Windows: a list of names, and the bytes of each by its place in that list.

Qt passes both on under names of its own: ``application/x-qt-windows-mime;value="FileGroupDescriptorW"``, and for the
bytes ``…;value="FileContents";index=N``, which its list of formats doesn't hold (qwindowsmimeregistry.cpp). It reads
memory and streams, no ``IStorage``, as which Outlook hands over a whole mail: that is asked for apart (handed/ole).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData

from desktop.handed import Promised, promised_files
from desktop.receipts.faults import FaultCode, FaultNote

MOST_OF_ONE = 100_000_000
MOST_IN_ALL = 300_000_000
"""Bytes of one drop, which are in memory until they are in the vault."""
_LISTS = (('value="FileGroupDescriptorW"', True), ('value="FileGroupDescriptor"', False))
_CONTENTS = 'application/x-qt-windows-mime;value="FileContents"'
Stored = Callable[[int], bytes]
"""Gives a virtual file by its place in the list, b"" when there is none."""
NOT_HANDED_OVER = FaultNote(FaultCode.FILE_WITHHELD)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that came as bytes."""

    name: str
    """"" when nobody has named it."""
    data: bytes = field(repr=False)
    ending: str = ""
    """What a name that is made for it ends with."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that is spoken of, and did not come."""

    name: str
    """"" when it has none."""
    note: FaultNote


def nothing_stored(_index: int) -> bytes:
    """Return that there is no storage at this place of the list: as on every system but Windows."""
    return b""


def has_virtual_files(formats: Iterable[str]) -> bool:
    """Return whether the names of formats speak of virtual files."""
    return any('value="FileGroupDescriptor' in name for name in formats)


def virtual_files(data: QMimeData, stored: Stored) -> tuple[tuple[Handed, ...], tuple[Withheld, ...]]:
    """Return the virtual files with their bytes, and those whose bytes do not come, or are too many.

    ``stored``: what gives those that Qt doesn't.
    """
    found: list[Handed] = []
    withheld: list[Withheld] = []
    left = MOST_IN_ALL
    for promised in _promised(data):
        limit = min(left, MOST_OF_ONE)
        content = (_content(data, promised) or stored(promised.index)) if (promised.size or 0) <= limit else b""
        size = max(promised.size or 0, len(content))
        if size > limit:
            too_large = FaultNote(FaultCode.FILE_TOO_LARGE, {"size": size, "limit": MOST_OF_ONE})
            withheld.append(Withheld(promised.name, too_large))
        elif content:
            left -= len(content)
            found.append(Handed(promised.name, content))
        else:
            withheld.append(Withheld(promised.name, NOT_HANDED_OVER))
    return tuple(found), tuple(withheld)


def _promised(data: QMimeData) -> tuple[Promised, ...]:
    for part, wide in _LISTS:
        name = next((name for name in data.formats() if part in name), None)
        if name is None:
            continue
        try:
            return promised_files(bytes(data.data(name).data()), wide=wide)
        except ValueError:
            log.info("a list of virtual files can't be read")
    return ()


def _content(data: QMimeData, promised: Promised) -> bytes:
    content = bytes(data.data(f"{_CONTENTS};index={promised.index}").data())
    if not content and promised.index == 0:
        content = bytes(data.data(_CONTENTS).data())  # who has but one file may know no index
    # Memory comes in whole blocks: what is behind the end that the list tells is no part of the file.
    return content if promised.size is None else content[: promised.size]
