"""How much memory this process holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")


def resident() -> int:
    """Return the bytes that this process has in memory; on macOS the most that it ever had, 0 where it isn't known."""
    try:
        if sys.platform == "win32":
            from desktop.confined import windows_job  # noqa: PLC0415 - its names exist on Windows only

            return windows_job.resident()
        if sys.platform == "darwin":
            import resource  # noqa: PLC0415 - not on Windows

            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
