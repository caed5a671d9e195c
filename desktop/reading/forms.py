"""How dates are written: figures in every common order, and the names of months in the languages of Europe."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from desktop.receipts.dates import parse_date
from desktop.receipts.faults import Fault

_NAMES = (
    "januar january januari jan jänner janvier janv enero ene gennaio gen",
    "februar february februari feb febr février févr fév febrero febbraio",
    "marts march märz mars maart marzo mar mrz mrt",
    "april apr avril avr abril abr aprile",
    "maj may mai mei mayo maggio mag",
    "juni june jun juin junio giugno giu",
    "juli july jul juillet juil julio luglio lug",
    "august augusti augustus aug août agosto ago",
    "september sept sep septembre septiembre settembre set",
    "oktober october okt oct octobre octubre ottobre ott",
    "november nov novembre noviembre",
    "december dezember desember dec dez des décembre déc diciembre dicembre dic",
)
"""Danish, English, German, Swedish, Norwegian, Dutch, French, Spanish, Italian."""


def _folded(text: str) -> str:
    """Return small letters without accents: ``août`` and ``aout``, ``märz`` and ``marz`` are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


_MONTHS = {_folded(name): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted({name for names in _NAMES for name in names.split()} | set(_MONTHS), key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = r"(?:st|nd|rd|th|er|º|:e)?"
_YEAR = r"(?:19|20)\d\d|\d\d"
_DATE = re.compile(
    rf"""(?<![\d.,/_-])(?:(?<![^\W\d_])|(?<=[a-zæøåäö]{{4}})(?={_DAY}[-./\s]\s?(?:\d|{_MONTH})))(?:
    (?P<iso>(?:19|20)\d\d(?P<between>[-/.])(?:0?[1-9]|1[0-2])(?P=between){_DAY})
    |(?P<named>(?P<d>{_DAY}){_NTH}[-./\s]*(?:(?:of|de)\s)?(?P<m>{_MONTH})[-.,/\s]*(?:(?:de|del)\s)?(?P<y>(?:19|20)\d\d|['\u2019]?\d\d))
    |(?P<english>(?P<em>{_MONTH})[-.\s]{{0,2}}(?P<ed>{_DAY}){_NTH},?[-\s]\s?(?P<ey>(?:19|20)\d\d|['\u2019]\d\d))
    |(?P<day>{_DAY}(?P<mark>\ ?[-./]\ ?|\ )(?:0?[1-9]|1[0-2])(?P<second>\ ?[-./]\ ?|\ )(?:{_YEAR}))
    |(?P<us>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:{_YEAR}))
    )(?![\d/]|[-.,]\d(?!\d?:\d\d)|[^\W\dtkT])""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\d.,/\w-])(?:\d{{8}}|\d{{6}}|\d{{1,2}}[./-]\d{{1,2}}"
    rf"|(?P<bd>{_DAY})\.?\s?(?P<bm>{_MONTH})\.?)(?![\d./-]|,\d|\w)",
    re.IGNORECASE,
)
"""Dates only where the words beside them say so: digits without marks, or without a year."""
YEAR = re.compile(r"(?:19|20)\d\d")


def dates_in(text: str, today: dt.date) -> Iterator[tuple[re.Match[str], dt.date]]:
    """Yield each whole date in a line."""
    for match in _DATE.finditer(text):
        date = None if _is_in_a_row(match) else _parsed(match, today)
        if date is not None:
            yield match, date


def _is_in_a_row(match: re.Match[str]) -> bool:
    """Return whether pairs of figures go on before or behind what looks like ``12 12 25``: a phone number."""
    if match["mark"] != " " or match["second"] != " ":
        return False
    before, behind = match.string[: match.start()], match.string[match.end() :]
    return bool(re.search(r"\d $", before) or re.match(r" \d\d(?![:.]\d)", behind))


def bare_dates_in(text: str, today: dt.date) -> Iterator[tuple[re.Match[str], dt.date]]:
    """Yield what may be a date if words say so: without marks (``20260305``) or a year (``5/3``, ``5. marts``)."""
    for match in _BARE.finditer(text):
        named = match["bm"]
        date = _read(f"{match['bd']}/{_MONTHS[_folded(named)]}" if named else match[0], today)
        if date is not None:
            yield match, date


def with_year(match: re.Match[str], year: str) -> dt.date | None:
    """Return the date of a day and month by name whose year stands apart; None for any other bare date."""
    return _made(match["bd"], match["bm"], year) if match["bm"] else None


def month_first(match: re.Match[str], date: dt.date) -> dt.date | None:
    """Return what a date in figures with slashes is in America; None where it can't be read so."""
    return date.replace(month=date.day, day=date.month) if match["mark"] == "/" and date.day <= 12 else None


def _parsed(match: re.Match[str], today: dt.date) -> dt.date | None:
    if match["named"]:
        return _made(match["d"], match["m"], match["y"])
    if match["english"]:
        return _made(match["ed"], match["em"], match["ey"])
    if match["us"]:
        month, day, year = match["us"].split("/")
        return _read(f"{day}/{month}/{year}", today)
    if match["day"] and match["mark"].strip() != match["second"].strip() and "/" not in match["day"]:
        return None
    return _read(re.sub(r"\s*([-./])\s*", r"\1", match[0].strip(" .,-")), today)


def _made(day: str, month: str, year: str) -> dt.date | None:
    number = int(year.lstrip("'\u2019"))
    try:
        return dt.date(number + 2000 * (number < 100), _MONTHS[_folded(month)], int(day))
    except ValueError:
        return None


def _read(text: str, today: dt.date) -> dt.date | None:
    try:
        return parse_date(text, today)
    except Fault:
        return None
