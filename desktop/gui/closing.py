"""Closing while receipts wait: how many, what becomes of them, and the choice. In place, above the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, column, ground, hairline, label, picture, row
from desktop.words import _, ngettext


class ClosingBar(QWidget):
    """Hidden until the window is asked to close."""

    close_asked = Signal()
    wait_asked = Signal()
    stay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.words = label("", wraps=True)
        self.close_now = button(_("Close"))
        self.when_done = button(_("Close when they are sent"), kind="primary")
        self.stay = button(_("Stay"), kind="quiet")
        self.close_now.clicked.connect(self.close_asked)
        self.when_done.clicked.connect(self.wait_asked)
        self.stay.clicked.connect(self.stay_asked)
        line = row(gap=Space.S)
        line.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        line.addWidget(picture("clock", 20, Role.WAIT))
        line.addWidget(self.words, 1)
        for each in (self.stay, self.close_now, self.when_done):
            line.addWidget(each)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(line)
        self.hide()

    def ask(self, count: int) -> None:
        """Ask about this many receipts that are not sent yet."""
        words = ngettext(
            "{n} receipt isn't sent yet. It stays here, and is sent when you open Bilagsdrop again.",
            "{n} receipts aren't sent yet. They stay here, and are sent when you open Bilagsdrop again.",
            count,
        )
        self.words.setText(words.format(n=count))
        self.show()
        self.when_done.setFocus(Qt.FocusReason.OtherFocusReason)

    def waiting(self, count: int) -> None:
        """Say that the window closes by itself."""
        words = ngettext("Closes when {n} receipt is sent.", "Closes when {n} receipts are sent.", count)
        self.words.setText(words.format(n=count))
