"""The worker process that decodes: what it answers to a task."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop import papers
from desktop.confined import Limits, fault_to_bytes
from desktop.confined import serve as serve_with
from desktop.receipts.faults import Fault, FaultCode
from desktop.studio.wire import arguments, packed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.confined.serving import Answer

DONE, FAULT = b"D", b"F"
"""The first part of an answer."""


def serve(pipe: Connection, limits: Limits) -> None:
    """Work until the pipe closes."""
    serve_with(pipe, limits, _load)


def task_to_bytes(name: str, values: tuple[object, ...]) -> bytes:
    """Return what a worker is asked: a task's name, and the values it is called with (no bytes among them)."""
    (raw,) = packed(values)
    return name.encode() + b"\n" + raw


def _load() -> Answer:
    from desktop.studio.tasks import get_ready  # noqa: PLC0415 - the program that starts the process needs no decoder

    logging.disable()  # a worker has no log, and what it would write on the terminal is no user's business
    papers.work_here()
    get_ready()
    return _answer


def _answer(task: bytes) -> tuple[bytes, ...]:
    from desktop.studio.tasks import TASKS  # noqa: PLC0415 - as above

    name, _, raw = task.partition(b"\n")
    function = TASKS[name.decode()]
    try:
        return DONE, *packed(function(*arguments(function, [raw])))
    except Fault as fault:
        return FAULT, fault_to_bytes(fault)
    except MemoryError:
        return FAULT, fault_to_bytes(Fault(FaultCode.FILE_TOO_HEAVY))
    except Exception:  # noqa: BLE001 - the border of the process: one file's trouble stays that file's
        return FAULT, fault_to_bytes(Fault(FaultCode.FILE_BREAKS_OPENER))
