"""The worker process that draws and unpacks: what it answers to a task."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.confined import Limits, fault_to_bytes
from desktop.confined import serve as serve_with
from desktop.receipts.faults import Fault, FaultCode

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.confined.serving import Answer

DONE, FAULT = b"D", b"F"
"""The first byte of an answer."""


def serve(pipe: Connection, limits: Limits) -> None:
    """Work until the pipe closes."""
    serve_with(pipe, limits, _load)


def _load() -> Answer:
    import desktop.papers.tasks  # noqa: F401, PLC0415 - the program that starts the process needs none of it

    return answer


def answer(task: bytes) -> bytes:
    """Return what comes of a task, in the process in which it's called."""
    from desktop.papers.tasks import TASKS  # noqa: PLC0415 - as above

    words = json.loads(task)
    try:
        return DONE + TASKS[words[0]](*map(Path, words[1:]))
    except Fault as fault:
        return FAULT + fault_to_bytes(fault)
    except FileNotFoundError:
        return FAULT + fault_to_bytes(Fault(FaultCode.FILE_GONE))
    except Exception:  # noqa: BLE001 - the border of the process: one document's trouble stays that document's
        return FAULT + fault_to_bytes(Fault(FaultCode.PAPER_FAILED))
