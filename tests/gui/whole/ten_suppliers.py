"""Forty documents of ten suppliers, as often as wanted: the same senders, other dates, numbers and totals."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.unit.reading.known_papers import card_receipt, english_invoice, header_table, plain_invoice
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import Line, Truth

Draw = Callable[[Truth], list[Sheet]]
EACH = 4


@dataclass(frozen=True)
class Sender:
    """A supplier, its paper, and what its receipts are booked on."""

    name: str
    cvr: str
    draw: Draw
    account: str
    price: int
    """Kroner without VAT, more or less."""


def _cvr(start: int) -> str:
    weights = (2, 7, 6, 5, 4, 3, 2, 1)
    return next(
        str(n) for n in range(start, start + 1000)
        if sum(w * int(d) for w, d in zip(weights, str(n), strict=True)) % 11 == 0
    )  # fmt: skip


SENDERS = tuple(
    Sender(name, _cvr(97_200_000 + 1000 * at), draw, account, price)
    for at, (name, draw, account, price) in enumerate((
        ("Fjordens Tømrerfirma ApS", plain_invoice, "7060", 4000),
        ("Nordlys El A/S", header_table, "7060", 2600),
        ("Papirhuset Skagen ApS", plain_invoice, "7200", 180),
        ("Bogholderiet Ida Krogh ApS", header_table, "7260", 900),
        ("Havnens Autoværksted I/S", plain_invoice, "7060", 3100),
        ("Grøn Rengøring ApS", header_table, "7060", 1250),
        ("Trykkeriet på Torvet A/S", english_invoice, "7200", 640),
        ("Sydvestens VVS ApS", plain_invoice, "7060", 2200),
        ("Teglværkets Kantine ApS", card_receipt, "7200", 310),
        ("Lyd & Lys Udlejning ApS", english_invoice, "7060", 1700),
    ))
)  # fmt: skip


def truths(round_: int, today: dt.date) -> list[tuple[Sender, Truth]]:
    """Return what the papers of a round say; the round before last lies further back."""
    chance = random.Random(f"round {round_}")
    return [
        (sender, _truth(sender, chance, today - dt.timedelta(days=40 * (2 - round_) + 9 * at + chance.randrange(9))))
        for at in range(EACH)
        for sender in SENDERS
    ]


def _truth(sender: Sender, chance: random.Random, date: dt.date) -> Truth:
    price = Decimal(sender.price * chance.randrange(80, 160)) / 100
    return Truth(
        supplier=sender.name,
        cvr=sender.cvr,
        date=date,
        due=date + dt.timedelta(days=14),
        days=14,
        number=str(chance.randrange(10_000, 999_999)),
        lines=(Line("Serviceaftale", 1, price), Line("Kabel 2,5 mm", 2, price / 4)),
        phone="".join(str(chance.randrange(2, 10)) for _ in range(8)),
        chance=chance,
    )


def write_round(round_: int, today: dt.date, folder: Path) -> list[Path]:
    """Write the forty papers of a round, and return where they lie."""
    folder.mkdir()
    paths = []
    for at, (sender, truth) in enumerate(truths(round_, today)):
        path = folder / f"{at:02} {truth.number}.pdf"
        path.write_bytes(pdf_of(sender.draw(truth)))
        paths.append(path)
    return paths
