"""What a row of the tray says about a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.gui.theme import Role as Ink
from desktop.receipts.dates import format_date
from desktop.receipts.faults import FaultCode
from desktop.receipts.money import format_money
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.words import _, ngettext
from desktop.words.numbers import size_text
from desktop.words.states import check_word, missing_word, state_word


class RowState(Enum):
    """What the row's icon and word tell; each value names the icon and the colour role."""

    MISSING = "missing"
    ASKS = "asks"
    READY = "ready"


MARKS = {
    RowState.READY: ("check-circle", Ink.OK),
    RowState.MISSING: ("circle", Ink.WAIT),
    RowState.ASKS: ("alert", Ink.WAIT),
}
"""Icon and colour of each."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words."""

    title: str
    date: str
    """Or the size of the file while nothing is written about it."""
    amount: str
    pages: str
    """Empty for a single page."""
    state: RowState
    words: str
    lacks: int = 0
    """How many fields keep it from being sent."""
    note: str = ""
    """In one line; a row only says that there is one."""

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        note = _("note: {text}").format(text=self.note) if self.note else ""
        return ", ".join(part for part in (self.title, self.date, self.amount, self.pages, self.words, note) if part)


def row_of(receipt: Receipt, missing: Sequence[Missing]) -> Row:
    """Return the words of the row of ``receipt``, which lacks ``missing``."""
    draft = receipt.draft
    pages = page_count(receipt)
    untold = draft.date is None and draft.amount is None
    return Row(
        title=draft.supplier.strip() or plain_name(receipt),
        date=format_date(draft.date) if draft.date else size_text(receipt.original_size) if untold else "",
        amount=format_money(draft.amount, draft.currency) if draft.amount is not None else "",
        pages=ngettext("{n} page", "{n} pages", pages).format(n=pages) if pages > 1 else "",
        state=_state_of(missing),
        words=_words_of(missing),
        lacks=len(missing),
        note=" ".join(receipt.note.split()),
    )


def plain_name(receipt: Receipt) -> str:
    """Return the name of the receipt's first file, in one line."""
    name = " ".join(receipt.originals[0].name.split()) if receipt.originals else ""
    return name or _("Receipt without a name")


def page_count(receipt: Receipt) -> int:
    """Return the number of pages of all its files."""
    return sum(original.pages for original in receipt.originals)


def _state_of(missing: Sequence[Missing]) -> RowState:
    if not missing:
        return RowState.READY
    return RowState.MISSING if any(_is_lacking(m) for m in missing) else RowState.ASKS


def _words_of(missing: Sequence[Missing]) -> str:
    """Return "Ready", "Missing date, total" or, when only questions are left, "Needs you: check date"."""
    if not missing:
        return state_word(State.READY)
    lacking = [m for m in missing if _is_lacking(m)]
    if lacking:
        return missing_word(tuple(m.field for m in lacking))
    return check_word(tuple(m.field for m in missing))


def _is_lacking(missing: Missing) -> bool:
    return missing.fault.code is FaultCode.FIELD_MISSING
