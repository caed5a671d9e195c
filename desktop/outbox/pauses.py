"""What holds the whole delivery, or one company, back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from desktop.outbox.machine import LOGIN_CODES, UNREACHABLE_CODES
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store import CompanyTable


class Pauses:
    """Owned by the delivery thread. Stops and pauses of companies live in the journal, the rest in memory."""

    def __init__(self, companies: CompanyTable, timing: Timing, now: Callable[[], dt.datetime]) -> None:
        self._companies = companies
        self._timing = timing
        self._now = now
        self._failures = 0
        self._probe_at: dt.datetime | None = None
        self.note: FaultNote | None = None
        """Why nothing at all is sent at present (offline, no login), or None."""

    def met(self, fault: Fault, receipt: Receipt) -> None:
        """Take note of a fault that is about more than one receipt."""
        if fault.code in LOGIN_CODES | UNREACHABLE_CODES:
            self._failures += 1
            self.note = fault.note()
            self._probe_at = self._now() + self._timing.offline_wait(self._failures)
        elif fault.code is FaultCode.RATE_LIMITED and receipt.company_id is not None:
            wait = dt.timedelta(seconds=fault.retry_after) if fault.retry_after else self._timing.rate_limited
            self._companies.pause(receipt.company_id, self._now() + wait)
        elif fault.effect is Effect.STOP_COMPANY and receipt.company_id is not None:
            self._companies.stop(receipt.company_id, fault.note())

    def reached(self) -> None:
        """Take note that Dinero answered."""
        self._failures, self._probe_at, self.note = 0, None, None

    def hurry(self) -> None:
        """Probe at once (a login, or the user's "try now")."""
        self._failures, self._probe_at = 0, None

    def room(self, most: int) -> int:
        """Return how many steps may be begun now: none, one as a probe, or ``most``."""
        if self._probe_at is not None and self._now() < self._probe_at:
            return 0
        return 1 if self.note is not None else most

    def held(self) -> frozenset[int]:
        """Return the companies that are stopped or paused."""
        return frozenset(self._companies.stops()) | self._companies.paused(self._now())
