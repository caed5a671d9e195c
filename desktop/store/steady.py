"""A clock that nobody sets."""

from __future__ import annotations

import sys
import time


def steady_seconds() -> float:
    """Return seconds since this computer started: the same for all its processes, and never set.

    Python promises of ``time.monotonic`` that it is system-wide; on each of our systems it begins at the start of the
    computer. On Linux it stands still while the computer sleeps, so there the clock is taken that doesn't.
    """
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()
