"""Processes that share a journal and a sandbox, in a time that passes only while all of them wait."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.dinero import DineroClient
from desktop.http import new_session
from desktop.outbox.gate import Quota, RequestGate
from desktop.outbox.ledger import Ledger
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Options, Sandbox
from desktop.store import Journal, ReceiptTable, RequestTable
from tests.unit.dinero.conftest import OneUser

_T = TypeVar("_T")


class Time:
    """True seconds. They go on to the next moment that someone waits for, once every worker waits."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self._changed = threading.Condition()
        self._workers = 1
        self._wakes: list[float] = []

    def read(self) -> float:
        return self.now

    def work(self, jobs: list[Callable[[], None]]) -> None:
        """Run all jobs at once, each in a thread, to their ends."""
        self._workers = len(jobs)
        threads = [threading.Thread(target=self._run, args=(job,)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._workers = 1

    def _run(self, job: Callable[[], None]) -> None:
        try:
            job()
        finally:
            with self._changed:
                self._workers -= 1
                self._go_on()

    def rest(self, seconds: float) -> None:
        """Wait until the time is so much later."""
        with self._changed:
            wake = self.now + seconds
            self._wakes.append(wake)
            self._go_on()
            self._changed.wait_for(lambda: self.now >= wake)
            self._wakes.remove(wake)

    def _go_on(self) -> None:
        if self._wakes and len(self._wakes) >= self._workers:
            self.now = max(self.now, min(self._wakes))
            self._changed.notify_all()


class Process:
    """One process at the journal: a delivery's ledger, and a gate for what is read outside it."""

    def __init__(self, path: Path, there: Computer, quota: Quota) -> None:
        self.journal = Journal(path, there.wall, there.time.read)
        self._ledger = Ledger(self.journal, quota, self._pause)
        self._time = there.time
        reading = RequestGate(RequestTable(self.journal), quota, there.time.rest)
        self.sender = DineroClient(there.box.url, there.tokens, new_session(), gate=self._ledger.gate)
        self.reader = DineroClient(there.box.url, there.tokens, new_session(), gate=reading)
        original = Original("c" * 64, "a.jpg", "image/jpeg", 1)
        self._receipt = ReceiptTable(self.journal).save(
            Receipt("ab" * 16, (original,), State.QUEUED, company_id=KAFFE, added_at=there.wall())
        )

    def _pause(self, seconds: float) -> bool:
        self._time.rest(seconds)
        return False

    def step(self, kind: str, send: Callable[[], _T]) -> _T:
        """Do a journalled step, as the carrier does."""
        _receipt, number = self._ledger.begin(self._receipt, kind, {})
        try:
            return send()
        finally:
            self._ledger.settle(number, "ok", self.sender.last_date)

    def rows(self) -> list[str]:
        """Return the kinds of all requests, the oldest first."""
        return [row.kind for row in reversed(RequestTable(self.journal).all())]


class Computer:
    """A sandbox, a journal, and a wall clock that can be wrong."""

    def __init__(self, folder: Path) -> None:
        self.time = Time()
        self.wrong_by = 0.0
        self._path = folder / "journal.sqlite3"
        self._open: list[Process] = []
        self.box = Sandbox(options=Options(rate_limit=100), clock=self.time.read).start()
        self.tokens = OneUser(self.box, "ejer@example.dk")

    def wall(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.time.now + self.wrong_by, dt.UTC)

    def process(self, per_minute: int) -> Process:
        process = Process(self._path, self, Quota(self.box.client_id, per_minute))
        self._open.append(process)
        return process

    def end(self, process: Process) -> None:
        process.journal.close()
        self._open.remove(process)

    def close(self) -> None:
        for process in list(self._open):
            self.end(process)
        self.box.close()

    def arrivals(self) -> list[float]:
        """Return when each request of a company reached the sandbox, in true seconds."""
        return [r["at"] for r in self.box.state.requests if r["org"] is not None]


def most_in_a_minute(moments: list[float]) -> int:
    """Return the most requests in any 60 seconds."""
    return max((sum(1 for m in moments if begin <= m < begin + 60) for begin in moments), default=0)
