"""A folder that another computer used last: what that means, and the answer, where the user sees it first."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role
from desktop.gui.widgets import announce, button
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words import _
from desktop.words.faults import explain


class HeldBar(AskingBar):
    """Shown while nothing is sent because of it. Put away, the question still waits in the settings."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("clock", Role.WAIT, parent)
        self.adopt = button(_("Let this computer take over"), kind="primary")
        self.later = button(_("Not now"), kind="quiet")
        self.offer(self.later, self.adopt)
        words = explain(FaultNote(FaultCode.DATA_FOLDER_FOREIGN))
        first = _("Close Bilagsdrop on the other computer first.")
        self.words.setText(f"{words.title}. {words.sentence} {first}")
        self.later.clicked.connect(self.hide)
        self.adopt.clicked.connect(self._on_adopt)
        self._bridge = bridge
        bridge.held_changed.connect(self._on_held)
        self._on_held(bridge.held)

    @Slot()
    def _on_adopt(self) -> None:
        self.adopt.setEnabled(False)
        self._bridge.adopt_folder()

    @Slot(bool)
    def _on_held(self, held: bool) -> None:
        self.setVisible(held)
        self.adopt.setEnabled(held)
        if held:
            announce(self, self.words.text(), urgent=True)
