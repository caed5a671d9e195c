"""Dates on a page, and which of them are the document's own and the one to pay by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reading.labels import When, when_of
from desktop.reading.lines import COLUMN, Line, Sheet
from desktop.reading.model import Found, Place, Source
from desktop.receipts.dates import parse_date
from desktop.receipts.faults import Fault

_MONTHS = (
    "januar|january|jan|februar|february|feb|marts|march|mar|april|apr|maj|may|juni|june|jun|juli|july|jul|august|aug"
    "|september|sept|sep|oktober|october|okt|oct|november|nov|december|dec"
)
_DATE = re.compile(
    rf"""(?<![\d.,/\w-])(?:
    (?P<iso>(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01]))
    |(?P<named>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-./\s]*(?:of\s)?(?:{_MONTHS})[-.,/\s]*(?:(?:19|20)\d\d|\d\d))
    |(?P<english>(?:{_MONTHS})\.?\s?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s(?:19|20)\d\d)
    |(?P<day>(?:0?[1-9]|[12]\d|3[01])(?P<mark>[-./]|\.\ |\ -\ |\ )
      (?:0?[1-9]|1[0-2])(?P<second>[-./]|\.\ |\ |\ -\ )(?:(?:19|20)\d\d|\d\d))
    |(?P<us>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:(?:19|20)\d\d|\d\d))
    )(?![\d/]|[-.,]\d|[^\W\dtkT])""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\d.,/\w-])(?:\d{8}|\d{6}|\d{1,2}[./-]\d{1,2})(?![\d./-]|,\d|\w)")
"""Dates only where the words beside them say so: digits without marks, or without a year."""
_CLOCK = re.compile(r"^[\s,T]*(?:kl\.?\s*)?(?:[01]?\d|2[0-3])[:.][0-5]\d|(?:[01]\d|2[0-3]):[0-5]\d", re.IGNORECASE)
_UNTIL = re.compile(r"^\s*(?:[-\u2013\u2014]|til|to|t\.o\.m\.)\s*\d", re.IGNORECASE)
_WEIGHT = {When.ISSUED: 0.96, When.DAY: 0.93, When.NONE: 0.66, When.OTHER: 0.35, When.DUE: 0.2}
_HIGH = 0.35
"""Part of a page above which a date by itself is a letter's."""
_TOWN = re.compile(r"^\s*[A-ZÆØÅ][\wæøå.-]+(?: [A-ZÆØÅ]\w*)?,\s*$")
"""Letters are dated so: "Aarhus C, 7. marts 2026"."""
_LONGEST_HEADING = 4
"""Words."""
_OLDEST = 6
"""Years; older dates are something else: founding, birth, a licence."""


@dataclass(frozen=True, slots=True)
class Day:
    """One date on a page."""

    date: dt.date
    when: When
    place: Place
    clock: bool = False
    """A time of day stands beside it, as tills print it."""
    alone: bool = False
    """It stands by itself high on the page, as in a letter."""
    period: bool = False
    """It begins or ends a period."""


def days_of(sheets: Sequence[Sheet], today: dt.date) -> tuple[Day, ...]:
    """Return all dates in the order of the pages, top to bottom."""
    return tuple(day for sheet in sheets for line in sheet.lines for day in _of_line(sheet, line, today))


def date_of(days: Sequence[Day], today: dt.date) -> Found[dt.date] | None:
    """Return the document's own date."""
    able = [d for d in days if _is_possible(d.date, today)]
    if not able:
        return None
    first = {d.date: at for at, d in reversed(list(enumerate(able)))}
    only = len(first) == 1
    day = max(able, key=lambda d: (_score(d, only=only), -first[d.date]))
    return Found(day.date, min(0.98, _score(day, only=only)), day.place)


def due_of(days: Sequence[Day], sheets: Sequence[Sheet], issued: dt.date | None) -> Found[dt.date] | None:
    """Return the day to pay by: as written, else reckoned from terms such as "Netto 14 dage"."""
    due = next((d for d in days if d.when is When.DUE and (issued is None or d.date >= issued)), None)
    if due is not None:
        return Found(due.date, 0.95, due.place)
    return _from_terms(sheets, issued) if issued is not None else None


def _score(day: Day, *, only: bool) -> float:
    score = _WEIGHT[day.when]
    if day.when is When.NONE:
        score += 0.14 * day.clock + 0.18 * only + 0.12 * day.alone
    if day.when is When.OTHER:
        score += 0.35 * only + 0.2 * day.clock
    return score - 0.45 * day.period


