"""When a receipt is better made another kind of voucher than a purchase."""

from __future__ import annotations

from desktop.gui.tray.kind_band import Offer
from desktop.reading import Reading
from desktop.receipts.company import CompanyBook
from desktop.receipts.receipt import Draft


def offer_of(draft: Draft, reading: Reading | None, book: CompanyBook | None) -> Offer:
    """Return what to offer for a receipt with these fields and this document; an account speaks for itself."""
    if reading is not None and reading.credit_note:
        return Offer.CREDIT_NOTE
    return Offer.SALE if _is_own(draft, book) else Offer.NONE


def own_names(book: CompanyBook | None) -> tuple[str, ...]:
    """Return what names the user's company on a document: its name and its CVR number."""
    return (book.company.name, book.company.vat_number or "") if book else ()


def _is_own(draft: Draft, book: CompanyBook | None) -> bool:
    """Return whether the document is from the company itself: what one sends out is a sale."""
    own = " ".join(book.company.name.casefold().split()) if book else ""
    return bool(own) and " ".join(draft.supplier.casefold().split()) == own
