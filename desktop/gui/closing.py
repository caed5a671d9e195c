"""Closing while receipts wait: how many, what becomes of them, and the choice. In place, above the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.theme import Role
from desktop.gui.widgets import button
from desktop.words import _, ngettext


class ClosingBar(AskingBar):
    """Hidden until the window is asked to close."""

    close_asked = Signal()
    wait_asked = Signal()
    stay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("clock", Role.WAIT, parent)
        self.close_now = button(_("Close"))
        self.when_done = button(_("Close when they are sent"), kind="primary")
        self.stay = button(_("Stay"), kind="quiet")
        self.offer(self.stay, self.close_now, self.when_done)
        self.close_now.clicked.connect(self.close_asked)
        self.when_done.clicked.connect(self.wait_asked)
        self.stay.clicked.connect(self.stay_asked)

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
