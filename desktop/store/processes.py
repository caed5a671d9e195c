"""Whether a process still runs."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

_QUERY = 0x1000
"""``PROCESS_QUERY_LIMITED_INFORMATION``: what every user may ask."""
_STILL_ACTIVE = 259
_ACCESS_DENIED = 5


def is_alive(pid: int) -> bool:
    """Return True when there is a process with this id, of whichever user."""
    return _windows_alive(pid) if sys.platform == "win32" else _posix_alive(pid)


def _posix_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # on Windows this would end it
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_alive(pid: int) -> bool:
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - exists on Windows only
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY, False, pid)  # noqa: FBT003 - a C function's argument
    if not handle:
        return bool(getattr(ctypes, "get_last_error")() == _ACCESS_DENIED)  # noqa: B009 - as above
    status = ctypes.c_ulong()
    try:
        kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(status))
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return status.value == _STILL_ACTIVE
