"""What is said of receipts that look alike, and of one that is made out to another company: words only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.desk import Pair
from desktop.gui.tray.rows import Row, RowState, plain_name
from desktop.likeness import Caution
from desktop.receipts.company import Company
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.paper import Paper
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Receipt
from desktop.words import _, ngettext
from desktop.words.lookalikes import name_of, reasons_words, where


def marked(row: Row, caution: Caution | None) -> Row:
    """Return a row of the list with the mark that its receipt has to be looked at before it is sent."""
    if not caution:
        return row
    words = _("Another company's?") if caution.elsewhere else _("Looks like another")
    said = words if row.state is RowState.READY else f"{words} · {row.words}"
    state = RowState.MISSING if row.state is RowState.MISSING else RowState.ASKS
    return Row(row.title, row.date, row.amount, row.pages, state, said)


def alike_words(caution: Caution, others: Sequence[Receipt]) -> str:
    """Return the line over the tray about a receipt that looks like others; ``others`` are those that are known."""
    count = len(caution.alike)
    if count > 1 or not others:
        text = ngettext(
            "This receipt looks like another one that you have.",
            "This receipt looks like {n} others that you have.",
            count,
        )
        return text.format(n=count)
    words = _("This receipt looks like one that you have: {name} ({where}).")
    return words.format(name=name_of(others[0]), where=where(others[0]))


def why_words(reasons: Sequence[Reason]) -> str:
    """Return why two receipts may be one, as a sentence."""
    words = reasons_words(reasons)
    return f"{words[:1].upper()}{words[1:]}."


def elsewhere_words(caution: Caution, company: Company | None) -> str:
    """Return the line about a receipt that is made out to another company than the chosen one."""
    assert caution.elsewhere is not None
    here = company.name if company else ""
    words = _("The document is made out to {there}, and you are sending for {here}. It has not been sent.")
    return words.format(there=caution.elsewhere.name, here=here)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two receipts."""

    name: str
    mine: str
    other: str
    counts: bool = True
    """Being the same in it says something about the purchase."""

    @property
    def same(self) -> bool:
        """True when both tell it, and tell the same."""
        return self.counts and bool(self.mine) and self.mine == self.other


def lines_of(pair: Pair) -> tuple[Line, ...]:
    """Return the fields of two receipts; what neither of them tells is left out."""
    mine, other = _told(pair.mine, pair.my_paper), _told(pair.other, pair.other_paper)
    names = (_("Supplier"), _("Date"), _("Total"), _("Invoice no."), _("File"), _("State"))
    lines = (Line(*each, counts=n < _COUNTING) for n, each in enumerate(zip(names, mine, other, strict=True)))
    return tuple(line for line in lines if line.mine or line.other)


_COUNTING = 4
"""Of the lines, the first ones are about the purchase; the others about the receipt in this program."""


def short_company(name: str) -> str:
    """Return a company's name as it has room on a button."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


_LONGEST_NAME = 24
"""Letters; the line beside the button has the whole name."""


def _told(receipt: Receipt, paper: Paper) -> tuple[str, ...]:
    draft = receipt.draft
    date = draft.date or paper.date
    amount = draft.amount if draft.amount is not None else paper.total
    return (
        draft.supplier.strip() or paper.supplier or "",
        format_date(date) if date else "",
        format_money(amount, draft.currency) if amount is not None else "",
        paper.number or "",
        plain_name(receipt),
        where(receipt),
    )
