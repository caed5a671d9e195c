"""The inside of a worker process: one task after another, until its pipe closes or its program is gone."""

from __future__ import annotations

import os
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.confined import answers, freed
from desktop.confined.limits import Limits, hold_memory
from desktop.confined.memory import resident

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY, LEAVING = b"ready", b"leaving"
"""What a worker says when it has come up, and after each answer: it takes another task, or it has grown and ends."""
SECONDS = struct.Struct("<dd")
"""The first bytes of what a worker is sent: how long the task may compute, and how long it may take by the clock."""
RUNG_OUT = frozenset({-signal.SIGALRM, -signal.SIGPROF}) if sys.platform != "win32" else frozenset()
"""Exit codes of a process that took too long."""
Answer = Callable[[bytes], bytes | tuple[bytes, ...]]
_SLACK_S = 5.0
"""After the time in which the program should have ended this process, it ends by itself."""


def serve(pipe: Connection, limits: Limits, load: Callable[[], Answer]) -> None:
    """Answer tasks; the end of the pipe, which the death of the program brings too, ends the process.

    ``load`` is called once, under the limit of memory, and brings in what the program that starts the process needn't.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the program's to handle
    threading.Thread(target=_follow, daemon=True).start()
    hold_memory(limits.memory)
    if limits.kept:
        freed.keep(limits.kept)
    answer = load()
    if hasattr(os, "nice"):
        os.nice(limits.nice)
    try:
        pipe.send_bytes(READY)
        while _answered(pipe, answer, limits):
            pass
    except (EOFError, OSError):
        return


def _follow() -> None:
    """End when the program is gone, whatever is under way: nobody is left to end a process that chews for ever."""
    import multiprocessing  # noqa: PLC0415 - the program that starts the process loads it at its first task

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answered(pipe: Connection, answer: Answer, limits: Limits) -> bool:
    """Answer one task; return whether there may be another."""
    told = pipe.recv_bytes()
    computing, clock = SECONDS.unpack_from(told)
    _ring(computing, clock + _SLACK_S)
    said = answer(told[SECONDS.size :])
    _ring(0, 0)
    answers.send(pipe, limits.shelf, (said,) if isinstance(said, bytes) else said)
    goes_on = _may_go_on(limits)
    pipe.send_bytes(READY if goes_on else LEAVING)
    return goes_on


def _may_go_on(limits: Limits) -> bool:
    """Tell whether this process is still small enough, if need be after it has given back what it keeps."""
    if not limits.grown or resident() <= limits.grown:
        return True
    freed.give_back()
    return resident() <= limits.grown


def _ring(computing: float, clock: float) -> None:
    """Have the system end this process after so many seconds (0: not), even if a decoder never lets Python run again.

    Windows has no such clocks; there the program alone ends its workers.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, computing)
        signal.setitimer(signal.ITIMER_REAL, clock)
