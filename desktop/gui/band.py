"""The permanent band of the sandbox: nobody may take it for the real books."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedLabel
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, ground, label, picture, row
from desktop.words import _


class SandboxBand(QWidget):
    """What "TRIAL" means, and the way out of it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "band")
        layout = row(self, gap=Space.S)
        layout.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        layout.addWidget(picture("try-out", 18, Role.ON_BAND))
        layout.addWidget(label(_("TRIAL"), kind="strong"))
        layout.addWidget(ElidedLabel(_("Nothing here reaches Dinero. The company and its books are made up.")), 1)
        self.connect_button = button(_("Connect to Dinero"), icon="connect")
        self.connect_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.connect_button.clicked.connect(bridge.use_dinero)
        layout.addWidget(self.connect_button)
