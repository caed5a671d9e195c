"""What lies in the bin, as a list for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role as Ink
from desktop.gui.tray.delegate import Lines, RowDelegate, paint_row, paper_edge
from desktop.gui.tray.model import Role
from desktop.gui.tray.rows import plain_name
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Receipt
from desktop.words import _

if TYPE_CHECKING:
    from desktop.desk.bin import Binned

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def until_words(binned: Binned) -> str:
    """Return when a receipt goes for good, and why not before."""
    if binned.sent_once:
        return _("Was sent once: kept until {date}").format(date=format_date(binned.until))
    return _("Deleted on {date}").format(date=format_date(binned.until))


class BinModel(QAbstractListModel):
    """The receipts of the bin, the last thrown out first."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._binned = bridge.dustbin.contents
        bridge.dustbin.changed.connect(self._on_changed)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(self._binned)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        binned = self.at(index.row())
        if binned is None:
            return None
        if role == Role.ID:
            return binned.receipt.id
        if role == Role.RECEIPT:
            return binned.receipt
        if role == Role.ROW:
            return lines_of(binned)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            lines = lines_of(binned)
            return ", ".join(part for part in (lines.title, lines.facts[0], lines.amount, lines.words) if part)
        return None

    def at(self, row: int) -> Binned | None:
        """Return what lies in a row, or None."""
        return self._binned[row] if 0 <= row < len(self._binned) else None

    @Slot()
    def _on_changed(self) -> None:
        self.beginResetModel()
        self._binned = self._bridge.dustbin.contents
        self.endResetModel()


def lines_of(binned: Binned) -> Lines:
    """Return the words of a row."""
    receipt, draft = binned.receipt, binned.receipt.draft
    date = format_date(draft.date) if draft.date else ""
    return Lines(
        draft.supplier.strip() or plain_name(receipt),
        (date, date[:6]),
        format_money(draft.amount, draft.currency) if draft.amount is not None else "",
        "lock" if binned.sent_once else "trash",
        Ink.MUTED,
        until_words(binned),
    )


class BinRows(RowDelegate):
    """Paints them as the tray does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row, and ask for its picture."""
        lines, receipt = index.data(Role.ROW), index.data(Role.RECEIPT)
        if not isinstance(lines, Lines) or not isinstance(receipt, Receipt):
            return
        _want(painter, receipt, self.thumbnails)
        paint_row(painter, option, receipt, self.thumbnails, lines)


def _want(painter: QPainter, receipt: Receipt, thumbnails: Thumbnails) -> None:
    edge = round(paper_edge() * painter.device().devicePixelRatioF())
    if receipt.originals and thumbnails.pixmap(receipt.originals[0], edge) is None:
        thumbnails.want(receipt.originals[0], edge)
