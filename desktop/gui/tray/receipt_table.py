"""The tray as a table, for those who prefer rows: the same receipts, the same choice, the same keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.gui.actions import is_for
from desktop.gui.theme import Space, letters, look
from desktop.gui.tray.columns import Column
from desktop.gui.tray.model import Role
from desktop.gui.tray.sieve import Sieve
from desktop.words import _

WIDTHS = {
    Column.SUPPLIER: 30,
    Column.STATE: 30,
    Column.DATE: 16,
    Column.TOTAL: 18,
    Column.ACCOUNT: 26,
    Column.VAT: 15,
    Column.PAYMENT: 16,
    Column.NOTE: 26,
}
"""Average letters; the user can drag them."""


class ReceiptTable(QTableView):
    """Rows below each other; a click on a head sorts, the third one gives the list's own order back."""

    current_moved = Signal(object)
    """str | None: the receipt that is looked at"""
    selection_moved = Signal()
    """Others are chosen; what is looked at may be another, too."""
    opened = Signal()
    """Enter: go to the form"""
    bin_asked = Signal()
    sort_asked = Signal(object, bool)
    """Column | None, True: falling"""

    def __init__(self, model: Sieve, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sieve = model
        self._choosing = False
        self._sorted: tuple[Column, bool] | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._dress_head()
        self._fit()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        look().changed.connect(self._fit)
        self.retranslate()

    def _dress_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(letters(6))
        head.sectionClicked.connect(self._on_head)

    @Slot()
    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * Space.S)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, letters(width))

    # -- selection

    def current_id(self) -> str | None:
        """Return the receipt that is looked at."""
        found = self.currentIndex().data(Role.ID)
        return found if isinstance(found, str) else None

    def selected_ids(self) -> tuple[str, ...]:
        """Return the selected receipts in the order of the table."""
        return self._sieve.chosen(self.selectionModel().selection())

    def select(self, receipt_ids: Sequence[str]) -> None:
        """Select these receipts and look at the first."""
        indexes = [i for i in map(self._sieve.index_of, receipt_ids) if i.isValid()]
        if not indexes:
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        column = max(0, self.currentIndex().column())
        self._choosing = True  # told once, when both are as they will be
        self.selectionModel().setCurrentIndex(indexes[0].siblingAtColumn(column), flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self._choosing = False
        self.scrollTo(self.currentIndex())
        self.selection_moved.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        if not self._choosing:
            self.current_moved.emit(self.current_id())

    @Slot()
    def _on_selection(self) -> None:
        if not self._choosing:
            self.selection_moved.emit()

    def rows_in_sight(self) -> range:
        """Return the rows that can be seen."""
        count = self.model().rowCount()
        if count == 0 or not self.isVisible():
            return range(0)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, count if last < 0 else last + 1)

    # -- sorting

    @property
    def is_sorted(self) -> bool:
        """Return whether the rows stand in another order than the list's own."""
        return self._sorted is not None

    @Slot(int)
    def _on_head(self, section: int) -> None:
        column = Column(section)
        following = {None: (column, False), (column, False): (column, True), (column, True): None}
        self.sort_rows(following.get(self._sorted, (column, False)))

    def sort_rows(self, how: tuple[Column, bool] | None) -> None:
        """Sort by a column (True: falling), or give the list's own order back."""
        self._sorted = how
        head = self.horizontalHeader()
        head.setSortIndicatorShown(how is not None)
        if how is not None:
            order = Qt.SortOrder.DescendingOrder if how[1] else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(how[0], order)
        self.sort_asked.emit(how[0] if how else None, bool(how and how[1]))

    @property
    def sorted_by(self) -> tuple[Column, bool] | None:
        """The column that sorts, and whether falling."""
        return self._sorted

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the form, Del bins; everything else is the table's own."""
        if is_for(event, "open"):
            self.opened.emit()
        elif is_for(event, "bin"):
            self.bin_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow changes of language and font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.setAccessibleName(_("Receipts in the tray, as a table"))
