"""What was sent of a receipt, name by name: for the panel of the outbox and the archive."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.gui.bridge import Bridge
from desktop.gui.questions import account_words, kind_of
from desktop.receipts.company import CompanyBook
from desktop.receipts.dates import format_date
from desktop.receipts.lines import lines_of
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft, DraftLine, Receipt, VoucherKind
from desktop.receipts.states import Place
from desktop.words import _
from desktop.words.numbers import size_text
from desktop.words.states import kind_word


def book_of(bridge: Bridge, receipt: Receipt) -> CompanyBook | None:
    """Return what is known of a receipt's company, if that is the chosen one."""
    book = bridge.book
    return book if book is not None and book.company.id == receipt.company_id else None


def sent_fields(bridge: Bridge, receipt: Receipt) -> Iterable[tuple[str, str]]:
    """Return the name and the value of each field that there is something to say about."""
    draft = receipt.draft
    company = next((c for c in bridge.companies if c.id == receipt.company_id), None)
    book = book_of(bridge, receipt)
    values = (
        (_("Company"), company.name if company else ""),
        (_("Kind"), kind_word(draft.kind.value) if draft.kind is not VoucherKind.PURCHASE else ""),
        (_("Date"), format_date(draft.date) if draft.date else ""),
        (_("Total"), format_money(draft.amount, draft.currency) if draft.amount is not None else ""),
        (_("Account"), account_words(draft.account, book) if not draft.lines else ""),
        *((_("Part {number}").format(number=n), _line(line, draft.currency, book)) for n, line in _parts(draft)),
        (_("Balancing account"), account_words(draft.balancing, book) if draft.kind is VoucherKind.MANUAL else ""),
        (_("Paid from"), _deposit(receipt, book) if draft.kind is VoucherKind.PURCHASE else ""),
        (_("Falls due"), format_date(draft.due) if kind_of(draft) == "credit" and draft.due else ""),
        (_("Description"), draft.description),
        (_("Note"), " ".join(receipt.note.split())),
        (_("Purpose"), draft.purpose),
        (_("Guests"), draft.guests),
        (_("Voucher no."), str(receipt.voucher_number) if receipt.voucher_number is not None else ""),
        (_("File"), receipt.file_name or ""),
        (_("Size"), _sizes(receipt)),
        (_sent_word(receipt), f"{receipt.sent_at.astimezone():%d.%m.%Y %H:%M}" if receipt.sent_at else ""),
    )
    return ((name, value) for name, value in values if value)


def _sent_word(receipt: Receipt) -> str:
    """Return what the time is of which the user sent it: a receipt on its way has not been sent yet."""
    return _("Being sent since") if receipt.place is Place.OUTBOX else _("Sent")


def _parts(draft: Draft) -> Iterable[tuple[int, DraftLine]]:
    return enumerate(lines_of(draft), 1) if draft.lines else ()


def _line(line: DraftLine, currency: str, book: CompanyBook | None) -> str:
    amount = format_money(line.amount, currency) if line.amount is not None else ""
    return " · ".join(part for part in (amount, account_words(line.account, book), line.description) if part)


def _deposit(receipt: Receipt, book: CompanyBook | None) -> str:
    if receipt.draft.credit:
        return _("Not paid yet")
    number, deposits = receipt.draft.paid_from, book.deposits if book else ()
    return next((d.name for d in deposits if d.number == number), str(number or ""))


def _sizes(receipt: Receipt) -> str:
    before = size_text(receipt.original_size)
    if receipt.rendition_size is None or receipt.rendition_size == receipt.original_size:
        return before
    return f"{before} → {size_text(receipt.rendition_size)}"
