"""What one reading may cost, and how the worker holds itself to it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from desktop.confined.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed to the worker processes."""

    workers: int = 2
    """Processes at most: while one chews on a bad file, the other goes on."""
    seconds: float = 10.0
    """Computing time for one document; an ordinary one takes a hundredth of that. Then the process is killed."""
    stretch: float = 1.0
    """By the clock it may take so many times as long: other programs compute, too. Windows knows the clock alone."""
    start_seconds: float = 60.0
    """For a process to come up; a virus scanner may look at every file of a first start."""
    memory: int = 1_000_000_000
    """Bytes of address space of one process. macOS doesn't hold to it; the time limit remains there."""
    answer: int = 8_000_000
    """Bytes of one answer; a longer one ends the process."""
    tries: int = 1
    """How often a task is given to a new process when one breaks over it: it may have been killed by somebody else."""
    spared: int = 0
    """Processes that work for which nobody waits may not take."""
    grown: int = 0
    """Bytes of memory with which a process that has done its task is replaced; 0: it may keep what it likes."""
    kept: int = 0
    """Bytes that a process frees and keeps for its next task; 0: as the system does it. See `freed`."""
    nice: int = 5
    """How far a process that has come up stands back behind the window and other programs (POSIX)."""
    shelf: Shelf | None = None
    """What each process gets of its own when it is started, where the system has it."""


def hold_memory(limit: int) -> None:
    """Let this process have at most ``limit`` bytes; where the system has no such limit, nothing happens."""
    if sys.platform == "win32":
        from desktop.confined import windows_job  # noqa: PLC0415 - its names exist on Windows only

        windows_job.hold_memory(limit)
    else:
        import resource  # noqa: PLC0415 - not on Windows

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        except (ValueError, OSError):  # macOS refuses some values
            return
