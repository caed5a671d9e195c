"""What of the tray is shown, and in which order: a word that is searched for, a kind, a column that sorts.

A receipt that is chosen stays in sight whatever becomes of it: the one that was written ready under "Missing" does not
vanish under the hands, it goes once another is chosen. For the same reason a sorted table stays as it was sorted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Slot,
)

from desktop.gui.tray.columns import Column, sort_key
from desktop.gui.tray.model import TrayModel
from desktop.gui.tray.rows import Row, RowState
from desktop.receipts.company import CompanyBook
from desktop.receipts.receipt import Receipt

Index = QModelIndex | QPersistentModelIndex
_LAST = 1 << 30


class Kind(Enum):
    """Which receipts of the tray are shown."""

    ALL = "all"
    MISSING = "missing"
    READY = "ready"
    ASKS = "asks"
    """They need the user: a question is open."""
    NOTED = "noted"


_STATES = {RowState.MISSING: Kind.MISSING, RowState.READY: Kind.READY, RowState.ASKS: Kind.ASKS}


class Sieve(QSortFilterProxyModel):
    """The receipts of ``tray`` that are wanted."""

    def __init__(self, tray: TrayModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._words: tuple[str, ...] = ()
        self._kind = Kind.ALL
        self._held: frozenset[str] = frozenset()
        self._rank: dict[str, int] = {}
        self._release = QTimer(self, singleShot=True, interval=0)
        self._release.timeout.connect(self._sift)
        self.setSourceModel(tray)

    # -- what is wanted

    @property
    def kind(self) -> Kind:
        """The kind of receipts that is shown."""
        return self._kind

    def is_sifting(self) -> bool:
        """Return whether something may be left out."""
        return bool(self._words) or self._kind is not Kind.ALL

    def search(self, text: str) -> None:
        """Show only receipts in which every word of ``text`` stands somewhere."""
        self._words = tuple(text.casefold().split())
        self._anew()

    def show_kind(self, kind: Kind) -> None:
        """Show only receipts of this kind."""
        self._kind = kind
        self._anew()

    def hold(self, receipt_ids: Collection[str]) -> None:
        """Let these stay in sight whatever becomes of them, and the ones that were held before go."""
        if self._held != frozenset(receipt_ids):
            self._held = frozenset(receipt_ids)
            if self.is_sifting():
                self._release.start()  # not now: the view is in the middle of choosing

    def _anew(self) -> None:
        self._held = frozenset()
        self._sift()

    @Slot()
    def _sift(self) -> None:
        self.beginFilterChange()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def counts(self) -> dict[Kind, int]:
        """Return how many receipts of each kind the tray holds."""
        tray, found = self._tray, dict.fromkeys(Kind, 0)
        for state, count in tray.states().items():
            found[_STATES[state]] += count
        found[Kind.ALL], found[Kind.NOTED] = tray.rowCount(), sum(bool(receipt.note) for receipt in tray.all())
        return found

    # -- what Qt asks

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:  # noqa: D102 - Qt's own
        tray = self._tray
        if tray.id_at(source_row) in self._held:
            return True
        if self._kind is not Kind.ALL and not self._is_of_kind(source_row):
            return False
        if not self._words:
            return True
        hay = tray.hay(source_row)
        return all(word in hay for word in self._words)

    def _is_of_kind(self, number: int) -> bool:
        if self._kind is Kind.NOTED:
            return bool(self._tray.receipt_at(number).note)
        return _STATES[self._tray.row_at(number).state] is self._kind

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: D102 - Qt's own
        rank, tray = self._rank, self._tray
        return rank.get(tray.id_at(left.row()), _LAST) < rank.get(tray.id_at(right.row()), _LAST)

    def sort_by(self, column: Column | None, *, falling: bool, book: CompanyBook | None) -> None:
        """Sort by a column as it is now; None: the list's own order. Rows don't move when their receipts change."""
        if column is None:
            self.sort(-1)
            return
        tray = self._tray
        keys = {r.id: sort_key(column, r, tray.row_at(n), book) for n, r in enumerate(tray.all())}
        filled = sorted((i for i, key in keys.items() if key is not None), key=lambda i: keys[i], reverse=falling)
        empty = [i for i, key in keys.items() if key is None]
        self._rank = {receipt_id: place for place, receipt_id in enumerate((*filled, *empty))}
        self.sort(-1)
        self.sort(column, Qt.SortOrder.AscendingOrder)

    # -- what the views ask

    def ids(self) -> tuple[str, ...]:
        """Return the ids that are shown, in their order."""
        if not self.is_sifting() and self.sortColumn() < 0:
            return self._tray.ids()
        return tuple(self._tray.id_at(number) for number in self._numbers())

    def chosen(self, selection: QItemSelection) -> tuple[str, ...]:
        """Return the ids of the rows of a selection, in their order."""
        parts = (selection.at(number) for number in range(selection.count()))
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        tray = self._tray
        return tuple(tray.id_at(self.mapToSource(self.index(row, 0)).row()) for row in rows)

    def _numbers(self) -> Iterator[int]:
        for row in range(self.rowCount()):
            yield self.mapToSource(self.index(row, 0)).row()

    def receipt(self, receipt_id: str) -> Receipt | None:
        """Return a receipt of the tray with its newest fields, shown or not, or None."""
        return self._tray.receipt(receipt_id)

    def row(self, receipt_id: str) -> Row | None:
        """Return what is said of a receipt of the tray, or None."""
        return self._tray.row(receipt_id)

    def index_of(self, receipt_id: str) -> QModelIndex:
        """Return the index of a receipt; an invalid one when it is not shown."""
        return self.mapFromSource(self._tray.index_of(receipt_id))

    def ready_ids(self) -> tuple[str, ...]:
        """Return the ids of the receipts of the tray that can be sent, shown or not."""
        return self._tray.ready_ids()

    def is_empty(self) -> bool:
        """Return whether the tray itself holds nothing."""
        return not self._tray.rowCount()

    def retell(self) -> None:
        """Make all words anew."""
        self._tray.retell()

    def next_after(self, receipt_ids: Sequence[str]) -> str | None:
        """Return the receipt to go on with once these are gone, or None.

        The ready ones first, in the order of the list from the last of these on and then from its top; where none is
        ready, the one that lacks least. Equals keep the order of the list.
        """
        ids, gone = self.ids(), set(receipt_ids)
        last = max((number for number, each in enumerate(ids) if each in gone), default=-1)
        following = [each for each in (*ids[last + 1 :], *ids[: last + 1]) if each not in gone]
        return min(following, key=self._lacks, default=None)

    def _lacks(self, receipt_id: str) -> int:
        row = self._tray.row(receipt_id)
        return row.lacks if row else _LAST
