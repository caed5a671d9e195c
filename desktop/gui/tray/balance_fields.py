"""A manual voucher's other side: whether money went out or came in, and the account that it balances on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.account_field import AccountField
from desktop.gui.tray.field import CalmCombo, FieldRow
from desktop.receipts.company import CompanyBook
from desktop.receipts.receipt import Draft, VoucherKind
from desktop.words import _


class BalanceFields:
    """Two rows of the form; they are there for manual vouchers alone."""

    def __init__(self, parent: QWidget) -> None:
        self.direction = CalmCombo(parent)
        self.account = AccountField(parent)
        self.rows = {"incoming": FieldRow(self.direction, parent), "balancing": FieldRow(self.account, parent)}
        self._incoming = False
        self.retranslate()

    def set_book(self, book: CompanyBook | None) -> None:
        """Offer the company's accounts, payment accounts first among them by their numbers."""
        self.account.set_book(book, every=True)

    def show(self, draft: Draft) -> None:
        """Show what a draft says."""
        self._incoming = draft.incoming
        self.direction.setCurrentIndex(int(draft.incoming))
        self.account.set_number(draft.balancing)
        self.refresh(draft)

    def incoming(self) -> bool:
        """Return whether money came in."""
        return self.direction.currentIndex() == 1

    def refresh(self, draft: Draft) -> None:
        """Show the rows for a manual voucher alone, with the name that fits the direction."""
        for each in self.rows.values():
            each.setVisible(draft.kind is VoucherKind.MANUAL)
        self.rows["balancing"].set_name(_("Received on") if self.incoming() else _("Paid from"))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        row = max(0, self.direction.currentIndex())
        self.direction.clear()
        self.direction.addItem(_("Money went out"))
        self.direction.addItem(_("Money came in"))
        self.direction.setCurrentIndex(row)
        self.rows["incoming"].set_name(_("Direction"))
        self.account.retranslate()
