"""Which fields a reading can fill, and which values in the form it vouches for.

That a value was read is not stored: a field whose value is the one on the page was, or might as well have been.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from desktop.reading import Found, Reading, Source
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft
from desktop.words import _

SURE = 0.7
"""What is less sure than this is not offered: an empty field costs less than a wrong one."""
VAT_CLOSE = Decimal("0.05")


def from_pages(reading: Reading, draft: Draft) -> dict[str, object]:
    """Return the fields of the draft that are empty and that the reading knows."""
    found: dict[str, object] = {}
    if not draft.supplier.strip() and is_sure(reading.supplier):
        found |= {"supplier": _value(reading.supplier), "contact_guid": reading.contact_guid}
        found["cvr"] = reading.cvr.value if reading.cvr is not None and is_sure(reading.cvr) else None
    if draft.date is None and is_sure(reading.date):
        found["date"] = _value(reading.date)
    if draft.amount is None and is_sure(reading.total):
        found["amount"] = _value(reading.total)
        if draft.currency == "DKK" and is_sure(reading.currency):
            found["currency"] = _value(reading.currency)
    if draft.due is None and is_sure(reading.due):
        found["due"] = _value(reading.due)
    if not draft.description.strip() and is_sure(reading.number) and reading.number is not None:
        found["description"] = invoice_words(reading.number.value)
    if found.get("currency") == "DKK":
        del found["currency"]
    return found


def invoice_words(number: str) -> str:
    """Return the description that a document's number gives."""
    return _("Invoice {number}").format(number=number)


def found_for(reading: Reading | None, draft: Draft, field: str) -> Found[Any] | None:
    """Return what vouches for the value that a field of the draft has now; None if it is another, or empty."""
    if reading is None:
        return None
    said: dict[str, tuple[object, Found[Any] | None]] = {
        "supplier": (draft.supplier, reading.supplier),
        "date": (draft.date, reading.date),
        "amount": (draft.amount, reading.total),
        "due": (draft.due, reading.due),
    }
    if field == "description" and reading.number is not None:
        return reading.number if draft.description == invoice_words(reading.number.value) else None
    value, found = said.get(field, (None, None))
    return found if found is not None and value == found.value else None


def source_words(reading: Reading | None, draft: Draft, field: str) -> str:
    """Return where the value of a field was read, for its tooltip; "" where it was not."""
    found = found_for(reading, draft, field)
    if found is None:
        return ""
    page = found.place.page + 1 if found.place is not None else 0
    if found.source is Source.INVOICE:
        return _("Read in the e-invoice")
    if found.source is Source.TERMS:
        return _("Reckoned from the terms on page {page}").format(page=page)
    if (
        found.source is Source.CONTACT
        and reading is not None
        and reading.cvr is not None
        and found.place == reading.cvr.place
    ):
        return _("Known by CVR {number} on page {page}").format(number=reading.cvr.value, page=page)
    return _("Read on page {page}").format(page=page) if page else _("Read in the document")


def other_vat(reading: Reading | None, draft: Draft, reckoned: Decimal | None) -> str:
    """Return what the document says of VAT when that differs from what the account's code reckons."""
    if reading is None or reading.vat is None or reckoned is None or not is_sure(reading.vat):
        return ""
    if draft.amount is None or reading.total is None or reading.total.value != draft.amount:
        return ""
    if abs(reading.vat.value - reckoned) <= VAT_CLOSE:
        return ""
    return _("The receipt says {amount} VAT.").format(amount=format_money(reading.vat.value, draft.currency))


def is_sure(found: Found[Any] | None) -> bool:
    """Return whether what was read may be filled in."""
    return found is not None and found.confidence >= SURE


def _value(found: Found[Any] | None) -> str | dt.date | Decimal:
    assert found is not None
    value: str | dt.date | Decimal = found.value
    return value
