"""Tells a camera's raw photo from the TIFF that it begins like, by the directories of the file alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.imaging.border import file_fault

_SUB_DIRECTORIES, _COMPRESSION, _PHOTOMETRIC, _DNG_VERSION = 0x014A, 0x0103, 0x0106, 0xC612
_OF_SENSORS = frozenset({32_803, 34_892})
"""Colour filter array and linear raw (DNG 1.7, PhotometricInterpretation)."""
_OF_CAMERAS = frozenset({32_767, 32_769, 32_770, 34_713, 34_892, 52_546, 65_000, 65_535})
"""Compressions of Sony, Nikon, Samsung, DNG, Kodak and Pentax; no scanner writes them."""
_MOST_DIRECTORIES, _MOST_ENTRIES = 24, 400
_SIZES = {1: 1, 3: 2, 4: 4, 13: 4}
"""Bytes of a value by its type: the types that numbers and places are told in."""


def is_raw(path: Path) -> bool:
    """Return whether a file that begins like a TIFF is what a camera's sensor saw. Raises FILE_GONE, FILE_UNREADABLE.

    Nearly every maker's raw photo is laid out as a TIFF whose first picture is a small preview.
    """
    try:
        with path.open("rb") as file:
            return any(_is_of_a_sensor(found) for found in _directories(file))
    except OSError as error:
        raise file_fault(error) from error
    except (struct.error, ValueError, OverflowError):
        return False  # damaged: the decoder says so


def _is_of_a_sensor(directory: dict[int, list[int]]) -> bool:
    return (
        _DNG_VERSION in directory
        or bool(_OF_SENSORS.intersection(directory.get(_PHOTOMETRIC, ())))
        or bool(_OF_CAMERAS.intersection(directory.get(_COMPRESSION, ())))
    )


def _directories(file: BinaryIO) -> Iterator[dict[int, list[int]]]:
    """Yield the directories of a TIFF, those below others too (TIFF 6.0, section 2)."""
    head = file.read(8)
    order = "<" if head[:2] == b"II" else ">"
    magic, first = struct.unpack(f"{order}2xHI", head)
    waiting, seen = [first] if magic == 42 else [], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.pop(0)
        if at in seen or at < 8:
            continue
        seen.add(at)
        found, following = _directory(file, at, order)
        yield found
        waiting += [*found.get(_SUB_DIRECTORIES, ())[:_MOST_DIRECTORIES], following]


def _directory(file: BinaryIO, at: int, order: str) -> tuple[dict[int, list[int]], int]:
    """Return a directory's numbers by their tags, and where the next one lies."""
    file.seek(at)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    if count > _MOST_ENTRIES:
        raise ValueError(count)
    entries = file.read(12 * count)
    (following,) = struct.unpack(f"{order}I", file.read(4).ljust(4, b"\0"))
    found = {}
    for tag, kind, many, value in struct.iter_unpack(f"{order}HHI4s", entries):
        if tag in {_SUB_DIRECTORIES, _COMPRESSION, _PHOTOMETRIC, _DNG_VERSION} and kind in _SIZES:
            found[tag] = _numbers(file, order, kind, min(many, _MOST_DIRECTORIES), value)
    return found, following


def _numbers(file: BinaryIO, order: str, kind: int, many: int, value: bytes) -> list[int]:
    size = _SIZES[kind] * many
    if size > len(value):
        file.seek(struct.unpack(f"{order}I", value)[0])
        value = file.read(size)
    letter = {1: "B", 2: "H", 4: "I"}[_SIZES[kind]]
    return list(struct.unpack(f"{order}{many}{letter}", value[:size]))
