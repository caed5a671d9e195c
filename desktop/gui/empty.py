"""What a view shows when there is nothing to list: a picture, a sentence, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui.theme import Role, Space, scaled
from desktop.gui.widgets import column, label, picture, row

WIDEST = 460
"""Pixels of a line, with text of the usual size."""


class EmptyState(QWidget):
    """A quiet picture with words, in the middle of where the list would be."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        actions: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = label(title, kind="title", wraps=True)
        self.text = label(text, ink="muted", wraps=True)
        for each in (self.title, self.text):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            each.setMaximumWidth(scaled(WIDEST))
        self._picture = picture(icon, 48, Role.MUTED)
        layout = column(self, margin=Space.XL, gap=Space.M)
        layout.addStretch(1)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for each in (self.title, self.text):
            line = row(gap=0)
            line.addStretch(1)
            line.addWidget(each, 100)
            line.addStretch(1)
            layout.addLayout(line)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def be_small(self, small: bool) -> None:
        """Do without the picture where there is little room."""
        self._picture.setVisible(not small)
        space = Space.S if small else Space.XL
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(space, space, space, space)
            layout.setSpacing(Space.XS if small else Space.M)

    def say(self, title: str, text: str = "") -> None:
        """Show other words."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
