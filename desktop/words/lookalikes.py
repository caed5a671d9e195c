"""What is said of a receipt that may be another one."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.words.standing import receipt_word
from desktop.words.states import state_detail
from desktop.words.translation import N_, _

_REASONS = {
    Reason.WORDS: N_("the documents say the very same"),
    Reason.PICTURE: N_("the pictures look the same"),
    Reason.NUMBER: N_("supplier and invoice number are the same"),
    Reason.FIELDS: N_("supplier, date and total are the same"),
}


def reasons_words(reasons: Sequence[Reason]) -> str:
    """Return why two receipts may be one, as part of a sentence."""
    return "; ".join(_(_REASONS[reason]) for reason in reasons)


def name_of(receipt: Receipt) -> str:
    """Return a receipt in a few words: supplier or file, date, total."""
    draft = receipt.draft
    file = " ".join(receipt.originals[0].name.split()) if receipt.originals else ""
    parts = [draft.supplier.strip() or file or _("Receipt without a name")]
    parts += [format_date(draft.date)] if draft.date else []
    parts += [format_money(draft.amount, draft.currency)] if draft.amount is not None else []
    return " · ".join(parts)


def where(receipt: Receipt) -> str:
    """Return where a receipt is."""
    if receipt.place is Place.TRAY:
        return _("in the tray")
    detail = state_detail(receipt)
    return f"{receipt_word(receipt)}, {detail}" if detail else receipt_word(receipt)


def alike_warning(other: Receipt, reasons: Sequence[Reason]) -> str:
    """Return the warning that a receipt may be another one."""
    words = _("This may be a receipt that you have: {name} ({where}). Why: {why}.")
    return words.format(name=name_of(other), where=where(other), why=reasons_words(reasons))
