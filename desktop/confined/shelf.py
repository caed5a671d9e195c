"""Where a worker lays the long parts of an answer, so that they needn't be pushed through its pipe bit by bit.

Linux only: a file in memory without a name, which is gone with the last process that has it. A page as large as a
window (4 MB) takes 1 ms this way and 6 ms through the pipe, whose both ends have to be woken for every 200 kB. It is
read by copying, never mapped: a worker that a file has taken over can change no byte that the program looks at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

LEAST = 200_000
"""Bytes of a part that is worth it."""
_KEPT = 8_000_000
"""Bytes that stay for the next answer: memory that is used again costs less."""


class Shelf:
    """One worker's. It travels to its process, once, when that is started."""

    def __init__(self) -> None:
        """Make one. Raises OSError."""
        self._file = os.memfd_create("bilagsdrop-answer") if sys.platform == "linux" else -1

    def __getstate__(self) -> object:
        from multiprocessing.reduction import DupFd  # noqa: PLC0415 - only where a process is started

        return DupFd(self._file)

    def __setstate__(self, sent: Any) -> None:  # noqa: ANN401 - multiprocessing's own
        self._file = sent.detach()

    def put(self, parts: Iterable[bytes]) -> None:
        """Lay parts down, one after the other. Raises OSError."""
        at = 0
        for part in parts:
            left = memoryview(part)
            while left:
                done = os.pwrite(self._file, left, at)
                at, left = at + done, left[done:]

    def take(self, sizes: Iterable[int]) -> list[bytes]:
        """Return the parts of these sizes. Raises OSError when they are not there."""
        parts, at = [], 0
        for size in sizes:
            parts.append(os.pread(self._file, size, at))
            if len(parts[-1]) != size:
                raise OSError
            at += size
        if at > _KEPT:
            os.ftruncate(self._file, _KEPT)
        return parts

    def close(self) -> None:
        """Give it up."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def new_shelf() -> Shelf | None:
    """Return a shelf, or None where the system has none."""
    if sys.platform != "linux":
        return None
    try:
        return Shelf()
    except OSError:
        return None
