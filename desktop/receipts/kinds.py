"""Another kind of voucher of the same receipt: what it takes over from the fields that were filled in."""

from __future__ import annotations

from dataclasses import replace

from desktop.receipts.company import CompanyBook
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import Draft, VoucherKind

_FIRST_SALE, _LAST_SALE = 1000, 1999
"""Where Danish charts of accounts keep what one sells."""


def is_sales_account(number: int | None) -> bool:
    """Return whether an account is for sales."""
    return number is not None and _FIRST_SALE <= number <= _LAST_SALE


def in_kroner(draft: Draft) -> Draft:
    """Return the draft with its amount to be written in kroner; what it was is kept in the description."""
    was = f"({format_amount(draft.amount)} {draft.currency})" if draft.amount is not None else ""
    words = draft.description or draft.supplier
    told = words if was in words else f"{words} {was}".strip()
    return replace(draft, currency="DKK", amount=None, part=None, description=told)


def as_kind(draft: Draft, kind: VoucherKind, book: CompanyBook | None) -> Draft:
    """Return the draft as a voucher of this kind.

    A manual voucher balances on the account that it was paid from, else on the company's usual one; a sale brings money
    in.
    """
    if kind is not VoucherKind.MANUAL:
        return replace(draft, kind=kind, incoming=False)
    default = book.default_deposit() if book else None
    paid = draft.balancing or draft.paid_from or (default.number if default else None)
    return replace(draft, kind=kind, balancing=paid, incoming=is_sales_account(draft.account))
