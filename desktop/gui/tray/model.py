"""The receipts of the tray as a list, the longest waiting first, so that what is under the eye never moves."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.facts import MissingKnown
from desktop.gui.tray.alike_words import marked
from desktop.gui.tray.lacks import lacks_of
from desktop.gui.tray.rows import Row, row_of
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Role(IntEnum):
    """What the model tells beside the display text."""

    ID = Qt.ItemDataRole.UserRole + 1
    """str"""
    ROW = Qt.ItemDataRole.UserRole + 2
    """Row"""
    RECEIPT = Qt.ItemDataRole.UserRole + 3
    """Receipt"""


class TrayModel(QAbstractListModel):
    """The receipts of ``bridge`` that are in the tray."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipts: list[Receipt] = []
        self._row_numbers: dict[str, int] = {}
        self._rows: dict[str, Row] = {}
        self._take_over(bridge.receipts.values())
        bridge.receipts_changed.connect(self._on_changed)
        bridge.receipts_gone.connect(self._on_gone)
        bridge.missing_known.connect(self._on_missing)
        bridge.book_changed.connect(self.retell)
        bridge.likeness.changed.connect(self._on_cautions)

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(self._receipts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        if not index.isValid() or index.row() >= len(self._receipts):
            return None
        receipt = self._receipts[index.row()]
        if role == Role.ID:
            return receipt.id
        if role == Role.RECEIPT:
            return receipt
        return self._told(receipt, role)

    def _told(self, receipt: Receipt, role: int) -> object:
        row = self._row(receipt)
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.words}"
        return None

    # -- what the view asks

    def ids(self) -> tuple[str, ...]:
        """Return the ids in the order of the list."""
        return tuple(r.id for r in self._receipts)

    def ready_ids(self) -> tuple[str, ...]:
        """Return the ids of the receipts that can be sent."""
        return tuple(r.id for r in self._receipts if r.state is State.READY)

    def receipt(self, receipt_id: str) -> Receipt | None:
        """Return a receipt of the tray with its newest fields, or None."""
        number = self._row_numbers.get(receipt_id)
        return None if number is None else self._bridge.receipts.get(receipt_id, self._receipts[number])

    def index_of(self, receipt_id: str) -> QModelIndex:
        """Return the index of a receipt; an invalid one when it is not here."""
        number = self._row_numbers.get(receipt_id)
        return QModelIndex() if number is None else self.index(number)

    def neighbour(self, receipt_ids: Sequence[str]) -> str | None:
        """Return the receipt after the last of these, else the one before the first, else None."""
        numbers = sorted(self._row_numbers[i] for i in receipt_ids if i in self._row_numbers)
        if not numbers:
            return None
        after, before = numbers[-1] + 1, numbers[0] - 1
        if after < len(self._receipts):
            return self._receipts[after].id
        return self._receipts[before].id if before >= 0 else None

    # -- facts

    @Slot(object)
    def _on_changed(self, receipts: Iterable[Receipt]) -> None:
        news = {r.id: r for r in receipts}
        here = {i: r for i, r in news.items() if r.place is Place.TRAY}
        self._remove([i for i in news if i not in here])
        for receipt in here.values():
            self._refresh(receipt)
        self._take_over(r for i, r in here.items() if i not in self._row_numbers)

    @Slot(object)
    def _on_gone(self, receipt_ids: Iterable[str]) -> None:
        self._remove(receipt_ids)

    @Slot(object)
    def _on_cautions(self, receipt_ids: Iterable[str]) -> None:
        for receipt_id in receipt_ids:
            number = self._row_numbers.get(receipt_id)
            if number is not None:
                self._rows.pop(receipt_id, None)
                self.dataChanged.emit(self.index(number), self.index(number))

    @Slot(object)
    def _on_missing(self, known: MissingKnown) -> None:
        number = self._row_numbers.get(known.receipt_id)
        if number is None:
            return
        old = self._rows.pop(known.receipt_id, None)
        if old is not None and old != self._row(self._receipts[number]):
            self.dataChanged.emit(self.index(number), self.index(number))

    @Slot()
    def retell(self) -> None:
        """Make all words anew: the book or the language is another."""
        self._rows.clear()
        if self._receipts:
            self.dataChanged.emit(self.index(0), self.index(len(self._receipts) - 1))

    # -- rows

    def _row(self, receipt: Receipt) -> Row:
        row = self._rows.get(receipt.id)
        if row is None:
            row = self._rows[receipt.id] = marked(
                row_of(receipt, lacks_of(self._bridge, receipt)), self._bridge.likeness.cautions.get(receipt.id)
            )
        return row

    def _refresh(self, receipt: Receipt) -> None:
        number = self._row_numbers.get(receipt.id)
        if number is None:
            return
        self._receipts[number] = receipt
        self._rows.pop(receipt.id, None)
        self.dataChanged.emit(self.index(number), self.index(number))

    def _take_over(self, receipts: Iterable[Receipt]) -> None:
        """Insert new receipts where they belong, each run of neighbours at once."""
        new = sorted((r for r in receipts if r.place is Place.TRAY), key=_order)
        while new:
            at = bisect_left(self._receipts, _order(new[0]), key=_order)
            end = bisect_right(new, _order(self._receipts[at]), key=_order) if at < len(self._receipts) else len(new)
            run, new = new[:end], new[end:]
            self.beginInsertRows(QModelIndex(), at, at + len(run) - 1)
            self._receipts[at:at] = run
            self._number()
            self.endInsertRows()

    def _remove(self, receipt_ids: Iterable[str]) -> None:
        """Remove rows from the end, each run of neighbours at once."""
        numbers = sorted((self._row_numbers[i] for i in receipt_ids if i in self._row_numbers), reverse=True)
        while numbers:
            last = first = numbers.pop(0)
            while numbers and numbers[0] == first - 1:
                first = numbers.pop(0)
            self.beginRemoveRows(QModelIndex(), first, last)
            for receipt in self._receipts[first : last + 1]:
                self._rows.pop(receipt.id, None)
            del self._receipts[first : last + 1]
            self._number()
            self.endRemoveRows()

    def _number(self) -> None:
        self._row_numbers = {r.id: number for number, r in enumerate(self._receipts)}


def _order(receipt: Receipt) -> tuple[dt.datetime, str]:
    return receipt.added_at, receipt.id
