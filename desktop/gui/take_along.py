"""Leaving the sandbox: the question whether the receipts of its tray come along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, column, ground, hairline, label, picture, row
from desktop.words import _, ngettext


class TakeAlongBar(QWidget):
    """Hidden until it is asked for."""

    answered = Signal(bool)
    """True: the tray comes along"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.words = label("", wraps=True)
        self.along = button(_("Take them along"), kind="primary")
        self.leave = button(_("Leave them in the trial"))
        self.stay = button(_("Cancel"), kind="quiet")
        self.along.clicked.connect(self._on_along)
        self.leave.clicked.connect(self._on_leave)
        self.stay.clicked.connect(self.hide)
        line = row(gap=Space.S)
        line.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        line.addWidget(picture("tray", 20, Role.ACCENT))
        line.addWidget(self.words, 1)
        for each in (self.stay, self.leave, self.along):
            line.addWidget(each)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(line)
        self.hide()

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
