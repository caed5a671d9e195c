"""Tells the listener what has changed in the journal, by whomever."""

from __future__ import annotations

from desktop.outbox.listener import Listener
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store import CompanyTable, Journal, ReceiptTable


class Telling:
    """Belongs to the delivery thread."""

    def __init__(self, journal: Journal, listener: Listener) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._companies = CompanyTable(journal)
        self._listener = listener
        self._told: FaultNote | None = None
        self._stops: dict[int, FaultNote] = {}
        self._version = -1
        self._seen: dict[str, Receipt] = {}
        self._since = journal.now()

    def connection(self, note: FaultNote | None) -> None:
        """Tell why nothing can be sent, when that has changed."""
        if note != self._told:
            self._told = note
            self._listener.connection(note)

    def changes(self) -> None:
        """Tell which receipts and companies have changed since the last time. Raises Fault."""
        with self._journal.read() as connection:
            version = int(connection.execute("PRAGMA data_version").fetchone()[0]) + connection.total_changes
        if version == self._version:
            return
        if self._version < 0:  # where the clock was set back, the last change lies in the future
            self._since = min(self._since, self._receipts.last_change() or self._since)
        self._version = version
        self._tell_stops()
        for receipt in self._receipts.changed_since(self._since):
            self._since = max(self._since, receipt.changed_at)
            if self._seen.get(receipt.id) != receipt:
                self._seen[receipt.id] = receipt
                self._listener.receipt_changed(receipt)

    def _tell_stops(self) -> None:
        stops = dict(self._companies.stops())
        for company_id in stops.keys() | self._stops.keys():
            if stops.get(company_id) != self._stops.get(company_id):
                self._listener.company_stopped(company_id, stops.get(company_id))
        self._stops = stops
