"""A question in place, above the status line: the words, and the answers beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui.theme import Role, Space
from desktop.gui.widgets import column, ground, hairline, label, picture, row


class AskingBar(QWidget):
    """Hidden until there is something to ask."""

    def __init__(self, icon: str, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.words = label("", wraps=True)
        self._line = row(gap=Space.S)
        self._line.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._line.addWidget(picture(icon, 20, role))
        self._line.addWidget(self.words, 1)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(self._line)
        self.hide()

    def offer(self, *answers: QPushButton) -> None:
        """Put answers beside the words, from left to right, the one that matters last."""
        for each in answers:
            self._line.addWidget(each)
