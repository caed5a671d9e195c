"""Memory that this process has freed: kept for its next task, or given back to the system.

A photo's pixels are some ten megabytes. glibc asks the system for them and gives them back each time, and the system
clears them page by page: a fifth of the time that a photo takes, or more on a virtual machine. Other systems' C
libraries have no such choice; there nothing happens.
"""

from __future__ import annotations

import ctypes
import sys

_TRIM, _MMAP = -1, -3
"""glibc's names for what mallopt sets (malloc.h): how much at the heap's end is kept, and what lies outside of it."""
_LARGEST = 32 << 20
"""Bytes above which a piece of memory still comes from the system alone; glibc 2.36 takes no more. Pillow asks for 16
MiB at most at a time."""


def keep(size: int) -> None:
    """Let this process keep about ``size`` bytes of what it frees."""
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_MMAP, _LARGEST)
        libc.mallopt(_TRIM, size)


def give_back() -> None:
    """Give all back that is free."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    """Return the C library of this process where it is glibc."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
