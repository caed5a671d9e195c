"""How it was paid: from which account, out of one's own pocket, or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.field import CalmCombo
from desktop.receipts.company import CompanyBook, DepositAccount
from desktop.words import _

NO_ACCOUNT = 0
"""``paid_from`` of a draft that says "own money" where the company has no account for it.

No deposit account has this number, so the receipt is held until another way of paying is chosen; None would be filled
with the default account, and the outlay be booked as paid by the bank.
"""
_OUTLAY_WORDS = ("udlæg", "udlaeg", "mellemregning", "outlay")


class Paid(Enum):
    """The ways of paying."""

    ACCOUNT = "account"
    OUTLAY = "outlay"
    """Own money, while the company has no payment account for that."""
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Payment:
    """What the field says."""

    paid: Paid
    number: int | None = None


class PaidField(CalmCombo):
    """The company's deposit accounts, the default first, then own outlay and not paid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlay = False

    def show_choices(self, book: CompanyBook | None, payment: Payment | None) -> None:
        """Offer what ``book`` has and show ``payment`` (None: nothing chosen yet)."""
        self.clear()
        for deposit in deposits_of(book):
            self.addItem(deposit.name, Payment(Paid.ACCOUNT, deposit.number))
        if not any(is_for_outlay(d) for d in deposits_of(book)):
            self.addItem(_("Own money"), Payment(Paid.OUTLAY))
        self.insertSeparator(self.count())
        self.addItem(_("Not paid"), Payment(Paid.NOT_YET))
        self._show(payment, book)

    def payment(self) -> Payment | None:
        """Return what is chosen."""
        found = self.currentData()
        return found if isinstance(found, Payment) else None

    def _show(self, payment: Payment | None, book: CompanyBook | None) -> None:
        row = next((r for r in range(self.count()) if self.itemData(r) == payment), -1)
        if row < 0 and payment is not None and payment.number is not None:
            known = next((d for d in book.deposits if d.number == payment.number), None) if book else None
            self.insertItem(0, known.name if known else _("Account {n}").format(n=payment.number), payment)
            row = 0
        self.setCurrentIndex(row)


def deposits_of(book: CompanyBook | None) -> list[DepositAccount]:
    """Return the deposit accounts that are shown, the default first, then by number."""
    shown = [d for d in book.deposits if not d.hidden] if book else []
    return sorted(shown, key=lambda d: (not d.is_default, d.number))


def is_for_outlay(deposit: DepositAccount) -> bool:
    """Return whether the account's name says that it is for what people lay out themselves."""
    return any(word in deposit.name.casefold() for word in _OUTLAY_WORDS)
