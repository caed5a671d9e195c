"""The columns of the tray's table, what stands in their cells, and by what they are sorted."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from desktop.gui.tray.rows import Row
from desktop.receipts.company import CompanyBook
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.vat import vat_shown
from desktop.words import _


class Column(IntEnum):
    """The columns in their order. The first is all that the list shows."""

    SUPPLIER = 0
    STATE = 1
    DATE = 2
    TOTAL = 3
    ACCOUNT = 4
    VAT = 5
    PAYMENT = 6
    NOTE = 7


def column_word(column: Column) -> str:
    """Return the head of a column."""
    words = {
        Column.SUPPLIER: _("Supplier"),
        Column.STATE: _("State"),
        Column.DATE: _("Date"),
        Column.TOTAL: _("Total"),
        Column.ACCOUNT: _("Account"),
        Column.VAT: _("VAT"),
        Column.PAYMENT: _("Paid from"),
        Column.NOTE: _("Note"),
    }
    return words[column]


def is_figure(column: Column) -> bool:
    """Return True for a column whose cells are amounts or dates, which end below each other."""
    return column in {Column.TOTAL, Column.VAT, Column.DATE}


def cell(column: Column, receipt: Receipt, book: CompanyBook | None) -> str:
    """Return what stands in a cell; the first two columns are told by the receipt's row."""
    draft = receipt.draft
    if column is Column.DATE:
        return format_date(draft.date) if draft.date else ""
    if column is Column.TOTAL:
        return format_money(draft.amount, draft.currency) if draft.amount is not None else ""
    if column is Column.ACCOUNT:
        return account_text(draft, book)
    if column is Column.VAT:
        return _vat(draft, book)
    if column is Column.PAYMENT:
        return payment_text(draft, book)
    return " ".join(receipt.note.split()) if column is Column.NOTE else ""


def account_text(draft: Draft, book: CompanyBook | None) -> str:
    """Return number and name of the account."""
    if draft.account is None:
        return ""
    found = book.account(draft.account) if book else None
    return f"{draft.account} {found.name}" if found else str(draft.account)


def payment_text(draft: Draft, book: CompanyBook | None) -> str:
    """Return what it was paid from."""
    if draft.credit:
        return _("Not paid")
    found = next((d for d in book.deposits if d.number == draft.paid_from), None) if book else None
    return found.name if found else str(draft.paid_from or "")


def _vat(draft: Draft, book: CompanyBook | None) -> str:
    if book is None or draft.amount is None or not (draft.vat_code or book.account(draft.account)):
        return ""
    shown = vat_shown(draft, book)
    return format_money(shown.amount, draft.currency) if shown.amount is not None else ""


def sort_key(column: Column, receipt: Receipt, row: Row, book: CompanyBook | None) -> Any:  # noqa: ANN401 - see below
    """Return by what a receipt is sorted in a column, comparable within that column; None for an empty cell."""
    draft = receipt.draft
    if column is Column.STATE:
        return (row.lacks, row.words)
    if column is Column.DATE:
        return draft.date
    if column is Column.TOTAL:
        return draft.amount
    if column is Column.VAT:
        return vat_shown(draft, book).amount if _vat(draft, book) else None
    text = row.title if column is Column.SUPPLIER else cell(column, receipt, book)
    return text.casefold() or None
