"""The receipts of the tray, the longest waiting first unless the user has moved them: nothing moves by itself."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.facts import MissingKnown
from desktop.gui.theme import look
from desktop.gui.tray.alike_words import marked
from desktop.gui.tray.columns import Column, cell, column_word, is_figure
from desktop.gui.tray.hay import hay_of
from desktop.gui.tray.lacks import lacks_of
from desktop.gui.tray.rows import MARKS, Row, RowState, row_of
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class Role(IntEnum):
    """What the model tells beside the display text."""

    ID = Qt.ItemDataRole.UserRole + 1
    """str"""
    ROW = Qt.ItemDataRole.UserRole + 2
    """Row"""
    RECEIPT = Qt.ItemDataRole.UserRole + 3
    """Receipt"""


class TrayModel(QAbstractTableModel):
    """The receipts of ``bridge`` that are in the tray, all of them: the first column for the list, all for the table.

    What is shown of them, and in which order, is the sieve's affair.
    """

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipts: list[Receipt] = []
        self._row_numbers: dict[str, int] = {}
        self._rows: dict[str, Row] = {}
        self._hay: dict[str, str] = {}
        self._take_over(bridge.receipts.values())
        bridge.receipts_changed.connect(self._on_changed)
        bridge.receipts_gone.connect(self._on_gone)
        bridge.missing_known.connect(self._on_missing)
        bridge.book_changed.connect(self.retell)
        bridge.settings_changed.connect(self._on_company)
        bridge.companies_changed.connect(self._on_company)
        bridge.likeness.changed.connect(self._on_cautions)

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(self._receipts)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: D102 - Qt's own
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_word(Column(section))
        return _side(Column(section)) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102 - Qt's own
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        if not index.isValid() or index.row() >= len(self._receipts):
            return None
        receipt = self._receipts[index.row()]
        if role in {Role.ID, Role.RECEIPT}:
            return receipt.id if role == Role.ID else receipt
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(Column(index.column()))
        if index.column() == Column.STATE:
            return self._state(receipt, role)
        if index.column() and role == Qt.ItemDataRole.DisplayRole:
            return cell(Column(index.column()), receipt, self._bridge.book)
        return self._told(receipt, role)

    def _state(self, receipt: Receipt, role: int) -> object:
        row = self._row(receipt)
        name, ink = MARKS[row.state]
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.icon(name, ink)
        if role == Qt.ItemDataRole.ForegroundRole:
            return look().colour(ink)
        return row.words if role == Qt.ItemDataRole.DisplayRole else self._told(receipt, role)

    def _told(self, receipt: Receipt, role: int) -> object:
        row = self._row(receipt)
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.title, row.words, row.note) if part)
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
        return QModelIndex() if number is None else self.index(number, 0)

    def all(self) -> tuple[Receipt, ...]:
        """Return the receipts in the order of the list, with their newest fields."""
        return tuple(self._bridge.receipts.get(r.id, r) for r in self._receipts)

    def receipt_at(self, number: int) -> Receipt:
        """Return the receipt of a row, with its newest fields."""
        receipt = self._receipts[number]
        return self._bridge.receipts.get(receipt.id, receipt)

    def row(self, receipt_id: str) -> Row | None:
        """Return what is said of a receipt, or None when it is not here."""
        number = self._row_numbers.get(receipt_id)
        return None if number is None else self._row(self._receipts[number])

    def hay(self, number: int) -> str:
        """Return everything that can be searched for of the receipt of a row, in small letters."""
        receipt = self._receipts[number]
        found = self._hay.get(receipt.id)
        if found is None:
            found = self._hay[receipt.id] = hay_of(receipt, self._row(receipt), self._bridge.book)
        return found

    def row_at(self, number: int) -> Row:
        """Return what is said of the receipt of a row."""
        return self._row(self._receipts[number])

    def states(self) -> Counter[RowState]:
        """Return how many rows are in each state."""
        return Counter(self._row(receipt).state for receipt in self._receipts)

    def id_at(self, number: int) -> str:
        """Return the id of the receipt of a row."""
        return self._receipts[number].id

    # -- facts

    @Slot(object)
    def _on_changed(self, receipts: Iterable[Receipt]) -> None:
        news = {r.id: r for r in receipts}
        here = {i: r for i, r in news.items() if self._is_here(r)}
        self._remove([i for i in news if i not in here])
        self._refresh({self._row_numbers[i]: r for i, r in here.items() if i in self._row_numbers})
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
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))

    @Slot(object)
    def _on_missing(self, found: Iterable[MissingKnown]) -> None:
        for known in found:
            number, old = self._row_numbers.get(known.receipt_id), self._rows.pop(known.receipt_id, None)
            if number is not None and old is not None and old != self._row(self._receipts[number]):
                self._tell(number, number)

    @Slot()
    def retell(self) -> None:
        """Make all words anew: the book or the language is another."""
        self._rows.clear()
        self._hay.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._receipts:
            self._tell(0, len(self._receipts) - 1)

    def _tell(self, first: int, last: int) -> None:
        for receipt in self._receipts[first : last + 1]:
            self._hay.pop(receipt.id, None)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    @Slot()
    def _on_company(self) -> None:
        """Show what was moved to the company that is chosen now, and not what was moved to others."""
        known = self._bridge.receipts
        self._remove([r.id for r in self._receipts if not self._is_here(known.get(r.id, r))])
        self._take_over([r for r in known.values() if r.id not in self._row_numbers])

    def _is_here(self, receipt: Receipt) -> bool:
        return receipt.place is Place.TRAY and not self._bridge.flow.is_elsewhere(receipt)

    # -- rows

    def _row(self, receipt: Receipt) -> Row:
        row = self._rows.get(receipt.id)
        if row is None:
            row = self._rows[receipt.id] = marked(
                row_of(receipt, lacks_of(self._bridge, receipt)), self._bridge.likeness.cautions.get(receipt.id)
            )
        return row

    def know_rows(self, most: int) -> bool:
        """Find out what is said of up to so many receipts of which it isn't known yet; False: there are more."""
        wanting = [r for r in self._receipts if r.id not in self._rows]
        for receipt in wanting[:most]:
            self._row(receipt)
        return len(wanting) <= most

    def _refresh(self, news: Mapping[int, Receipt]) -> None:
        """Take over receipts that are here, by their rows: neighbours at once, those that move one after the other."""
        moved = {r.id: r for number, r in news.items() if _order(self._receipts[number]) != _order(r)}
        self._replace({number: r for number, r in news.items() if r.id not in moved})
        for receipt in moved.values():
            number = self._row_numbers[receipt.id]
            self._replace({number: receipt})
            self._move(number)

    def _replace(self, news: Mapping[int, Receipt]) -> None:
        for number, receipt in news.items():
            self._receipts[number] = receipt
            self._rows.pop(receipt.id, None)
        numbers = sorted(news)
        starts = [each for each in numbers if each - 1 not in news]
        ends = [each for each in numbers if each + 1 not in news]
        for first, last in zip(starts, ends, strict=True):
            self._tell(first, last)

    def _move(self, number: int) -> None:
        """Put a row where its order wants it; whoever has chosen it keeps it."""
        receipt = self._receipts[number]
        others = [r for r in self._receipts if r is not receipt]
        at = bisect_left(others, _order(receipt), key=_order)
        if at == number:
            return
        root = QModelIndex()
        self.beginMoveRows(root, number, number, root, at if at < number else at + 1)
        self._receipts = [*others[:at], receipt, *others[at:]]
        self._number()
        self.endMoveRows()

    def _take_over(self, receipts: Iterable[Receipt]) -> None:
        """Insert new receipts where they belong, each run of neighbours at once."""
        new = sorted((r for r in receipts if self._is_here(r)), key=_order)
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
                self._hay.pop(receipt.id, None)
            del self._receipts[first : last + 1]
            self._number()
            self.endRemoveRows()

    def _number(self) -> None:
        self._row_numbers = {r.id: number for number, r in enumerate(self._receipts)}


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_figure(column) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _order(receipt: Receipt) -> tuple[float, dt.datetime, str]:
    return receipt.order, receipt.added_at, receipt.id
