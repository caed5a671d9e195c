"""A clock that is set back while the program runs, which would make every wait that is under way that much longer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

from desktop.store import CompanyTable, Journal, ReceiptTable

_NOTICED = dt.timedelta(seconds=5)
"""Less is a clock that is kept right in small steps."""


class ClockWatch:
    """Compares this computer's clock with one that nobody sets. Belongs to the delivery thread."""

    def __init__(self, journal: Journal, steady: Callable[[], float] = time.monotonic) -> None:
        """``steady`` returns seconds that never go back."""
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._companies = CompanyTable(journal)
        self._steady = steady
        self._offset = self._offset_now()

    def _offset_now(self) -> dt.timedelta:
        return self._journal.now() - dt.datetime.fromtimestamp(self._steady(), dt.UTC)

    def look(self) -> bool:
        """Return True when the clock was set back since the last look; waits under way then end when they would have.

        Pauses of companies end at once: should one still be meant, Dinero asks for it again. A clock that jumps forward
        can't be told from a computer that slept, whose waits are over. Raises Fault.
        """
        before, self._offset = self._offset, self._offset_now()
        back = before - self._offset
        if back < _NOTICED:
            return False
        with self._journal.write():
            for company_id in self._companies.paused(self._journal.now()):
                self._companies.pause(company_id, None)
            for receipt in self._receipts.waiting():
                assert receipt.not_before is not None
                self._receipts.save(replace(receipt, not_before=receipt.not_before - back))
        return True
