"""The file system inside an old Office file (MS-CFB), as far as a mail needs it. Every number in it is mistrusted."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from desktop.receipts.faults import Fault, FaultCode

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on a sector number is a mark: end, free, FAT."""
_NONE = 0xFFFFFFFF
_ENTRY = 128
"""Bytes of an entry of the directory."""
_MOST_ENTRIES = 20_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    """1 storage, 2 stream, 5 root."""
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """Storages and streams by their path, ``__attach_version1.0_#00000000/__substg1.0_37010102``."""

    def __init__(self, data: bytes) -> None:
        """Read the directory. Raises Fault MAIL_BROKEN."""
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError, OverflowError) as error:
            raise Fault(FaultCode.MAIL_BROKEN) from error

    def stream(self, path: str) -> bytes:
        """Return a stream; b"" where there is none. Raises Fault MAIL_BROKEN."""
        entry = self._streams.get(path)
        return b"" if entry is None else self._content(entry)

    def storages(self, within: str, prefix: str) -> list[str]:
        """Return the paths of the storages right below ``within`` whose name begins so, in order."""
        start = f"{within}{prefix}"
        return sorted(p for p in self._storages if p.startswith(start) and "/" not in p[len(within) :])

    def _open(self) -> None:
        if self._data[:8] != MAGIC:
            raise ValueError("no compound file")
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("sectors of a strange size")
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_fat = (struct.unpack_from("<I", self._data, at)[0] for at in (48, 56, 60))
        self._fat = self._numbers(self._fat_sectors())
        entries = self._entries(self._chain(directory))
        if entries[0].kind != 5:
            raise ValueError("no root")
        self._mini_fat = self._numbers(self._sectors_of(mini_fat))
        self._mini_stream = self._chain(entries[0].start)[: entries[0].size]
        self._streams: dict[str, _Entry] = {}
        self._storages: set[str] = set()
        self._walk(entries, entries[0].child, "", _DEEPEST)

    def _fat_sectors(self) -> list[int]:
        found = [n for n in struct.unpack_from("<109I", self._data, 76) if n < _END]
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._sector + 1)):
            if following >= _END:
                break
            *numbers, following = struct.unpack(f"<{self._sector // 4}I", self._at(following))
            found += [n for n in numbers if n < _END]
        return found[: len(self._data) // self._sector + 1]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        part = self._data[start : start + self._sector]
        if not part:
            raise ValueError("beyond the end")
        return part.ljust(self._sector, b"\0")

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        whole = b"".join(self._at(sector) for sector in sectors)
        return struct.unpack(f"<{len(whole) // 4}I", whole)

    def _sectors_of(self, start: int) -> list[int]:
        return _chain(self._fat, start, len(self._data) // self._sector + 1)

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in self._sectors_of(start))

    def _content(self, entry: _Entry) -> bytes:
        try:
            if entry.size >= self._cutoff:
                return self._chain(entry.start)[: entry.size]
            at = _chain(self._mini_fat, entry.start, len(self._mini_stream) // self._mini + 1)
            parts = (self._mini_stream[n * self._mini : (n + 1) * self._mini] for n in at)
            return b"".join(parts)[: entry.size]
        except (IndexError, ValueError) as error:
            raise Fault(FaultCode.MAIL_BROKEN) from error

    def _entries(self, directory: bytes) -> list[_Entry]:
        count = min(len(directory) // _ENTRY, _MOST_ENTRIES)
        return [_entry(directory[at * _ENTRY : (at + 1) * _ENTRY], self._sector) for at in range(count)]

    def _walk(self, entries: list[_Entry], root: int, within: str, deep: int) -> None:
        """Note all that lies below a storage; each entry is met once, so that a ring ends."""
        waiting, seen = [root], set[int]()
        while waiting:
            at = waiting.pop()
            if at >= len(entries) or at in seen:
                continue
            seen.add(at)
            entry = entries[at]
            waiting += [entry.left, entry.right]
            path = within + entry.name
            if entry.kind == 2:
                self._streams.setdefault(path, entry)
            elif entry.kind == 1 and deep and path not in self._storages:
                self._storages.add(path)
                self._walk(entries, entry.child, f"{path}/", deep - 1)


def _entry(raw: bytes, sector: int) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<III", raw, 68)
    start, low, high = struct.unpack_from("<III", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, low if sector == 512 else low | high << 32)


def _chain(table: tuple[int, ...], start: int, most: int) -> list[int]:
    """Return the numbers of a chain. Raises ValueError for a ring, IndexError for one that leads nowhere."""
    found: list[int] = []
    while start < _END:
        found.append(start)
        if len(found) > most:
            raise ValueError("a ring")
        start = table[start]
    return found
