"""One month of receipts in figures: how many, how much, by account, and how far they have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

KRONER = "DKK"
_NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many receipts, and their amounts with VAT, by how far they have come."""

    count: int = 0
    booked: Decimal = _NONE
    draft: Decimal = _NONE
    """In Dinero, not booked yet."""
    unsent: Decimal = _NONE
    """In the tray or on their way."""
    bare: int = 0
    """Of them, how many have no amount yet."""

    @property
    def total(self) -> Decimal:
        """Everything together."""
        return self.booked + self.draft + self.unsent

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.count + other.count,
            self.booked + other.booked,
            self.draft + other.draft,
            self.unsent + other.unsent,
            self.bare + other.bare,
        )


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What lies on one account in one currency."""

    account: int | None
    """None: no account is chosen yet."""
    currency: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Month:
    """The receipts whose date lies in one month."""

    first: dt.date
    """Its first day."""
    lines: tuple[AccountLine, ...] = ()
    """The largest first, kroner before other currencies."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many receipts there are by currency; one that is divided over two accounts is one."""
    undated: int = 0
    """Receipts in the tray that have no date yet, and so belong to no month."""

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies, kroner first."""
        return tuple(dict.fromkeys(line.currency for line in self.lines))

    def of(self, currency: str) -> tuple[AccountLine, ...]:
        """Return the lines of one currency; amounts of two are never added."""
        return tuple(line for line in self.lines if line.currency == currency)

    def sum_of(self, currency: str) -> Figures:
        """Return the figures of one currency together."""
        return replace(together(line.figures for line in self.of(currency)), count=self.counts.get(currency, 0))

    @property
    def count(self) -> int:
        """How many receipts there are, in all currencies."""
        return sum(self.counts.values())


def together(figures: Iterable[Figures]) -> Figures:
    """Return the sum of figures."""
    return sum(figures, Figures())


def sorted_lines(lines: Iterable[AccountLine]) -> tuple[AccountLine, ...]:
    """Return lines as a month has them: kroner first, then by currency; in each the largest first."""
    return tuple(sorted(lines, key=_rank))


def _rank(line: AccountLine) -> tuple[bool, str, Decimal, int]:
    return line.currency != KRONER, line.currency, -abs(line.figures.total), line.account or 0


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def months_on(first: dt.date, count: int) -> dt.date:
    """Return the first day of the month that lies ``count`` months later (earlier when negative)."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return dt.date(year, month + 1, 1)
