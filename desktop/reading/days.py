"""Dates on a page, and which of them are the document's own and the one to pay by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.reading.forms import YEAR, bare_dates_in, dates_in, month_first, with_year
from desktop.reading.labels import When, when_of
from desktop.reading.lines import COLUMN, Line, Sheet
from desktop.reading.model import Found, Place, Source

_CLOCK = re.compile(r"^[\s,T]*(?:kl\.?\s*)?(?:[01]?\d|2[0-3])[:.][0-5]\d|(?:[01]\d|2[0-3]):[0-5]\d", re.IGNORECASE)
_UNTIL = re.compile(
    r"^\s*(?:[-\u2013\u2014](?!\s*\d?\d:\d\d)|til|to|bis|t\.o\.m\.)\s*(?:(?:den|d\.|[a-zæøå]{3,9}\.?)\s)?\d",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mån|tis|lör|sön)dag|ma|ti|on|to|fr|lø|sø)\b[.,]?\s*"
    r"(?=(?:den|d\.?)?\s*$)",
    re.IGNORECASE,
)
"""The day of the week just before a date is part of it, and names nothing."""
_LINK = re.compile(r"^\s*(?:den|d\.?|on|the|am|le)\s*$", re.IGNORECASE)
"""What only leads to a date, and names nothing either."""
_BEHIND = re.compile(r"^\s*\((?P<label>[^()\d]{3,30})\)")
_WEIGHT = {
    When.ISSUED: 0.96, When.DAY: 0.93, When.SOME: 0.85, When.PRINTED: 0.8, When.ORDERED: 0.74, When.NONE: 0.66,
    When.OTHER: 0.35, When.DUE: 0.2,
}  # fmt: skip
_CALLED = frozenset({When.DUE, When.OTHER, When.ORDERED, When.PRINTED})
"""Of these one knows that they are something else than the date of the document."""
_HIGH = 0.35
"""Part of a page above which a date by itself is a letter's."""
_TOWN = re.compile(r"^\s*[A-ZÆØÅ][\wæøå.-]+(?: [A-ZÆØÅ]\w*)?,\s*(?:den|d\.?)?\s*$")
"""Letters are dated so: "Aarhus C, 7. marts 2026"."""
_LONGEST_HEADING = 4
"""Words."""
_NEAR = 800
"""Days within which a date without a year, or without marks, is believed."""
_LATER = 0.15
"""Taken off on later pages: a document tells its own date on the first."""
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
    other: dt.date | None = None
    """What it would be with the month first, if it can be read so."""


def days_of(sheets: Sequence[Sheet], today: dt.date) -> tuple[Day, ...]:
    """Return all dates in the order of the pages, top to bottom."""
    days = [day for sheet in sheets for line in sheet.lines for day in _of_line(sheet, line, today)]
    sure = {day.date for day in days if day.other is None}
    return tuple(_american(day) if day.date not in sure and day.other in sure else day for day in days)


def _american(day: Day) -> Day:
    """Return a day with the month first: another one on the document, which leaves no choice, is the same then."""
    return replace(day, date=day.other or day.date)


def date_of(days: Sequence[Day], today: dt.date) -> Found[dt.date] | None:
    """Return the document's own date."""
    able = [d for d in days if _is_possible(d.date, today)]
    if not able:
        return None
    first = {d.date: at for at, d in reversed(list(enumerate(able)))}
    scores = {d: _score(d, able) for d in able}
    day = max(able, key=lambda d: (scores[d], -first[d.date]))
    return Found(day.date, min(0.98, scores[day]), day.place)


def due_of(days: Sequence[Day], sheets: Sequence[Sheet], issued: dt.date | None) -> Found[dt.date] | None:
    """Return the day to pay by: as written, else reckoned from terms such as "Netto 14 dage"."""
    due = next((d for d in days if d.when is When.DUE and (issued is None or d.date >= issued)), None)
    if due is not None:
        return Found(due.date, 0.95, due.place)
    return _from_terms(sheets, issued) if issued is not None else None


def _score(day: Day, days: Sequence[Day]) -> float:
    score = _WEIGHT[day.when]
    only = len({d.date for d in days}) == 1
    if day.when is When.NONE:
        unnamed = len({d.date for d in days if d.when not in _CALLED and not d.period}) == 1
        score += 0.14 * day.clock + 0.12 * day.alone + (0.18 if only else 0.12 * unnamed)
    if day.when is When.OTHER:
        again = sum(d.date == day.date for d in days) > 1
        score += 0.35 * only + 0.2 * day.clock * (1 + again)
    return score - 0.45 * day.period - _LATER * (day.place.page > 0)


def _is_possible(date: dt.date, today: dt.date) -> bool:
    return dt.date(today.year - _OLDEST, 1, 1) <= date <= today + dt.timedelta(days=1)


def _of_line(sheet: Sheet, line: Line, today: dt.date) -> Iterator[Day]:
    end = 0
    until = False
    for match, date in dates_in(line.text, today):
        rest = line.text[match.end() :]
        begins = bool(_UNTIL.match(rest))
        when, place = _when(sheet, line, match, end), line.place_of(match.start(), match.end())
        alone = place.top < _HIGH and place == _cell_of(line, place)
        clock = bool(_CLOCK.search(rest[:24]))
        yield Day(date, when, place, clock, alone, begins or until, month_first(match, date))
        end, until = match.end(), begins
    if not end:
        yield from _bare(sheet, line, today)


def _cell_of(line: Line, place: Place) -> Place | None:
    return next(
        (where for _cell, where in line.cells() if where.left <= place.left and where.right >= place.right), None
    )


def _bare(sheet: Sheet, line: Line, today: dt.date) -> Iterator[Day]:
    for match, date in bare_dates_in(line.text, today):
        place = line.place_of(match.start(), match.end())
        year = sheet.below(line, place) if match["bm"] else ""
        whole = with_year(match, year) if YEAR.fullmatch(year) else None
        when = _when(sheet, line, match, 0)
        if whole is not None or (when is not When.NONE and abs((date - today).days) < _NEAR):
            yield Day(whole or date, when, place)


def _when(sheet: Sheet, line: Line, match: re.Match[str], start: int) -> When:
    """Return what the words before a date say, else those over it, else those in brackets behind it."""
    *others, beside = line.text[start : match.start()].split(COLUMN)
    beside = _WEEKDAY.sub("", beside)
    if any(c.isalpha() for c in beside) and not _LINK.match(beside):
        return When.DAY if _TOWN.match(beside) else when_of(beside)
    nearest = next((cell for cell in reversed(others) if any(c.isalpha() for c in cell)), "")
    behind = _BEHIND.match(line.text[match.end() :])
    found = when_of(behind["label"]) if behind else when_of(_WEEKDAY.sub("", nearest))
    return found if found is not When.NONE else _over(sheet, line, match)


def _over(sheet: Sheet, line: Line, match: re.Match[str]) -> When:
    """Return what a heading over a date says; a sentence or a figure there speaks of something else."""
    place = line.place_of(match.start(), match.end())
    heading = sheet.above(line, place)
    if _CLOCK.search(line.text[match.end() :][:24]) and sheet.has_value_above(line, place):
        return When.NONE  # a till's line: what stands over it is told there already
    is_heading = len(heading.split()) <= _LONGEST_HEADING and not any(c.isdigit() for c in heading)
    return when_of(heading) if is_heading else When.NONE


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
