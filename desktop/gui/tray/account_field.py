"""The account: type its number or its name. Before the first login a number alone will do."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.choice import Choice
from desktop.gui.tray.chooser import Chooser
from desktop.gui.tray.rates import rate_text
from desktop.receipts.company import Account, CompanyBook, is_for_purchases


class AccountField(Chooser):
    """Accounts for purchases, grouped as Dinero groups them, hidden ones left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: CompanyBook | None = None
        self._every = False

    def set_book(self, book: CompanyBook | None, *, every: bool = False) -> None:
        """Offer the accounts of a company; ``every``: those that are not for purchases too."""
        self._book, self._every = book, every
        self.set_choices(account_choices(book, every=every))

    def number(self) -> int | None:
        """Return the number of the chosen account."""
        key = self.key()
        return key if isinstance(key, int) else None

    def set_number(self, number: int | None) -> None:
        """Show an account; a hidden or unknown one too."""
        account = self._book.any_account(number) if self._book else None
        self.set_key(number, account_label(account) if account else "")

    def resolve(self, text: str) -> Choice | None:
        """Return the account whose number or name this is; without a book any number for purchases will do."""
        found = super().resolve(text) or self._by_number(text)
        return found or self._by_name(" ".join(text.casefold().split()))

    def guess(self, text: str) -> Choice | None:
        """Return the one account that fits the text."""
        found = self.matches(text) if text.strip() else []
        return found[0] if len(found) == 1 else None

    def _by_name(self, name: str) -> Choice | None:
        named = (c for c in self.choices() if c.label.casefold().partition(" ")[2] == name)
        return next(named, None) if name else None

    def _by_number(self, text: str) -> Choice | None:
        match = re.fullmatch(r"\s*(\d{4,5})\b.*", text)
        if match is None:
            return None
        number = int(match[1])
        if self._book and self._book.accounts:
            account = self._book.any_account(number)  # one that is not for purchases is refused with a way out
            return Choice(number, account_label(account)) if account else None
        return Choice(number, str(number)) if is_for_purchases(number) else None


def account_label(account: Account) -> str:
    """Return ``7200 Kontorartikler``."""
    return f"{account.number} {' '.join(account.name.split())}"


def account_choices(book: CompanyBook | None, *, every: bool = False) -> list[Choice]:
    """Return the accounts that are not hidden; groups and accounts in the order of their numbers."""
    if book is None:
        return []
    there = {a.number: a for a in book.accounts}
    if every:
        paying = {d.number: Account(d.number, d.name, hidden=d.hidden) for d in book.deposits}
        there = paying | {a.number: a for a in book.others} | there
    shown = sorted((a for a in there.values() if not a.hidden), key=lambda a: a.number)
    order = {category: place for place, category in enumerate(dict.fromkeys(a.category for a in shown))}
    grouped = sorted(shown, key=lambda a: (order[a.category], a.number))
    return [Choice(a.number, account_label(a), a.category, _detail(book, a)) for a in grouped]


def _detail(book: CompanyBook, account: Account) -> str:
    vat = None if book.company.is_vat_free else book.vat_type(account.vat_code)
    return rate_text(vat.rate) if vat else ""
