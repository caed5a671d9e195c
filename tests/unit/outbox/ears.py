"""Listens to a delivery as a window would, and lets a test wait for facts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt


class Ears:
    """Hears on the delivery's threads; asked from the test's."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.receipts: dict[str, Receipt] = {}
        self.states: list[str] = []
        self.note: FaultNote | None = None
        self.stops: dict[int, FaultNote | None] = {}
        self.bytes: dict[str, list[int]] = {}

    def receipt_changed(self, receipt: Receipt) -> None:
        with self._changed:
            self.receipts[receipt.id] = receipt
            self.states.append(receipt.state.value)
            self._changed.notify_all()

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        with self._changed:
            self.bytes.setdefault(receipt_id, []).append(sent)
            assert sent <= total

    def connection(self, note: FaultNote | None) -> None:
        with self._changed:
            self.note = note
            self._changed.notify_all()

    def company_stopped(self, company_id: int, note: FaultNote | None) -> None:
        with self._changed:
            self.stops[company_id] = note
            self._changed.notify_all()

    def wait_until(self, fact: Callable[[], bool], seconds: float = 30) -> None:
        with self._changed:
            end = time.monotonic() + seconds
            while not self._changed.wait_for(fact, 0.1):  # some facts are told by nobody, such as a request that failed
                assert time.monotonic() < end, (self.states, self.note, self.stops, self.receipts)
