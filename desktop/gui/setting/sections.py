"""The subjects of the settings in a list beside them: a click or the arrow keys lead there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QListWidget, QScrollArea

from desktop.gui.page import WIDTH as PAGE_WIDTH
from desktop.gui.setting.card import Card
from desktop.gui.theme import Space, letters
from desktop.words import _

WIDTH, ROOM = 40, 118
"""Average letters: of the list, and of the page that has room for it."""
TOP = 64
"""Pixels above the list: the page's own title stands there."""


class Sections(QListWidget):
    """Stands in the left margin of a page; hidden where the page is narrow, since the page scrolls anyway."""

    def __init__(self, page: QScrollArea, cards: Sequence[Card]) -> None:
        super().__init__(page)
        self._page, self._cards = page, cards
        self._leading = False
        self.setProperty("kind", "sections")
        self.setAccessibleName(_("Subjects of the settings"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for card in cards:
            self.addItem(card.title)
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._lead)
        self.itemClicked.connect(self._on_clicked)
        page.verticalScrollBar().valueChanged.connect(self._follow)
        page.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Take the margin, or give it back."""
        wide = self._page.width() >= letters(ROOM)
        self.setVisible(wide)
        margin = letters(WIDTH) if wide else 0
        # Not public in C++, but PySide gives it to a subclass; a style can't reserve the margin of one page alone.
        self._page.setViewportMargins(margin, 0, 0, 0)
        beside = max(0, self._page.width() - margin - letters(PAGE_WIDTH)) // 2  # the cards stand in the middle
        self.setGeometry(beside + Space.S, TOP, max(0, margin - Space.S), max(0, self._page.height() - TOP - Space.L))

    @Slot(int)
    def _lead(self, number: int) -> None:
        """Scroll so that the subject stands at the top."""
        if self._leading or not 0 <= number < len(self._cards):
            return
        self._leading = True
        self._page.verticalScrollBar().setValue(self._cards[number].y() - Space.L)
        self._leading = False

    @Slot()
    def _on_clicked(self) -> None:
        self._lead(self.currentRow())

    @Slot(int)
    def _follow(self, top: int) -> None:
        """Mark the subject that is read."""
        if self._leading:
            return
        bar = self._page.verticalScrollBar()
        number = sum(card.y() - Space.XXL <= top for card in self._cards) - 1
        if bar.maximum() and top >= bar.maximum():
            number = len(self._cards) - 1
        self._leading = True
        self.setCurrentRow(max(number, 0))
        self._leading = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the first subject again once the page is shown from its top."""
        if event.type() is QEvent.Type.Show:
            self._follow(self._page.verticalScrollBar().value())
        return super().eventFilter(watched, event)
