"""A screen of one's own whose picture can be read from outside: what a person would see, and when."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = (1280, 800)
LOOK_S = 0.004
PAINTED = 0.2
"""Of the screen: what a window covers at least."""
NOTICED = 0.004
"""Of the screen: less is a cursor that blinks."""
REST_S = 1.0
"""A window that changes no more for so long is finished."""
_STEP = 61
"""Every so many bytes are compared; a prime to the length of a line."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Seconds since the look began."""

    first: float
    """Until something as large as a window is on the screen."""
    last: float
    """Until it changes no more."""


class Screen:
    """Xvfb with its frame buffer in a file (XWD: a header, the colours, then the pixels)."""

    def __init__(self, number: str, file: Path) -> None:
        self.display = f":{number}"
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        header, colours = struct.unpack(">I", self._map[:4])[0], struct.unpack(">I", self._map[76:80])[0]
        self._start = header + colours * 12

    def _sample(self) -> bytes:
        return self._map[self._start :: _STEP]

    def watch(self, deadline: float = 60.0) -> Painted:
        """Wait until a window has been painted and rests. Raises TimeoutError."""
        empty, begun = self._sample(), time.perf_counter()
        before, first, last = empty, 0.0, 0.0
        while (now := time.perf_counter() - begun) < deadline:
            seen = self._sample()
            if not first and _differs(seen, empty) > PAINTED:
                first = last = now
            elif first and _differs(seen, before) > NOTICED:
                last = now
            elif first and now - last > REST_S:
                return Painted(first, last)
            if seen != before:
                before = seen
            time.sleep(LOOK_S)
        raise TimeoutError(f"no window after {deadline:.0f} s")

    def wait_until_empty(self, seconds: float = 5.0) -> None:
        """Wait until the windows are gone."""
        end = time.perf_counter() + seconds
        while len(set(self._sample())) > 1 and time.perf_counter() < end:
            time.sleep(0.05)


def _differs(one: bytes, other: bytes) -> float:
    if one == other:
        return 0.0
    return sum(a != b for a, b in zip(one, other, strict=True)) / len(one)


@contextmanager
def screen() -> Iterator[Screen]:
    """Start a screen; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        words = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{SIZE[0]}x{SIZE[1]}x24",
            "-nolisten",
            "tcp",
            "-fbdir",
            folder,
        ]
        with subprocess.Popen(words, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            os.close(write)
            with os.fdopen(read) as answer:
                number = answer.readline().strip()
            try:
                yield Screen(number, Path(folder, "Xvfb_screen0"))
            finally:
                server.terminate()
