"""One subject of the settings: a title, and rows below it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import column, ground, label


class Card(QWidget):
    """Rows are added from top to bottom; a card without any is left out of the page."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "card")
        self.title = title
        self._inner = column(self, margin=Space.L, gap=Space.S)
        self._inner.addWidget(label(title, kind="strong"))

    def add(self, *rows: QWidget | QLayout) -> None:
        """Add rows below those that are there."""
        for row in rows:
            if isinstance(row, QWidget):
                self._inner.addWidget(row)
            else:
                self._inner.addLayout(row)

    @property
    def is_empty(self) -> bool:
        """True while there is nothing but the title."""
        return self._inner.count() == 1
