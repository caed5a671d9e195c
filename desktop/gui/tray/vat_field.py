"""VAT: the account's own code, or another one of the company's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.field import SHORT, CalmCombo
from desktop.gui.tray.rates import rate_text
from desktop.receipts.company import FIRST_PURCHASE, CompanyBook, VatType, is_for_purchases
from desktop.receipts.vat import NO_VAT, is_sales_code
from desktop.words import _


class VatField(CalmCombo):
    """The first entry follows the account; the others are the company's VAT codes, and none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(4)
        self._shown: tuple[object, ...] = ()

    def show_choices(self, book: CompanyBook | None, account: int | None, code: str | None) -> None:
        """Offer the codes of ``book`` and show ``code`` (None: the account's own)."""
        known = (book, account, code, _("No VAT"))
        if known == self._shown:
            return
        self._shown = known
        self.clear()
        if book is None or book.company.is_vat_free:
            self._show_fixed(book)
        else:
            self._show_codes(book, account, code)

    def code(self) -> str | None:
        """Return the code that the user chose; None follows the account."""
        found = self.currentData()
        return found if isinstance(found, str) else None

    def _show_fixed(self, book: CompanyBook | None) -> None:
        self.addItem(_("No VAT") if book else _("As the account says"), None)
        self.setEnabled(False)

    def _show_codes(self, book: CompanyBook, account: int | None, code: str | None) -> None:
        self.setEnabled(True)
        own = book.any_account(account)
        self._add(_own_words(book, account), None, book.vat_type(own.vat_code) if own else None)
        self.insertSeparator(1)
        for vat in book.vat_types:
            if is_sales_code(vat.code) and not is_sales_code(code) and is_for_purchases(account or FIRST_PURCHASE):
                continue
            self._add(vat_words(vat), vat.code, vat)
        if book.vat_type(NO_VAT) is None:
            self.addItem(_("No VAT"), NO_VAT)
        if code is not None and self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(max(0, self.findData(code)) if code else 0)

    def _add(self, words: str, code: str | None, vat: VatType | None) -> None:
        self.addItem(words, code)
        if vat is not None:
            self.setItemData(self.count() - 1, rate_text(vat.rate), SHORT)


def vat_words(vat: VatType) -> str:
    """Return ``25 % · Dansk købsmoms``."""
    return f"{rate_text(vat.rate)} · {vat.name or vat.code}"


def _own_words(book: CompanyBook, account: int | None) -> str:
    found = book.any_account(account)
    if found is None:
        return _("As the account says")
    vat = book.vat_type(found.vat_code)
    if vat is None:
        return _("No VAT")
    return vat_words(vat)
