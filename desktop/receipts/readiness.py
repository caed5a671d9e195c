"""What a receipt still lacks before it may be sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.receipts.company import CompanyBook, is_for_purchases
from desktop.receipts.dates import check_date
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.lines import accounts_of, lines_of
from desktop.receipts.looks import CODE_OF, FIELD_OF, known_looks
from desktop.receipts.receipt import Draft, DraftLine, VoucherKind
from desktop.receipts.vat import NO_VAT, regions_of

_CURRENCY = re.compile("[A-Za-z]{3}")
"""ISO 4217; which of them Dinero takes, only Dinero knows."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One field that keeps a receipt from being sent."""

    field: str
    """The name of the field of :class:`Draft`; of a further line ``lines``."""
    fault: FaultNote
    line: int = 0
    """For ``lines``: which one, from 1; the first line's fields are the draft's own."""


def missing(
    draft: Draft, book: CompanyBook | None, today: dt.date, forced: frozenset[FaultCode] = frozenset()
) -> tuple[Missing, ...]:
    """Return every field that is missing or can't be right, in the order of the form; empty means ready.

    ``book`` is None while nothing is known about the company; then accounts are taken as they are. ``forced`` holds the
    questions (DATE_IN_FUTURE, DATE_LONG_AGO) that the user has answered with yes.
    """
    return (
        *_supplier(draft),
        *_date(draft, today, forced),
        *_amount(draft),
        *_account(draft, book, draft.kind),
        *_vat_code(draft, book),
        *_lines(draft, book),
        *_payment(draft, book),
        *(Missing(FIELD_OF[look], FaultNote(CODE_OF[look])) for look in known_looks(draft)),
    )


def _payment(draft: Draft, book: CompanyBook | None) -> Iterator[Missing]:
    """Return what is missing of how it was paid, as the kind of voucher wants it."""
    match draft.kind:
        case VoucherKind.CREDIT_NOTE:
            return _currency(draft)
        case VoucherKind.MANUAL:
            return _manual(draft, book)
        case VoucherKind.PURCHASE:
            return _credit(draft) if draft.credit else _cash(draft, book)


def _lacks(field: str) -> Missing:
    return Missing(field, FaultNote(FaultCode.FIELD_MISSING, {"field": field}))


def _gone(field: str, number: int) -> Missing:
    return Missing(field, FaultNote(FaultCode.ACCOUNT_GONE, {"number": number, "field": field}))


def _supplier(draft: Draft) -> Iterator[Missing]:
    if draft.needs_supplier and not (draft.supplier.strip() or draft.contact_guid):
        yield _lacks("supplier")


def _date(draft: Draft, today: dt.date, forced: frozenset[FaultCode]) -> Iterator[Missing]:
    if draft.date is None:
        yield _lacks("date")
        return
    fault = check_date(draft.date, today)
    if fault and fault.code not in forced:
        yield Missing("date", fault.note())


def _amount(draft: Draft) -> Iterator[Missing]:
    if draft.amount is None:
        yield _lacks("amount")
    elif draft.amount <= 0:
        yield Missing("amount", FaultNote(FaultCode.AMOUNT_NOT_POSITIVE, {"text": str(draft.amount)}))


def _lines(draft: Draft, book: CompanyBook | None) -> Iterator[Missing]:
    """Return what the further lines lack, and a sum that can't be: the last line takes what the others leave."""
    if not draft.lines:
        return
    if draft.part is None:
        yield _lacks("part")
    for number, line in enumerate(lines_of(draft)[1:], 1):
        if line.amount is None and number < len(draft.lines):
            yield Missing("lines", FaultNote(FaultCode.FIELD_MISSING, {"field": "part"}), number)
        for lack in (*_account(line, book, draft.kind), *_vat_code(line, book)):
            yield Missing("lines", lack.fault, number)
    last = lines_of(draft)[-1].amount
    if last is not None and last <= 0 and draft.amount is not None:
        told = {"parts": str(draft.amount - last), "total": str(draft.amount)}
        yield Missing("lines", FaultNote(FaultCode.LINES_DO_NOT_FIT, told), len(draft.lines))
    cash = draft.kind is VoucherKind.PURCHASE and not draft.credit
    if cash and len(regions_of(draft, book)) > 1:
        yield Missing("lines", FaultNote(FaultCode.LINES_OF_TWO_REGIONS), len(draft.lines))


def _account(draft: Draft | DraftLine, book: CompanyBook | None, kind: VoucherKind) -> Iterator[Missing]:
    number = draft.account
    if number is None:
        yield _lacks("account")
    elif kind is VoucherKind.MANUAL:
        if book and book.others and book.any_account(number) is None:
            yield _gone("account", number)
    elif not is_for_purchases(number) and (book is None or book.account(number) is None):
        yield Missing("account", FaultNote(FaultCode.ACCOUNT_NOT_FOR_PURCHASE, {"number": number}))
    elif book and book.accounts and book.account(number) is None:
        yield _gone("account", number)


def _vat_code(draft: Draft | DraftLine, book: CompanyBook | None) -> Iterator[Missing]:
    """Refuse a code that the company does not have: Dinero would refuse it once the file is there, which stays."""
    code = draft.vat_code
    if not code or book is None or book.company.is_vat_free or not book.vat_types:
        return
    if code != NO_VAT and book.vat_type(code) is None:
        known = ", ".join(v.code for v in book.vat_types)
        yield Missing("vat_code", FaultNote(FaultCode.VAT_CODE_UNKNOWN, {"text": code, "codes": known}))


def _credit(draft: Draft) -> Iterator[Missing]:
    if draft.due is None:
        yield _lacks("due")
    yield from _currency(draft)


def _currency(draft: Draft) -> Iterator[Missing]:
    if not _CURRENCY.fullmatch(draft.currency):
        yield Missing("currency", FaultNote(FaultCode.CURRENCY_UNREADABLE, {"text": draft.currency}))


def _manual(draft: Draft, book: CompanyBook | None) -> Iterator[Missing]:
    """Return what a manual voucher lacks: it is in kroner, and balances on another account."""
    if draft.currency.upper() != "DKK":
        yield Missing("currency", FaultNote(FaultCode.MANUAL_IN_CURRENCY, {"currency": draft.currency.upper()}))
    if draft.balancing is None:
        yield _lacks("balancing")
    elif book and book.others and book.any_account(draft.balancing) is None:
        yield _gone("balancing", draft.balancing)
    elif any(account == draft.balancing for _line, account in accounts_of(draft)):
        yield Missing("balancing", FaultNote(FaultCode.SAME_ACCOUNT_TWICE))


def _cash(draft: Draft, book: CompanyBook | None) -> Iterator[Missing]:
    if draft.currency.upper() != "DKK":
        yield Missing("currency", FaultNote(FaultCode.FOREIGN_CURRENCY_CASH, {"currency": draft.currency.upper()}))
    if draft.paid_from is None:
        yield _lacks("paid_from")
    elif draft.paid_from <= 0:  # "own money" where the company has no account for it
        yield Missing("paid_from", FaultNote(FaultCode.NO_OUTLAY_ACCOUNT))
    elif book and book.deposits and all(d.number != draft.paid_from for d in book.deposits):
        yield _gone("paid_from", draft.paid_from)
