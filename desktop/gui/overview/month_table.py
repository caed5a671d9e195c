"""The table of one currency: as high as its rows, so that the page scrolls and not the table in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from desktop.gui.overview.bars import BarDelegate
from desktop.gui.overview.month_model import Column, MonthModel
from desktop.gui.theme import letters, look, scaled
from desktop.words import _

STAGES = (Column.BOOKED, Column.DRAFT, Column.UNSENT)
LEAST_BAR, LEAST_NAME = 14, 26
"""Average letters of the bar and of the account's name, before an amount of a stage gives way to them."""
HIGHER = 16
"""Pixels that a row is higher than its text of the usual size."""


class MonthTable(QTableView):
    """Arrow keys go through the cells; Tab goes on to what comes after the table."""

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(BarDelegate(self))
        self.setAccessibleName(_("The month by account, in {currency}").format(currency=model.currency))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setProperty("kind", "month")
        self._arrange()
        self._set_heights()
        look().changed.connect(self._on_look)

    def _arrange(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(-1)  # all rows, not only those that can be seen
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.BAR, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _on_look(self) -> None:
        self._set_heights()
        self._share_out()

    def _set_heights(self) -> None:
        """Make all rows alike: their height is then known before the table is drawn, and the page as high as it is."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + scaled(HIGHER))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Return the same height; no width, since the columns give way."""
        return QSize(letters(LEAST_NAME), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give amounts what they need, the name what it wants, the bar the rest; stages give way where it is narrow."""
        for column in STAGES:
            self.showColumn(column)  # what is hidden says that it needs nothing
        needs = {column: self._needs(column) for column in Column if column not in {Column.ACCOUNT, Column.BAR}}
        least = letters(LEAST_NAME) + letters(LEAST_BAR)
        wide = self.viewport().width() >= least + sum(needs.values())
        for column in STAGES:
            self.setColumnHidden(column, not wide)
        for column, width in needs.items():
            self.setColumnWidth(column, width)
        left = self.viewport().width() - sum(width for column, width in needs.items() if wide or column not in STAGES)
        name = min(self._needs(Column.ACCOUNT), max(left - letters(LEAST_BAR), left // 2))
        self.setColumnWidth(Column.ACCOUNT, max(name, 0))

    def _needs(self, column: Column) -> int:
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first account."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
