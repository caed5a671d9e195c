"""What a sample receipt says: an invented shop, its lines, and sums that are true by construction."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Shop:
    """An invented company. CVR numbers from 97 upwards have never been given out, so nobody's is used."""

    name: str
    street: str
    town: str
    phone: str
    cvr: str
    slogan: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a receipt, VAT included."""

    text: str
    price: Decimal
    count: Decimal = Decimal(1)
    unit: str = ""
    vat: bool = True

    @property
    def amount(self) -> Decimal:
        """Kroner, rounded as a till does."""
        return (self.price * self.count).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Bill:
    """One receipt or invoice."""

    file: str
    shop: Shop
    when: dt.datetime
    lines: tuple[Line, ...]
    account: int
    description: str
    number: str
    payment: str = "DANKORT"
    note: str = ""
    kind: str = "till"
    look: str = "photo"
    pages: int = 1

    @property
    def total(self) -> Decimal:
        """Kroner, VAT included."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """Danish VAT within the total: 25 % of the net is 20 % of the gross."""
        gross = sum((line.amount for line in self.lines if line.vat), Decimal(0))
        return (gross / 5).quantize(CENT, ROUND_HALF_UP)

    def truth(self) -> dict[str, object]:
        """Return what a reader should find, for ``samples.json``."""
        return {
            "file": self.file,
            "kind": self.kind,
            "look": self.look,
            "supplier": self.shop.name,
            "cvr": self.shop.cvr,
            "date": self.when.date().isoformat(),
            "total": str(self.total),
            "vat": str(self.vat),
            "account": self.account,
            "description": self.description,
            "pages": self.pages,
        }


def seeded(name: str) -> random.Random:
    """Return a generator that gives the same for the same name: grain and card numbers, never secrets."""
    return random.Random(name)  # noqa: S311 - drawing wants repetition, not secrecy


def kroner(amount: Decimal) -> str:
    """Return an amount as Danish tills print it: ``1.234,50``."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def number(count: Decimal) -> str:
    """Return a quantity without needless decimals: ``2``, ``38,41``."""
    return str(count).replace(".", ",")
