"""What a search of the tray looks through: everything that is known about a receipt, as one text."""

from __future__ import annotations

from desktop.gui.tray.columns import account_text, payment_text
from desktop.gui.tray.rows import Row
from desktop.receipts.company import CompanyBook
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import Receipt


def hay_of(receipt: Receipt, row: Row, book: CompanyBook | None) -> str:
    """Return all fields, names of files, state and note in small letters; amounts with and without their dots."""
    draft = receipt.draft
    amount = format_amount(draft.amount) if draft.amount is not None else ""
    parts = (
        row.spoken(),
        draft.supplier,
        amount,
        amount.replace(".", ""),
        account_text(draft, book),
        draft.vat_code or "",
        payment_text(draft, book),
        format_date(draft.due) if draft.credit and draft.due else "",
        draft.currency,
        draft.description,
        receipt.note,
        *(o.name for o in receipt.originals),
    )
    return "\n".join(part for part in parts if part).casefold()
