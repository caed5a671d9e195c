"""The inside of a worker process: one task after another, until its pipe closes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.confined.limits import Limits, hold_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY = b"ready"
Answer = Callable[[bytes], bytes]


def serve(pipe: Connection, limits: Limits, load: Callable[[], Answer]) -> None:
    """Answer tasks; the end of the pipe, which the death of the program brings too, ends the process.

    ``load`` is called once, under the limit of memory, and brings in what the program that starts the process needn't.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the program's to handle
    if hasattr(os, "nice"):
        os.nice(5)
    hold_memory(limits.memory)
    answer = load()
    try:
        pipe.send_bytes(READY)
        while True:
            pipe.send_bytes(answer(pipe.recv_bytes()))
    except (EOFError, OSError):
        return
