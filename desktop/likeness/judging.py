"""When two receipts may be one: plain rules over what is known of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop.receipts.company_names import plain_name
from desktop.receipts.paper import Paper
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what the user wrote, else what its document says."""

    receipt: Receipt
    paper: Paper

    @property
    def supplier(self) -> str:
        """The supplier's name for comparison; empty: not known."""
        return plain_name(self.receipt.draft.supplier or self.paper.supplier or "")

    @property
    def date(self) -> dt.date | None:
        """The day of the purchase."""
        return self.receipt.draft.date or self.paper.date

    @property
    def amount(self) -> Decimal | None:
        """The total, in the draft's currency."""
        return self.receipt.draft.amount if self.receipt.draft.amount is not None else self.paper.total

    @property
    def kind(self) -> str:
        """What a purchase that comes again and again is known by: supplier and total."""
        if not self.supplier or self.amount is None:
            return ""
        return f"{self.supplier}|{self.amount.normalize():f}|{self.receipt.draft.currency.upper()}"


def reasons(mine: Side, other: Side, *, same_picture: bool, kind_is_kept: bool) -> tuple[Reason, ...]:
    """Return why the two may be one receipt; empty: they are two.

    ``same_picture``: their prints are near each other. ``kind_is_kept``: the user has kept two of this supplier and
    total before, so that supplier, date and total alone say nothing any more.
    """
    return tuple(_reasons(mine, other, same_picture=same_picture, kind_is_kept=kind_is_kept))


def _reasons(mine: Side, other: Side, *, same_picture: bool, kind_is_kept: bool) -> Iterator[Reason]:
    if mine.paper.words and mine.paper.words == other.paper.words:
        yield Reason.WORDS
    if same_picture and not _tell_apart(mine, other):
        yield Reason.PICTURE
    if _same(mine.paper.number, other.paper.number) and same_supplier(mine, other):
        yield Reason.NUMBER
    if not kind_is_kept and _same_purchase(mine, other) and not _differ(mine.paper.number, other.paper.number):
        yield Reason.FIELDS


def _same_purchase(mine: Side, other: Side) -> bool:
    currencies = {side.receipt.draft.currency.upper() for side in (mine, other)}
    same = _same(mine.date, other.date) and _same(mine.amount, other.amount) and len(currencies) == 1
    return same and same_supplier(mine, other)


def same_supplier(mine: Side, other: Side) -> bool:
    """Return whether both are of one supplier, by number or else by name."""
    if _same(mine.paper.cvr, other.paper.cvr):
        return True
    return bool(mine.supplier) and mine.supplier == other.supplier


def _tell_apart(mine: Side, other: Side) -> bool:
    """Return whether words, day, total or number show that two pages that look alike are not one.

    The bills of one supplier look alike every month, and so do the tickets of one machine.
    """
    words = _differ(mine.paper.words, other.paper.words)
    purchase = _differ(mine.date, other.date) or _differ(mine.amount, other.amount)
    return words or purchase or _differ(mine.paper.number, other.paper.number)


def _same(mine: object, other: object) -> bool:
    return mine is not None and mine == other


def _differ(mine: object, other: object) -> bool:
    return mine is not None and other is not None and mine != other
