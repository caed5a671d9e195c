"""Receipts that need not be kept any longer: found, offered, cleared. Nothing goes unless the user says so.

What is cleared is hidden at once and deleted after a month, so that it can be undone. Dinero's own archive is not
touched: what lies here is an unchanged copy beyond it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.receipts.keeping import kept_until
from desktop.store import CompanyTable, Journal, Vault
from desktop.store.archive_clearing import ClearingTable
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveIndex

GRACE = dt.timedelta(days=30)
"""Between clearing and deleting."""
AT_ONCE = 50
"""Receipts that are deleted in one piece of work."""
Periods = tuple[tuple[int | None, str], ...]


@dataclass(frozen=True, slots=True)
class Clearable:
    """What need not be kept any longer, and what is on its way out."""

    count: int = 0
    """Receipts whose time to be kept is over."""
    periods: Periods = ()
    """Their companies and months, for a filter."""
    cleared: int = 0
    """Receipts that were cleared and are not deleted yet."""
    goes_at: dt.datetime | None = None
    """When the first of those is deleted."""


class Retention:
    """The part of the archive's desk that lets go. For worker threads; all methods raise Fault."""

    def __init__(self, journal: Journal, vault: Vault, index: ArchiveIndex) -> None:
        self._journal, self._vault, self._index = journal, vault, index
        self._companies = CompanyTable(journal)
        self._clearing = ClearingTable(journal)

    def clearable(self) -> Clearable:
        """Return what may be cleared today."""
        today = self._journal.now().astimezone().date()
        years = {org: book.years for org in self._orgs() if (book := self._companies.book(org))}
        old = [
            (org, month, count)
            for org, month, count in self._index.periods()
            if kept_until(dt.date.fromisoformat(f"{month}-01"), years.get(org or 0, ())) < today
        ]
        cleared, goes_at = self._clearing.waiting()
        return Clearable(sum(row[2] for row in old), tuple(row[:2] for row in old), cleared, goes_at)

    def clear(self, periods: Periods | None = None) -> Clearable:
        """Clear what may be cleared (of these companies and months); it can be taken back for a month."""
        allowed = self.clearable().periods
        wanted = tuple(p for p in allowed if periods is None or p in periods)
        if wanted:
            self._clearing.put(self._index.find(ArchiveFilter(periods=wanted)), self._journal.now() + GRACE)
            self._settle()
        return self.clearable()

    def take_back(self) -> Clearable:
        """Show again what was cleared and is not deleted yet."""
        self._clearing.take_back()
        self._settle()
        return self.clearable()

    def delete_due(self) -> int:
        """Delete some of what was cleared a month ago; return how many receipts went."""
        due = self._clearing.due(AT_ONCE)
        for receipt in due:
            self._clearing.bury(receipt)
        self._remove_bytes()
        return len(due)

    def _remove_bytes(self) -> None:
        """Remove what nothing uses any more; within the write lock, so that no drop of the same bytes comes between."""
        for sha256 in self._clearing.leftovers():
            with self._journal.write():
                if not self._clearing.is_used(sha256):
                    self._vault.discard(sha256)
                self._clearing.forget(sha256)

    def _orgs(self) -> set[int]:
        return {org for org, _month, _count in self._index.periods() if org is not None}

    def _settle(self) -> None:
        while self._index.settle():
            pass
