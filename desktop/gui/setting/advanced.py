"""What an owner needs when somebody helps."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.care_card import CareCard
from desktop.gui.setting.card import Card
from desktop.words import _


class AdvancedCard(Card):
    """The error report."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("Advanced"), parent)
        self.care = CareCard(bridge)
        self.add(self.care)
