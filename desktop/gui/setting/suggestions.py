"""What the program suggests, and what it remembers of suppliers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import Switch
from desktop.words import _


class SuggestionsCard(Card):
    """Reading; what is remembered of suppliers joins here."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("Suggestions and known suppliers"), parent)
        self.reading = Switch(
            bridge,
            "read_in_background",
            _("Read receipts in the background"),
            _("Supplier, date and total are then there when you come to the receipt. Off: a receipt is read when you "
              "open it. It is read on this computer, and nothing of it leaves."),
        )  # fmt: skip
        self.add(self.reading)
