"""Where a date lies among the accounting years that Dinero told of."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from desktop.receipts.company import CompanyBook


class Outside(Enum):
    """Where a date lies that is in no known accounting year."""

    BEFORE = "before"
    NEXT = "next"
    """In the year after the last one: booking opens it (contract 6.4)."""
    AFTER = "after"
    BETWEEN = "between"


def outside_years(date: dt.date | None, book: CompanyBook | None) -> Outside | None:
    """Return where a date lies outside the accounting years; None where it doesn't, or nothing is known."""
    years = sorted(book.years, key=lambda y: y.first) if book else []
    if date is None or not years or any(y.first <= date <= y.last for y in years):
        return None
    if date < years[0].first:
        return Outside.BEFORE
    if date < years[-1].last:
        return Outside.BETWEEN
    follows = years[-1].last + dt.timedelta(days=366)
    return Outside.NEXT if date <= follows else Outside.AFTER
