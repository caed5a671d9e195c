"""Dates as Danes write them: the day first, always."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from desktop.receipts.faults import Fault, FaultCode

YEARS_BACK = 5
"""A receipt older than this is asked about: the Danish Bookkeeping Act has documents kept for five years."""

_MONTHS = {
    "jan": 1, "januar": 1, "january": 1,
    "feb": 2, "februar": 2, "february": 2,
    "mar": 3, "marts": 3, "march": 3,
    "apr": 4, "april": 4,
    "maj": 5, "may": 5,
    "jun": 6, "juni": 6, "june": 6,
    "jul": 7, "juli": 7, "july": 7,
    "aug": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9,
    "okt": 10, "oktober": 10, "oct": 10, "october": 10,
    "nov": 11, "november": 11,
    "dec": 12, "december": 12,
}  # fmt: skip
_TIME = re.compile(r"[\s,t]+(?:kl\.?\s*)?[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?z?$")
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})\s*[-/. ]\s*(?P<month>[0-9]{1,2})(?:\s*[-/. ]\s*(?P<year>[0-9]{4}|[0-9]{2}))?[.]?"
)
_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[-. ]*(?:of )?(?P<month>[a-z]{3,9})[-. ,]*(?P<year>[0-9]{4}|[0-9]{2})?"
)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})[. ]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[, ]+(?P<year>[0-9]{4})")
_DIGITS = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})?")
_ISO_DIGITS = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")


def parse_date(text: str, today: dt.date) -> dt.date:
    """Return the date that ``text`` says (``16.05.2026``, ``16/5-26``, ``160526``, ``7. marts 2026``, ``2026-05-16``).

    In English the month may come first, in letters: ``March 7, 2026``. Without a year (``16/5``) it is the latest such
    day that is not after ``today``. A year of two digits is in this century. A time after the date is passed
    over. Raises Fault DATE_UNREADABLE.
    """
    bare = _bare(text)
    for form in (_ISO, _DAY_FIRST, _NAMED, _MONTH_FIRST, _DIGITS, _ISO_DIGITS):
        match = form.fullmatch(bare)
        found = _date_of(match, today) if match else None
        if found:
            return found
    raise Fault(FaultCode.DATE_UNREADABLE, text=text.strip()[:40])


def check_date(date: dt.date, today: dt.date) -> Fault | None:
    """Return a Fault DATE_IN_FUTURE or DATE_LONG_AGO when the date should be asked about, else None."""
    if date > today:
        return Fault(FaultCode.DATE_IN_FUTURE, date=format_date(date))
    if date < _years_before(today, YEARS_BACK):
        return Fault(FaultCode.DATE_LONG_AGO, date=format_date(date), years=YEARS_BACK)
    return None


def format_date(date: dt.date) -> str:
    """Return the date as ``16.05.2026``."""
    return f"{date.day:02}.{date.month:02}.{date.year:04}"


def _bare(text: str) -> str:
    bare = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    bare = re.sub(r"^(?:d\.|den|d)\s+", "", bare)
    return _TIME.sub("", bare).strip()


def _date_of(match: re.Match[str], today: dt.date) -> dt.date | None:
    """Return the date of a match with day, month and perhaps year, or None when there is no such day."""
    month = _MONTHS.get(match["month"]) if match["month"].isalpha() else int(match["month"])
    if month is None:
        return None
    day, year = int(match["day"]), match["year"]
    if year is None:
        return _latest(day, month, today)
    return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _latest(day: int, month: int, today: dt.date) -> dt.date | None:
    """Return the latest such day not after today; nine years back there is a 29 February for sure."""
    days = (_valid(today.year - back, month, day) for back in range(9))
    return next((d for d in days if d and d <= today), None)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    if not 1900 <= year <= 2199:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _years_before(date: dt.date, years: int) -> dt.date:
    """Return the same day ``years`` before; 28 February for a 29 February that does not exist."""
    return _valid(date.year - years, date.month, date.day) or dt.date(date.year - years, 2, 28)
