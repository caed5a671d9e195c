"""Representation: entertaining guests, of whose VAT only a part may be deducted, and only with purpose and guests.

The authority wants to see why and with whom (momsloven § 42; ligningsloven § 8), so both go into the voucher's text.
Which accounts are meant is found by what Dinero says of them, not by their numbers: companies have charts of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from desktop.receipts.company import CompanyBook, VatType
from desktop.receipts.lines import lines_of
from desktop.receipts.receipt import Draft, DraftLine
from desktop.receipts.vat import effective_code, vat_of

_FULL_RATE = Decimal("0.25")
_QUARTER = Decimal("0.25")
_NAMES = ("repræsentation", "repraesentation", "restaurationsbesøg", "bespisning", "representation", "restaurant")
_CODE = "REP"


@dataclass(frozen=True, slots=True)
class Deduction:
    """What becomes of the VAT, in kroner."""

    vat: Decimal
    deducted: Decimal


def is_representation(line: Draft | DraftLine, book: CompanyBook | None) -> bool:
    """Return whether a line is on an account for representation: by its code, its name or its group."""
    if (effective_code(line, book) or "").upper().startswith(_CODE):
        return True
    account = book.account(line.account) if book else None
    told = f"{account.name} {account.category}".casefold() if account else ""
    return any(name in told for name in _NAMES)


def has_representation(draft: Draft, book: CompanyBook | None) -> bool:
    """Return whether any line is on such an account."""
    return any(is_representation(line, book) for line in lines_of(draft))


def deduction_of(draft: Draft, book: CompanyBook | None) -> Deduction | None:
    """Return the VAT of all lines under the code for representation, and the part that Dinero deducts."""
    total = deducted = Decimal(0)
    for line in lines_of(draft):
        vat_type = book.vat_type(effective_code(line, book)) if book else None
        if vat_type is None or line.amount is None or not vat_type.code.upper().startswith(_CODE):
            continue
        vat = vat_of(line.amount, _FULL_RATE)
        total += vat
        deducted += (vat * _share(vat_type)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Deduction(total, deducted) if total else None


def described(draft: Draft, words: str) -> str:
    """Return a voucher's text with purpose and guests. The books are Danish, whatever the screen speaks."""
    purpose, guests = draft.purpose.strip(), draft.guests.strip()
    told = [f"Formål: {purpose}"] if purpose else []
    told += [f"Deltagere: {guests}"] if guests else []
    return ". ".join([*([words] if words else []), *told])


def _share(vat_type: VatType) -> Decimal:
    """Return the part of the VAT that is deducted: the code's rate may have been listed with the part in it."""
    return vat_type.rate / _FULL_RATE if Decimal(0) < vat_type.rate < _FULL_RATE else _QUARTER
