"""VAT of a purchase: what the form shows, and the region that Dinero wants beside a code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from desktop.receipts.company import CompanyBook
from desktop.receipts.lines import lines_of
from desktop.receipts.receipt import Draft, DraftLine

NO_VAT = "none"
"""The literal that suppresses VAT on a line (contract 5.1); null would mean the account's own code."""

Region = Literal["DK", "EU", "World"]

_REVERSE_CHARGE = ("IEU", "IV", "OBP")
"""Codes (by their beginning) under which the seller adds no VAT and the buyer reckons it: goods and services from the
EU and the world, and domestic reverse charge."""


@dataclass(frozen=True, slots=True)
class VatShown:
    """What the form says about VAT."""

    code: str | None
    """None: the company is free of VAT, or nothing is known yet."""
    rate: Decimal
    """A fraction; 0 when no VAT is in the amount."""
    amount: Decimal | None
    """The VAT within the gross amount; None while there is no amount."""
    reverse_charge: bool = False
    """True: the document has no VAT on it, and Dinero reckons it."""


def vat_of(gross: Decimal, rate: Decimal) -> Decimal:
    """Return the VAT within ``gross`` (kroner, VAT included) at ``rate`` (0.25 is 25 %), rounded half up to the øre."""
    return (gross * rate / (1 + rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def is_reverse_charge(code: str | None) -> bool:
    """Return whether the seller adds no VAT under this code."""
    return bool(code) and str(code).upper().startswith(_REVERSE_CHARGE)


def is_sales_code(code: str | None) -> bool:
    """Return whether a code is for what one sells: Dinero reckons its VAT on top of a manual voucher's amount."""
    return bool(code) and str(code).upper().startswith("U")


def code_to_send(draft: Draft | DraftLine, book: CompanyBook | None) -> str | None:
    """Return the line's ``VatCode``: the user's own choice, or None for the account's; never one if free of VAT."""
    if book and book.company.is_vat_free:
        return None
    return draft.vat_code or None


def effective_code(draft: Draft | DraftLine, book: CompanyBook | None) -> str | None:
    """Return the code that Dinero will use: the user's own choice, else the account's; None for a VAT-free company."""
    if book is None or book.company.is_vat_free:
        return code_to_send(draft, book)
    account = book.any_account(draft.account)
    return draft.vat_code or (account.vat_code if account else None) or None


def vat_shown(draft: Draft | DraftLine, book: CompanyBook | None) -> VatShown:
    """Return code, rate and amount of VAT for the form; a rate that Dinero did not list counts as none.

    Of a draft with several lines it is the VAT of them all, under the code of the first.
    """
    if isinstance(draft, Draft) and draft.lines:
        each = [vat_shown(line, book) for line in lines_of(draft)]
        amounts = [shown.amount for shown in each if shown.amount is not None]
        total = sum(amounts, Decimal(0)) if len(amounts) == len(each) else None
        return VatShown(each[0].code, each[0].rate, total, each[0].reverse_charge)
    code = effective_code(draft, book)
    reverse = is_reverse_charge(code)
    vat_type = book.vat_type(code) if book else None
    rate = vat_type.rate if vat_type and not reverse else Decimal(0)
    amount = vat_of(draft.amount, rate) if draft.amount is not None else None
    return VatShown(code, rate, amount, reverse)


def regions_of(draft: Draft, book: CompanyBook | None) -> frozenset[Region]:
    """Return the regions that the lines' codes belong to; a line without VAT fits every one, and names none."""
    codes = [effective_code(line, book) for line in lines_of(draft)]
    return frozenset(region_of(code) for code in codes if code and code.lower() != NO_VAT)


CLOSE = Decimal("0.05")
"""Kroner; documents round the VAT of their lines one by one."""


def differs(read: Decimal, draft: Draft, book: CompanyBook | None) -> bool:
    """Return whether the VAT on a document is not the one that its total, account and code give."""
    shown = vat_shown(draft, book)
    if book is None or book.company.is_vat_free or shown.amount is None:
        return False
    return abs(read - shown.amount) > CLOSE


def region_of(vat_code: str | None) -> Region:
    """Return the ``RegionKey`` of a cash purchase.

    Dinero refuses to book a voucher whose region does not fit its VAT code (contract 5.4), so the code decides and the
    supplier's country does not: a Danish invoice with Danish VAT from a German chain is a Danish purchase. ``IEU…``
    (goods and services from the EU) is EU, ``IV…`` (from elsewhere) is World, everything else Denmark.
    """
    code = (vat_code or "").upper()
    if code.startswith("IEU"):
        return "EU"
    return "World" if code.startswith("IV") else "DK"
