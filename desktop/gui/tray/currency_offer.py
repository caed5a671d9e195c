"""Two ways out of a paid purchase in another currency, which Dinero does not take (contract 5.1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import button, retell
from desktop.receipts.receipt import Draft, VoucherKind
from desktop.words import _


class CurrencyOffer(QWidget):
    """Hidden unless what is written is paid, and in another currency."""

    in_kroner = Signal()
    """The user will write the amount in kroner."""
    on_credit = Signal()
    """It shall be a purchase that is not paid yet, in its currency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = ""
        self.kroner = button("", kind="normal")
        self.credit = button("", kind="normal")
        self.kroner.clicked.connect(self.in_kroner)
        self.credit.clicked.connect(self.on_credit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.kroner)
        layout.addWidget(self.credit)
        self.hide()

    def refresh(self, draft: Draft) -> None:
        """Offer the ways that a draft has."""
        self._currency = draft.currency.upper()
        paid = draft.kind is VoucherKind.MANUAL or (draft.kind is VoucherKind.PURCHASE and not draft.credit)
        self.credit.setVisible(draft.kind is VoucherKind.PURCHASE)
        self.setVisible(paid and self._currency != "DKK")
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        retell(self.kroner, _("Write the amount in kroner"))
        retell(self.credit, _("Not paid: keep it in {currency}").format(currency=self._currency))
