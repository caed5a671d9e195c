"""The list or the table, whichever the user prefers: one choice, shown in one of two ways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.gui.tray.columns import Column
from desktop.gui.tray.receipt_list import ReceiptList
from desktop.gui.tray.receipt_table import ReceiptTable
from desktop.gui.tray.sieve import Sieve
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.receipt import Receipt


class Front(QStackedWidget):
    """Both, one of them in sight; what is chosen goes along when the other is shown."""

    current_moved = Signal()
    """Another receipt is looked at."""
    selection_moved = Signal()
    opened = Signal()
    bin_asked = Signal()
    turned = Signal(bool)
    """True: the table is shown now"""
    sort_asked = Signal(object, bool)
    """Column | None, True: falling"""

    def __init__(self, model: Sieve, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sieve = model
        self.list = ReceiptList(model, thumbnails, self)
        self.table = ReceiptTable(model, self)
        for each in (self.list, self.table):
            self.addWidget(each)
            each.current_moved.connect(self._on_current)
            each.selection_moved.connect(self._on_selection)
            each.opened.connect(self.opened)
            each.bin_asked.connect(self.bin_asked)
        self.table.sort_asked.connect(self.sort_asked)
        self.setFocusProxy(self.list)

    @property
    def rows(self) -> ReceiptList | ReceiptTable:
        """The one that is shown."""
        return self.table if self.is_table else self.list

    @property
    def is_table(self) -> bool:
        """Return whether the table is shown."""
        return self.currentWidget() is self.table

    def show_table(self, wanted: bool) -> None:
        """Show the table or the list; the choice and the focus go along."""
        if wanted == self.is_table:
            return
        before, chosen = self.rows, self.rows.selected_ids()
        current, had_focus = self.rows.current_id(), self.rows.hasFocus()
        self.setCurrentWidget(self.table if wanted else self.list)
        sorting = self.table.sorted_by if wanted else None
        self.sort_asked.emit(sorting[0] if sorting else None, bool(sorting and sorting[1]))
        self.setFocusProxy(self.rows)
        self.rows.select(sorted(chosen, key=lambda i: i != current))
        before.selectionModel().clear()
        if had_focus:
            self.rows.setFocus()
        self.turned.emit(wanted)

    def receipt(self, receipt_id: str) -> Receipt | None:
        """Return a receipt of the tray with its newest fields, shown or not, or None."""
        return self._sieve.receipt(receipt_id)

    def places_of(self, receipt_ids: Sequence[str]) -> tuple[QWidget, tuple[QRect, ...]]:
        """Return the widget that shows receipts, and where in it those of these lie that are in sight."""
        leaving, ids, rows = set(receipt_ids), self._sieve.ids(), self.rows
        numbers = [row for row in rows.rows_in_sight() if ids[row] in leaving]
        width = rows.viewport().width()
        places = [rows.visualRect(self._sieve.index(number, Column.SUPPLIER)) for number in numbers]
        return rows.viewport(), tuple(QRect(0, place.top(), width, place.height()) for place in places)

    @Slot()
    def _on_current(self) -> None:
        if self.sender() is self.rows:
            self.current_moved.emit()

    @Slot()
    def _on_selection(self) -> None:
        if self.sender() is self.rows:
            self.selection_moved.emit()
