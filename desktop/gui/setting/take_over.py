"""Taking over a folder that another computer used last, in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, label
from desktop.words import _


class TakeOver(QWidget):
    """Shown while nothing is sent because of it."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.question = label(_("Another computer used the folder last, so nothing is sent from here."), wraps=True)
        self.adopt = button(_("Let this computer take over"), kind="primary")
        inner = column(self, gap=Space.S)
        inner.addWidget(self.question)
        inner.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)
        self.adopt.clicked.connect(self._on_adopt)
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
