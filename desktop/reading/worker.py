"""The worker process: reads one document after another until its pipe closes."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from desktop.reading.limits import Limits, hold_memory
from desktop.reading.model import Reading
from desktop.reading.wire import answer_to_bytes, task_from_bytes
from desktop.receipts.faults import Fault, FaultCode

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY = b"ready"


def serve(pipe: Connection, limits: Limits) -> None:
    """Answer tasks; the end of the pipe, which the death of the program brings too, ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the program's to handle
    if hasattr(os, "nice"):
        os.nice(5)
    hold_memory(limits.memory)
    import desktop.reading.extract  # noqa: F401, PLC0415 - the program that starts the process needs none of it

    try:
        pipe.send_bytes(READY)
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))
    except (EOFError, OSError):
        return


def _answer(task: bytes) -> bytes:
    return answer_to_bytes(_read(task))


def _read(task: bytes) -> Reading | Fault:
    from desktop.reading.extract import read_document  # noqa: PLC0415 - as above

    try:
        return read_document(*task_from_bytes(task))
    except Fault as fault:
        return fault
    except Exception:  # noqa: BLE001 - the border of the process: one document's trouble stays that document's
        return Fault(FaultCode.READING_FAILED)
