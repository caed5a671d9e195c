"""Waiting for a call that may hang, no longer than one has patience."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from desktop.receipts.faults import Fault

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], too_late: Fault) -> T:
    """Return what ``work`` returns, or raise what it raises; ``too_late`` when it takes too long.

    The work then goes on in its thread, which ends with the process at the latest.
    """
    answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            answers.put((None, error))

    threading.Thread(target=run, name="patience", daemon=True).start()
    try:
        result, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise too_late from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error it is what the work returned
