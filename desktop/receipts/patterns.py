"""The pattern of a description: "Telefon marts 2026" is "Telefon {month} {year}" next time."""

from __future__ import annotations

import datetime as dt
import re

from desktop.receipts.dates import format_date

_MONTHS = {
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
           "december"),
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
}  # fmt: skip
_MARK = re.compile(r"\{(?P<name>number|date|year|month_da|month_en|Month_da|Month_en)\}")


def pattern_of(text: str, date: dt.date | None, number: str = "") -> str:
    """Return a description with its number, date, month and year as marks; "" where it has none that can come again.

    Figures that are no mark belong to this receipt alone: a text with such is no pattern.
    """
    pattern = text.replace("{", "(").replace("}", ")").strip()
    if number and number in pattern:
        pattern = pattern.replace(number, "{number}")
    if date is not None:
        pattern = _dated(pattern, date)
    return "" if re.search(r"\d", _MARK.sub("", pattern)) else pattern


def _dated(pattern: str, date: dt.date) -> str:
    pattern = pattern.replace(format_date(date), "{date}")
    for language, names in _MONTHS.items():
        name = names[date.month - 1]
        for word, mark in ((name, f"{{month_{language}}}"), (name.capitalize(), f"{{Month_{language}}}")):
            pattern = re.sub(rf"\b{word}\b", mark, pattern)
    return re.sub(rf"(?<!\d){date.year}(?!\d)", "{year}", pattern)


def written(pattern: str, date: dt.date | None, number: str = "") -> str:
    """Return the description that a pattern gives; "" where something that it names is not known."""
    marks = {match["name"] for match in _MARK.finditer(pattern)}
    if ("number" in marks and not number) or (marks - {"number"} and date is None):
        return ""
    return _MARK.sub(lambda match: _said(match["name"], date, number), pattern)


def _said(mark: str, date: dt.date | None, number: str) -> str:
    if mark == "number" or date is None:
        return number
    if mark == "date":
        return format_date(date)
    if mark == "year":
        return str(date.year)
    name = _MONTHS[mark[-2:]][date.month - 1]
    return name.capitalize() if mark.startswith("M") else name
