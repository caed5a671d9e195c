"""When a receipt is better made another kind of voucher than a purchase."""

from __future__ import annotations

from desktop.gui.tray.kind_band import Offer
from desktop.reading import Reading
from desktop.receipts.company import CompanyBook, is_for_purchases
from desktop.receipts.kinds import is_sales_account
from desktop.receipts.receipt import Draft


def offer_of(draft: Draft, reading: Reading | None, book: CompanyBook | None) -> Offer:
    """Return what to offer for a receipt with these fields and this document."""
    if reading is not None and reading.credit_note:
        return Offer.CREDIT_NOTE
    if is_sales_account(draft.account) or _is_own(draft, book):
        return Offer.SALE
    if draft.account is not None and not is_for_purchases(draft.account):
        return Offer.BALANCE
    return Offer.NONE


def _is_own(draft: Draft, book: CompanyBook | None) -> bool:
    """Return whether the document is from the company itself: what one sends out is a sale."""
    own = " ".join(book.company.name.casefold().split()) if book else ""
    return bool(own) and " ".join(draft.supplier.casefold().split()) == own
