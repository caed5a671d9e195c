"""The currency of a purchase that is not paid yet; what is paid is in kroner."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.field import CalmCombo

CODES = ("DKK", "EUR", "SEK", "NOK", "GBP", "USD", "CHF", "PLN", "CZK", "HUF", "ISK", "CNY", "JPY", "CAD", "AUD")
"""Denmark's and its neighbours' first, then others by how often one meets them."""


class CurrencyField(CalmCombo):
    """ISO 4217 codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code in CODES:
            self.addItem(code, code)

    def code(self) -> str:
        """Return the chosen code."""
        return str(self.currentData())

    def set_code(self, code: str) -> None:
        """Show a code, also one that is not offered."""
        if self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))
