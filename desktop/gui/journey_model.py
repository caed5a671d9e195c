"""The receipts of the outbox or the archive as a list, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.facts import Link, Progress
from desktop.gui.journey import line_of, matches
from desktop.receipts.asking import is_urgent
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Role(IntEnum):
    """What the model tells beside the display text."""

    RECEIPT = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2
    PROGRESS = Qt.ItemDataRole.UserRole + 3
    """float from 0 to 1, or None"""


class JourneyModel(QAbstractListModel):
    """The receipts of ``bridge`` in one place, as far as they match a filter."""

    def __init__(self, bridge: Bridge, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place = place
        self._filter = ""
        self._receipts: list[Receipt] = []
        self._progress: dict[str, float] = {}
        self._prepare()
        bridge.receipts_changed.connect(self._on_changed)
        bridge.receipts_gone.connect(self.sift)
        bridge.progress.connect(self._on_progress)
        bridge.connection_changed.connect(self.retell)
        self.sift()

    def _prepare(self) -> None:
        """Set up what listing needs, before the first time."""

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(self._receipts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        receipt = self.receipt_at(index.row()) if index.isValid() else None
        if receipt is None:
            return None
        if role == Role.RECEIPT:
            return receipt
        if role == Role.PROGRESS:
            return self._progress.get(receipt.id) if receipt.state is State.UPLOADING else None
        return self._words(receipt, role)

    def _words(self, receipt: Receipt, role: int) -> object:
        logged_in = self._bridge.connection.link is not Link.LOGGED_OUT
        line = line_of(receipt, dt.datetime.now(dt.UTC), logged_in=logged_in)
        if role == Role.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (line.title, line.stage.words, line.stage.seal) if part)
        return None

    def receipt_at(self, row: int) -> Receipt | None:
        """Return the receipt of a row, or None."""
        return self._receipts[row] if 0 <= row < len(self._receipts) else None

    def id_at(self, row: int) -> str | None:
        """Return the id of a row's receipt, or None."""
        receipt = self.receipt_at(row)
        return receipt.id if receipt else None

    def row_of(self, receipt_id: str | None) -> int:
        """Return the row of a receipt, or -1."""
        return next((n for n, r in enumerate(self._receipts) if r.id == receipt_id), -1)

    def filter_by(self, text: str) -> None:
        """Show only what matches these words."""
        self._filter = text.strip()
        self.sift()

    @Slot()
    def sift(self) -> None:
        """List anew what belongs here."""
        here = [r for r in self._bridge.receipts.values() if r.place is self._place]
        if self._filter:
            here = [r for r in here if matches(r, self._filter)]
        here.sort(key=_newest, reverse=True)
        if [r.id for r in here] == [r.id for r in self._receipts]:
            self._receipts = here
            self.retell()
            return
        self.beginResetModel()
        self._receipts = here
        self.endResetModel()

    @Slot()
    def retell(self) -> None:
        """Say all words anew: time has passed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    @Slot(object)
    def _on_changed(self, receipts: Iterable[Receipt]) -> None:
        shown = {r.id for r in self._receipts}
        if any(r.place is self._place or r.id in shown for r in receipts):
            self.sift()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self._progress[progress.receipt_id] = progress.sent / max(progress.total, 1)
        row = self.row_of(progress.receipt_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))


def _newest(receipt: Receipt) -> tuple[bool, dt.datetime]:
    """Order by urgency, then by when it was sent or delivered."""
    return is_urgent(receipt), receipt.delivered_at or receipt.sent_at or receipt.added_at
