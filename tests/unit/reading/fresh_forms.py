"""Ways to write and to place things that the papers of the first groups don't use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import Truth, bare, en, kr, spaced

MONTHS_DA = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS_DE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAYS_DA = (
    "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag",
)  # fmt: skip
DAYS_EN = (
    "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
)  # fmt: skip

FORMS: dict[str, Callable[[dt.date], str]] = {
    "den": lambda d: f"d. {d.day}. {MONTHS_DA[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{DAYS_DA[d.weekday()]} den {d.day}. {MONTHS_DA[d.month - 1]} {d.year}",
    "short name": lambda d: f"{d.day}. {MONTHS_DA[d.month - 1][:3]}. {d.year}",
    "short two": lambda d: f"{d.day:02}-{MONTHS_DA[d.month - 1][:3]}-{d:%y}",
    "dots name": lambda d: f"{d.day:02}.{MONTHS_EN[d.month - 1][:3].upper()}.{d.year}",
    "english day": lambda d: f"{DAYS_EN[d.weekday()]} {d.day:02} {MONTHS_EN[d.month - 1][:3]} {d.year}",
    "ordinal": lambda d: f"{MONTHS_EN[d.month - 1]} {d.day}{_nth(d.day)}, {d.year}",
    "ordinal day": lambda d: f"{d.day}{_nth(d.day)} {MONTHS_EN[d.month - 1]} {d.year}",
    "american short": lambda d: f"{MONTHS_EN[d.month - 1][:3]} {d.day:02}, {d.year}",
    "german": lambda d: f"{d.day}. {MONTHS_DE[d.month - 1]} {d.year}",
    "swedish": lambda d: f"{d.day} {MONTHS_SV[d.month - 1]} {d.year}",
    "iso dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "iso slashes": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    "stamp": lambda d: f"{d.isoformat()}T09:41:07",
    "compact": lambda d: f"{d:%Y%m%d}",
    "loose dots": lambda d: f"{d.day}. {d.month}. {d.year}",
    "bare dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "dash year": lambda d: f"{d.day:02}/{d.month:02}-{d.year}",
    "short dashes": lambda d: f"{d:%d-%m-%y}",
    "short slashes": lambda d: f"{d:%d/%m/%y}",
    "spaces": lambda d: f"{d:%d %m %Y}",
    "apostrophe": lambda d: f"{d.day}. {MONTHS_DA[d.month - 1]} '{d:%y}",
}


def _nth(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def told(date: dt.date, form: str) -> str:
    return FORMS[form](date)


def days(date: dt.date, count: int) -> dt.date:
    return date + dt.timedelta(days=count)


class Sideways(Sheet):
    """A page whose text runs upwards; with ``rotate=90`` it is shown upright."""

    def put(self, x: float, y: float, text: str, size: float = 10, font: int = 1) -> None:
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"BT /F{font} {size} Tf 0 1 -1 0 {y:.2f} {x:.2f} Tm ({safe}) Tj ET")


def spread(page: Sheet, x: float, y: float, text: str, size: float = 10, step: float = 0.62) -> None:
    """Put each letter by itself, as some programs do."""
    for at, letter in enumerate(text):
        if letter != " ":
            page.put(x + at * step * size, y, letter, size)


def things(
    page: Sheet,
    t: Truth,
    y: float,
    money: Callable[[Decimal], str] = kr,
    *,
    x: float = 50,
    right: float = 545,
    size: float = 10,
    step: float = 14,
    gross: bool = False,
) -> float:
    """Put the lines of the purchase; return where the next line stands."""
    for line in t.lines:
        amount = line.amount * 5 / 4 if gross else line.amount
        page.row(y, (x, f"{line.count} x {line.text}"), (-right, money(amount)), size=size)
        y += step
    return y


def sums(
    page: Sheet, y: float, rows: Sequence[tuple[str, str]], *, x: float = 330, right: float = 545, size: float = 10
) -> float:
    """Put names and amounts; return where the next line stands."""
    for name, value in rows:
        page.row(y, (x, name), (-right, value), size=size)
        y += 1.6 * size
    return y


__all__ = [
    "Decimal", "Sheet", "Sideways", "Truth", "bare", "days", "en", "kr", "spaced", "spread", "sums", "things", "told",
]  # fmt: skip
