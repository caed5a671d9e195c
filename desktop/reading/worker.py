"""The worker process that reads: what it answers to a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.confined import Limits
from desktop.confined import serve as serve_with
from desktop.reading.model import Reading
from desktop.reading.wire import answer_to_bytes, task_from_bytes
from desktop.receipts.faults import Fault, FaultCode

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.confined.serving import Answer


def serve(pipe: Connection, limits: Limits) -> None:
    """Read documents until the pipe closes."""
    serve_with(pipe, limits, _load)


def _load() -> Answer:
    import desktop.reading.extract  # noqa: F401, PLC0415 - the program that starts the process needs none of it

    return _answer


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
