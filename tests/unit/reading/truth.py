"""Purchases with invented values, and how they are written on paper."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
TODAY = dt.date(2026, 11, 26)
OWN_CVR, OWN_NAME = "97136181", "Kaffe & Kode ApS"
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NAMES = (
    "Fjordens Tømrerfirma ApS", "Nordlys El A/S", "Papirhuset Skagen", "Bogholderiet Ida Krogh",
    "Havnens Autoværksted I/S", "Grøn Rengøring ApS", "Trykkeriet på Torvet A/S", "Sydvestens VVS ApS",
    "Teglværkets Kantine", "Lyd & Lys Udlejning ApS",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    text: str
    count: int
    price: Decimal
    """Without VAT."""

    @property
    def amount(self) -> Decimal:
        return self.price * self.count


@dataclass(frozen=True)
class Truth:
    """What a reader should find."""

    supplier: str
    cvr: str
    date: dt.date
    due: dt.date
    days: int
    number: str
    lines: tuple[Line, ...]
    phone: str
    chance: random.Random

    @property
    def net(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return (self.net / 4).quantize(CENT, ROUND_HALF_UP)

    @property
    def total(self) -> Decimal:
        return self.net + self.vat


def truth_of(seed: str) -> Truth:
    """Return the purchase of a seed; the same seed gives the same."""
    chance = random.Random(seed)
    date = TODAY - dt.timedelta(days=chance.randrange(0, 700))
    days = chance.choice((8, 10, 14, 21, 30))
    lines = tuple(_line(chance) for _ in range(chance.randrange(1, 6)))
    return Truth(
        supplier=chance.choice(_NAMES),
        cvr=_cvr(chance),
        date=date,
        due=date + dt.timedelta(days=days),
        days=days,
        number=chance.choice(("{}", "F{}", "2026-{}", "A-{}", "{}")).format(chance.randrange(100, 999_999)),
        lines=lines,
        phone="".join(str(chance.randrange(2, 10)) for _ in range(8)),
        chance=chance,
    )


def _line(chance: random.Random) -> Line:
    text = chance.choice(
        (
            "Konsulentbistand",
            "Kopipapir A4, 80 g",
            "Serviceaftale Q3",
            "Kabel 2,5 mm",
            "Rengøring uge 12",
            "Totalløsning web",
        )
    )
    return Line(text, chance.randrange(1, 13), Decimal(chance.randrange(300, 250_000)) / 100)


def _cvr(chance: random.Random) -> str:
    """Return a number that passes modulus 11, from 97 upwards: none of those was ever given out."""
    while True:
        digits = f"97{chance.randrange(10**6):06}"
        if sum(w * int(d) for w, d in zip((2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True)) % 11 == 0:
            return digits


def kr(value: Decimal) -> str:
    """``1.234,50``"""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def en(value: Decimal) -> str:
    """``1,234.50``"""
    return f"{value:,.2f}"


def spaced(value: Decimal) -> str:
    """``1 234,50``"""
    return kr(value).replace(".", " ")


def bare(value: Decimal) -> str:
    """``1234,50``"""
    return kr(value).replace(".", "")


DATES: dict[str, Callable[[dt.date], str]] = {
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "dashes": lambda d: f"{d:%d-%m-%Y}",
    "short": lambda d: f"{d:%d.%m.%y}",
    "mixed": lambda d: f"{d.day}/{d.month}-{d:%y}",
    "slashes": lambda d: f"{d:%d/%m/%Y}",
    "danish": lambda d: f"{d.day}. {_MONTHS[d.month - 1]} {d.year}",
    "upper": lambda d: f"{d.day:02} {_MONTHS[d.month - 1][:3].upper()} {d:%y}",
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "english": lambda d: f"{d.day} {_ENGLISH[d.month - 1]} {d.year}",
    "american": lambda d: f"{_ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "loose": lambda d: f"{d.day}/{d.month} {d.year}",
}


def dated(date: dt.date, chance: random.Random, *forms: str) -> str:
    """Return a date in one of the forms (any, if none is named)."""
    return DATES[chance.choice(forms or tuple(DATES))](date)
