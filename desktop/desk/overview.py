"""What the overview shows: one month in figures, and what holds back the rest. Call it from worker threads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.outbox.proof import RECENT
from desktop.receipts.faults import FaultNote
from desktop.receipts.month import Month
from desktop.store import CompanyTable, Journal
from desktop.store.overview import OverviewTable


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds companies back, and how many files are still to be fetched back."""

    stops: Mapping[int, FaultNote] = field(default_factory=dict)
    """Companies that Dinero refuses, and why."""
    pauses: Mapping[int, dt.datetime] = field(default_factory=dict)
    """Companies whose requests Dinero has asked to wait, and until when (aware)."""
    unproven: int = 0


class Overview:
    """Reads the journal; changes nothing."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._table = OverviewTable(journal)
        self._companies = CompanyTable(journal)

    def month(self, first: dt.date, company_id: int | None) -> Month:
        """Return the month that begins on ``first``. Raises Fault."""
        return self._table.month(first, company_id)

    def holds(self) -> Holds:
        """Return what holds the delivery back now. Raises Fault."""
        now = self._journal.now()
        return Holds(self._companies.stops(), self._table.pauses(now), self._table.unproven(now - RECENT))