def _is_possible(date: dt.date, today: dt.date) -> bool:
    return dt.date(today.year - _OLDEST, 1, 1) <= date <= today + dt.timedelta(days=1)


def _of_line(sheet: Sheet, line: Line, today: dt.date) -> Iterator[Day]:
    end = 0
    until = False
    matches = list(_DATE.finditer(line.text))
    for match in matches:
        date = _parsed(match, today)
        if date is None:
            continue
        rest = line.text[match.end() :]
        begins = bool(_UNTIL.match(rest))
        when, place = _when(sheet, line, match, end), line.place_of(match.start(), match.end())
        alone = place.top < _HIGH and place == _cell_of(line, place)
        yield Day(date, when, place, bool(_CLOCK.search(rest[:24])), alone, begins or until)
        end, until = match.end(), begins
    if not matches:
        yield from _bare(sheet, line, today)


def _cell_of(line: Line, place: Place) -> Place | None:
    return next(
        (where for _cell, where in line.cells() if where.left <= place.left and where.right >= place.right), None
    )


def _bare(sheet: Sheet, line: Line, today: dt.date) -> Iterator[Day]:
    for match in _BARE.finditer(line.text):
        when = _when(sheet, line, match, 0)
        date = _read(match[0], today) if when is not When.NONE else None
        if date is not None and abs((date - today).days) < 800:
            yield Day(date, when, line.place_of(match.start(), match.end()))


def _when(sheet: Sheet, line: Line, match: re.Match[str], start: int) -> When:
    """Return what the words before a date say, else those over it."""
    *others, beside = line.text[start : match.start()].split(COLUMN)
    if any(c.isalpha() for c in beside):
        return When.DAY if _TOWN.match(beside) else when_of(beside)
    nearest = next((cell for cell in reversed(others) if any(c.isalpha() for c in cell)), "")
    found = when_of(nearest)
    return found if found is not When.NONE else _over(sheet, line, match)


def _over(sheet: Sheet, line: Line, match: re.Match[str]) -> When:
    """Return what a heading over a date says; a sentence or a figure there speaks of something else."""
    heading = sheet.above(line, line.place_of(match.start(), match.end()))
    is_heading = len(heading.split()) <= _LONGEST_HEADING and not any(c.isdigit() for c in heading)
    return when_of(heading) if is_heading else When.NONE


def _parsed(match: re.Match[str], today: dt.date) -> dt.date | None:
    if match["us"]:
        month, day, year = match["us"].split("/")
        return _read(f"{day}/{month}/{year}", today)
    if match["day"] and match["mark"].strip() != match["second"].strip() and "/" not in match["day"]:
        return None
    text = re.sub(r"(?<=[a-zæøå])/|/(?=[a-zæøå])", " ", match[0].casefold())
    return _read(re.sub(r"\s*-\s*", "-", text.strip(" .,-")), today)


def _read(text: str, today: dt.date) -> dt.date | None:
    try:
        return parse_date(text, today)
    except Fault:
        return None


_DAYS_NET = re.compile(
    r"(?:netto|net\b)(?: kontant| cash)?[:.\s]*(?P<net>\d{1,3})(?![\d.,/-])(?:\s*(?:dage|dg|days)\b)?"
    r"|(?:betalings?(?:betingelser|frist|vilkår)|payment terms?|terms|forfald(?:er)?|betales?|payable|due)[:.\s]*"
    r"(?:kontant|netto|net|inden(?: for)?|om|within|in|senest)?[:.\s]*(?P<days>\d{1,3})\s*(?:dage|dg|days)\b"
    r"|(?P<first>\d{1,3})\s*(?:dages?|days'?)\s*(?:netto|net\b|kredit|betalingsfrist|payment)",
    re.IGNORECASE,
)
_MONTH_END = re.compile(
    r"(?:løbende måned|lb\.? ?md\.?|lbm|end of month|eom)\s*(?:\+|plus)?\s*(?P<days>\d{0,3})", re.IGNORECASE
)


def _from_terms(sheets: Sequence[Sheet], issued: dt.date) -> Found[dt.date] | None:
    for sheet in sheets:
        for line in sheet.lines:
            month = _MONTH_END.search(line.text)
            match = month or _DAYS_NET.search(line.text)
            if match is None:
                continue
            days = int(next((g for g in match.groups() if g), "0"))
            if days <= 180:
                start = _month_end(issued) if month else issued
                place = line.place_of(match.start(), match.end())
                return Found(start + dt.timedelta(days=days), 0.85, place, Source.TERMS)
    return None


def _month_end(date: dt.date) -> dt.date:
    following = (date.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return following - dt.timedelta(days=1)
