"""Why the login page can't be shown on this computer, where one would have logged in, and the way round it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Role, Space
from desktop.gui.widgets import announce, button, column, ground, label, picture, row
from desktop.receipts.faults import FaultNote
from desktop.words import _
from desktop.words.faults import explain

DINERO = "https://app.dinero.dk"
"""Where a user is logged in to Dinero, and makes the key."""


class NoLoginNote(QWidget):
    """Hidden until there is something to say. A personal key needs no login page, and is made in one's own browser."""

    key_wanted = Signal()
    """The user wants to go on with a personal key"""

    def __init__(
        self, open_externally: Callable[[QUrl], object] = QDesktopServices.openUrl, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        ground(self, "fault")
        self._open_externally = open_externally
        self.title = label(kind="strong", ink="fault", wraps=True)
        self.sentence = label(wraps=True)
        self.key = button(_("Use a personal key"), kind="primary", icon="lock")
        self.browser = button(_("Open Dinero in the browser"), icon="open")
        self.browser.setToolTip(DINERO)
        self.key.clicked.connect(self.key_wanted)
        self.browser.clicked.connect(self._on_browser)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        line = row(self, margin=Space.L, gap=Space.M)
        line.addWidget(picture("alert", 24, Role.FAULT), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=Space.S)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        buttons = row(gap=Space.S)
        buttons.addWidget(self.key)
        buttons.addWidget(self.browser)
        buttons.addStretch(1)
        words.addSpacing(Space.XS)
        words.addLayout(buttons)
        line.addLayout(words, 1)

    def tell(self, note: FaultNote | None) -> None:
        """Say why, and offer what there is instead; None: nothing is wrong any more."""
        self.setVisible(note is not None)
        if note is None:
            return
        words = explain(note)
        self.title.setText(words.title)
        self.sentence.setText(f"{words.sentence} {words.step}")
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(self.sentence.text())
        announce(self, f"{words.title}. {self.sentence.text()}", urgent=True)

    @Slot()
    def _on_browser(self) -> None:
        self._open_externally(QUrl(DINERO))
