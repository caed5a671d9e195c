"""The archive's rows: ids of all that fits, and the receipts of the pages that are looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal, Slot

from desktop.desk.archive import ArchiveFound
from desktop.gui.journey_model import JourneyModel
from desktop.gui.kept import Kept
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveChoices

PAGE = 50
MOST_KEPT = 1000
"""Receipts in memory, whatever the archive holds."""
GATHER_MS = 150
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ArchiveModel(JourneyModel):
    """Lists what fits a filter. One question is out at a time; of those that come meanwhile the last is asked."""

    listed = Signal()
    """An answer has come: ``rowCount`` is what fits now."""

    def _prepare(self) -> None:
        self.wanted = ArchiveFilter()
        self.choices = ArchiveChoices()
        self.has_answer = False
        self._ids: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._kept: Kept[str, Receipt] = Kept(MOST_KEPT)
        self._asked: set[int] = set()
        self._out = False
        self._again = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.sift)
        self._bridge.archive.grown.connect(self.sift_soon)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(self._ids)

    def id_at(self, row: int) -> str | None:
        """Return the id of a row's receipt, or None."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all that fits."""
        return self._ids

    def row_of(self, receipt_id: str | None) -> int:
        """Return the row of a receipt, or -1."""
        return self._rows.get(receipt_id or "", -1)

    def receipt_at(self, row: int) -> Receipt | None:
        """Return the receipt of a row, or None; one that is not at hand is fetched, and ``dataChanged`` tells."""
        receipt_id = self.id_at(row)
        if receipt_id is None:
            return None
        receipt = self._kept.get(receipt_id)
        if receipt is None:
            self._fetch(row // PAGE)
        return receipt

    def choose(self, wanted: ArchiveFilter) -> None:
        """Show only what fits."""
        self.wanted = wanted
        self.sift()

    @Slot()
    def sift(self) -> None:
        """Ask anew what fits."""
        if self._out:
            self._again = True
            return
        self._out, self._again = True, False
        self._bridge.archive.find(self.wanted, PAGE, self._on_found, self._on_fault)

    @Slot()
    def sift_soon(self) -> None:
        """Ask anew once the news have calmed down, unless the program is closing."""
        if not self._gather.isActive() and not self._bridge.crew.is_stopping():
            self._gather.start()

    def rest(self) -> None:
        """Put off what would be asked soon: nobody looks."""
        self._gather.stop()

    def _on_found(self, found: ArchiveFound) -> None:
        self._out = False
        if self._again:
            self.sift()
            if found.wanted != self.wanted:
                return
        self.has_answer = True
        self.choices = found.choices
        self._keep(found.first)
        if found.ids != self._ids:
            self.beginResetModel()
            self._ids = found.ids
            self._rows = {receipt_id: row for row, receipt_id in enumerate(found.ids)}
            self._asked.clear()
            self.endResetModel()
        else:
            self.retell()
        self.listed.emit()

    def _on_fault(self, note: FaultNote) -> None:
        """Say it, and leave the list as it was; the next key asks again."""
        self._out = False
        self._bridge.fault.emit(note)
        if self._again:
            self.sift()

    def _fetch(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            self._bridge.archive.page(ids, self._on_page)

    def _on_page(self, receipts: tuple[Receipt, ...]) -> None:
        self._keep(receipts)
        self._asked = {page for page in self._asked if self._lacks(page)}
        self.retell()

    def _lacks(self, page: int) -> bool:
        return any(receipt_id not in self._kept for receipt_id in self._ids[page * PAGE : (page + 1) * PAGE])

    def _keep(self, receipts: Iterable[Receipt]) -> None:
        for receipt in receipts:
            self._kept.keep(receipt.id, receipt)

    @Slot(object)
    def _on_changed(self, receipts: Iterable[Receipt]) -> None:
        """Take over what is shown at once; what comes or goes is asked for once the news have calmed down."""
        changed = tuple(receipts)
        self._keep(r for r in changed if r.id in self._rows)
        if any(r.place is self._place or r.id in self._rows for r in changed):
            self.sift_soon()
            self.retell()
