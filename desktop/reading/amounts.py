"""Amounts on a page: every one with the words beside it, before anybody decides which is the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.reading.labels import Kind, kind_of
from desktop.reading.lines import COLUMN, Line, Sheet
from desktop.reading.model import Place
from desktop.receipts.money import LARGEST

CODES = ("DKK", "EUR", "USD", "GBP", "SEK", "NOK", "CHF", "PLN", "CZK", "HUF", "ISK", "CNY", "JPY", "CAD", "AUD")
_UNITS = {"kr": "DKK", "€": "EUR", "$": "USD", "£": "GBP", **{code.casefold(): code for code in CODES}}
_UNIT = rf"(?:{'|'.join(CODES)}|kr\.?|[€$£])"
_AMOUNT = re.compile(
    rf"""(?:^|(?<=[\s(:=*€$£])|(?<=kr)|(?<=kr\.)|(?<={")|(?<=".join(CODES)}))
    (?P<minus>[-\u2212\u2013]\ ?)?
    (?P<number>[1-9]\d{{0,2}}(?:(?P<sep>[.,'\ \u00a0\u2019])\d{{3}})(?:(?P=sep)\d{{3}})*(?:[.,]\d{{2}})?
      |\d+(?:[.,]\d{{2}})?)
    (?P<even>[.,]-{{1,2}}(?!\d))?
    (?P<after>-(?!\d))?
    (?=$|[\s)*;€$£]|[.,](?:\s|$)|{_UNIT}|[A-D](?:\s|$))
    (?!\ ?%)""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_UNIT = re.compile(rf"({_UNIT})\s?[-\u2212]?\s?$", re.IGNORECASE)
_AFTER_UNIT = re.compile(rf"^\s?({_UNIT})(?![a-zæøå])", re.IGNORECASE)
_LARGE = 1.4
"""Times the height of most lines."""
_CLOCK = re.compile(r"(?:kl\.?|time|tid|at)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount on a page."""

    value: Decimal
    """Without its sign."""
    negative: bool
    kind: Kind
    label: str
    place: Place
    currency: str | None
    """Of the sign or code beside it."""
    exact: bool
    """Written with decimals, or as ``149,-``; a bare number may be anything."""
    near: bool = True
    """The words stand on its line, not over it."""
    large: bool = False
    """It is written in larger letters than most of the page."""


def sums_of(sheets: Sequence[Sheet]) -> tuple[Sum, ...]:
    """Return all amounts in the order of the pages, top to bottom."""
    points = _decimal_points(sheets)
    return tuple(found for sheet in sheets for line in sheet.lines for found in _of_line(sheet, line, points))


def _decimal_points(sheets: Sequence[Sheet]) -> bool:
    """Return whether the document writes decimals after a point: most of its amounts do."""
    text = "\n".join(sheet.text for sheet in sheets)
    return len(re.findall(r"\d\.\d\d(?![\d.,])", text)) > len(re.findall(r"\d,\d\d(?![\d.,])", text))


def _of_line(sheet: Sheet, line: Line, points: bool) -> Iterator[Sum]:
    end, label = 0, ""
    for match in _AMOUNT.finditer(line.text):
        value = _value(match, points=points)
        between = line.text[end : match.start()]
        if value is None or _CLOCK.search(between):
            continue
        if any(c.isalpha() for c in _BEFORE_UNIT.sub("", between)):
            label = between
        end = match.end()
        place = line.place_of(match.start(), match.end())
        yield _sum(sheet, line, match, (value, label, place))


def _sum(sheet: Sheet, line: Line, match: re.Match[str], found: tuple[Decimal, str, Place]) -> Sum:
    value, label, place = found
    kind, near = _kind(label), True
    if kind is Kind.NONE and not label.strip():
        kind = _kind(_behind(line, match.end()))
    if kind in {Kind.NONE, Kind.WEAK} and not _is_prose(label):
        above = _kind(sheet.above(line, place))
        kind, near = (above, False) if above is not Kind.NONE else (kind, near)
    unit = _BEFORE_UNIT.search(line.text[: match.start()]) or _AFTER_UNIT.match(line.text[match.end() :])
    currency = _UNITS.get(unit[1].casefold().rstrip(".")) if unit else _code_in(label)
    exact = bool(re.search(r"[.,]\d{2}$", match["number"]) or match["even"])
    large = place.bottom - place.top >= _LARGE * sheet.usual_height
    return Sum(value, bool(match["minus"] or match["after"]), kind, label.strip(), place, currency, exact, near, large)


def _behind(line: Line, end: int) -> str:
    """Return the words behind an amount ("125,00 kr. i alt") up to the next column or figure."""
    return re.split(r"[\t\d]", _AFTER_UNIT.sub("", line.text[end:]), maxsplit=1)[0]


def _kind(label: str) -> Kind:
    """Return what the label says; its last column speaks first, the whole of it otherwise."""
    cells = [cell for cell in label.split(COLUMN) if any(c.isalpha() for c in cell)]
    kinds = [kind_of(cell) for cell in reversed(cells)]
    return next((kind for kind in kinds if kind not in {Kind.NONE, Kind.WEAK}), kinds[0] if kinds else Kind.NONE)


def _is_prose(label: str) -> bool:
    """Return whether the label names something itself, so that no heading over the amount is asked."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(_UNIT, " ", label, flags=re.IGNORECASE))
    return bool(words)


def _code_in(label: str) -> str | None:
    found = re.findall(rf"\b({'|'.join(CODES)})\b", label)
    return found[-1] if found else None


def _value(match: re.Match[str], *, points: bool) -> Decimal | None:
    """Return the number; of a single mark before three digits the document's way of writing decides."""
    number = match["number"].replace("\u00a0", " ").replace("\u2019", "'")
    decimals = re.search(r"[.,](\d{2})$", number)
    whole = number[: decimals.start()] if decimals else number
    separator = match["sep"]
    if separator and decimals and number[decimals.start()] == separator:
        return None
    if separator and not decimals and separator == (".," if points else ",.")[0]:
        return None
    digits = re.sub(r"\D", "", whole)
    if len(digits) > 8:
        return None
    value = Decimal(f"{digits}.{decimals[1] if decimals else '00'}")
    return value if value <= LARGEST else None
