"""Remembers which files have broken their opener, so that the same one isn't waited for again and again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from desktop.receipts.faults import Fault, FaultCode

_CODES = frozenset({FaultCode.FILE_TOO_SLOW, FaultCode.FILE_BREAKS_OPENER, FaultCode.FILE_TOO_HEAVY})
_KEPT_S = 600.0
"""Then it may try again: the computer may have been short of something."""
_MOST = 1_000

Key = tuple[Path, int, int, int]


class Blame:
    """Pages of files by path, number, size and time of change. Methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, tuple[float, FaultCode]] = OrderedDict()

    def check(self, path: Path, page: int) -> None:
        """Raise the Fault that drawing this page ended with not long ago, if it did."""
        with self._lock:
            if not self._kept:
                return
        key = _key(path, page)
        with self._lock:
            found = self._kept.get(key) if key is not None else None
        if found is not None and time.monotonic() < found[0]:
            raise Fault(found[1])

    def put(self, path: Path, page: int, fault: Fault) -> None:
        """Keep in mind what drawing a page ended with, if it is the file's own trouble with the opener."""
        key = _key(path, page) if fault.code in _CODES else None
        if key is None:
            return
        with self._lock:
            self._kept[key] = time.monotonic() + _KEPT_S, fault.code
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _key(path: Path, page: int) -> Key | None:
    with suppress(OSError):
        status = path.stat()
        return path, page, status.st_size, status.st_mtime_ns
    return None
