"""What a receipt becomes when it is no purchase: said over the fields, or offered, with the way back beside it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, ground, label, retell, row
from desktop.receipts.receipt import VoucherKind
from desktop.words import N_, _


class Offer(Enum):
    """Why another kind of voucher is offered."""

    NONE = "none"
    CREDIT_NOTE = "credit_note"
    """The document gives money back."""
    SALE = "sale"
    """The document is the company's own."""


_OFFERED = {
    Offer.CREDIT_NOTE: (VoucherKind.CREDIT_NOTE, N_("Money back is no purchase: Dinero keeps it as a credit note.")),
    Offer.SALE: (VoucherKind.MANUAL, N_("This is a sale, and no purchase: Dinero keeps it as a manual voucher.")),
}
_MAKE = {VoucherKind.CREDIT_NOTE: N_("Make a credit note"), VoucherKind.MANUAL: N_("Make a manual voucher")}
_IS = {
    VoucherKind.CREDIT_NOTE: N_("Credit note: what comes back from the supplier. Write the amount without a minus."),
    VoucherKind.MANUAL: N_("Manual voucher: moves the amount between two accounts, with the receipt attached."),
}


class KindBand(QWidget):
    """Hidden for a plain purchase with nothing to offer."""

    chosen = Signal(object)
    """VoucherKind: the user wants the receipt to become this."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "ask")
        self._kind, self._offer = VoucherKind.PURCHASE, Offer.NONE
        self.words = label(wraps=True)
        self.make = button("", kind="normal")
        self.back = button("", kind="link")
        self.make.clicked.connect(self._on_make)
        self.back.clicked.connect(self._on_back)
        layout = column(self, margin=Space.M, gap=Space.S)
        layout.addWidget(self.words)
        answers = row()
        answers.addWidget(self.make)
        answers.addWidget(self.back)
        answers.addStretch(1)
        layout.addLayout(answers)
        self.hide()

    def show_kind(self, kind: VoucherKind, offer: Offer) -> None:
        """Say what the receipt becomes, or offer what it should."""
        if (kind, offer) != (self._kind, self._offer):
            self._kind, self._offer = kind, offer
            self.retranslate()

    def answer(self) -> QPushButton:
        """Return the button that can be pressed now."""
        return self.make if self._kind is VoucherKind.PURCHASE else self.back

    def offered(self) -> VoucherKind:
        """Return the kind that is offered, or the one it is."""
        return _OFFERED[self._offer][0] if self._offer in _OFFERED else self._kind

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        plain = self._kind is VoucherKind.PURCHASE
        offered = _OFFERED.get(self._offer) if plain else None
        self.words.setText(_(offered[1]) if offered else "" if plain else _(_IS[self._kind]))
        retell(self.make, _(_MAKE[offered[0]]) if offered else "")
        retell(self.back, _("Make a purchase of it"))
        self.make.setVisible(offered is not None)
        self.back.setVisible(not plain)
        self.setVisible(bool(self.words.text()))
        self.setAccessibleName(self.words.text())

    @Slot()
    def _on_make(self) -> None:
        self.chosen.emit(self.offered())

    @Slot()
    def _on_back(self) -> None:
        self.chosen.emit(VoucherKind.PURCHASE)
