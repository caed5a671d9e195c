"""How long accounts are kept: five years from the end of the accounting year (Danish bookkeeping act, section 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.receipts.company import AccountingYear

YEARS = 5


def year_end(day: dt.date, years: Sequence[AccountingYear]) -> dt.date:
    """Return the last day of the accounting year that ``day`` lies in.

    Outside the years that are known the nearest one's end is carried on by whole years. Where none is known the end is
    taken as late as it can be, for an accounting year that ends in the next calendar year.
    """
    known = next((y for y in years if y.first <= day <= y.last), None)
    if known is not None:
        return known.last
    if not years:
        return dt.date(day.year + 1, 12, 31)
    nearest = min(years, key=lambda y: min(abs((y.first - day).days), abs((y.last - day).days)))
    end = _same_end(nearest.last, day.year)
    return end if end >= day else _same_end(nearest.last, day.year + 1)


def kept_until(day: dt.date, years: Sequence[AccountingYear]) -> dt.date:
    """Return the last day on which a receipt of ``day`` has to be kept."""
    end = year_end(day, years)
    return _same_end(end, end.year + YEARS)


def _same_end(end: dt.date, year: int) -> dt.date:
    """Return the same end of a month in another year; February's last day moves with the leap years."""
    after = end + dt.timedelta(days=1)
    return dt.date(year + (after.year - end.year), after.month, after.day) - dt.timedelta(days=1)
