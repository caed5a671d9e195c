"""Leaving the sandbox: the question whether the receipts of its tray come along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.theme import Role
from desktop.gui.widgets import button
from desktop.words import _, ngettext


class TakeAlongBar(AskingBar):
    """Hidden until it is asked for."""

    answered = Signal(bool)
    """True: the tray comes along"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tray", Role.ACCENT, parent)
        self.along = button(_("Take them along"), kind="primary")
        self.leave = button(_("Leave them in the trial"))
        self.stay = button(_("Cancel"), kind="quiet")
        self.offer(self.stay, self.leave, self.along)
        self.along.clicked.connect(self._on_along)
        self.leave.clicked.connect(self._on_leave)
        self.stay.clicked.connect(self.hide)

    def ask(self, count: int) -> None:
        """Ask about this many receipts."""
        words = ngettext(
            "{n} receipt lies in the trial's tray. Shall it come along to the real one?",
            "{n} receipts lie in the trial's tray. Shall they come along to the real one?",
            count,
        )
        self.words.setText(words.format(n=count))
        self.show()
        self.along.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_along(self) -> None:
        self.answered.emit(True)  # noqa: FBT003 - a signal's payload

    def _on_leave(self) -> None:
        self.answered.emit(False)  # noqa: FBT003 - a signal's payload
