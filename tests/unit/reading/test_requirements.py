"""What a receipt should show and doesn't; numbers and currencies from abroad."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.reading import (
    Found,
    PageText,
    Place,
    Reading,
    Requirement,
    Word,
    currencies_of,
    foreign_vat_number,
    lacking,
)

OWN = ("Kaffe ApS", "34731543")
TILL = "Netto Bon nr. 1234 Mælk 12,50 Brød 20,00 I alt 32,50 Heraf moms 6,50 CVR 13 74 81 36 Tak for besøget"


def read(text: str, **found: object) -> Reading:
    place = Place(0, 0, 0, 1, 1)
    base = Reading(
        supplier=Found("Netto", 1), cvr=Found("13748136", 1), date=Found(dt.date(2026, 5, 14), 1),
        vat=Found(Decimal("6.50"), 1), pages=(PageText(tuple(Word(w, place) for w in text.split()), 0.7),),
    )  # fmt: skip
    return replace(base, **found)  # type: ignore[arg-type]  # names of Reading


def test_a_till_receipt_that_shows_all() -> None:
    assert lacking(read(TILL), Decimal("32.50"), OWN) == ()


@pytest.mark.parametrize(
    ("reading", "total", "missing"),
    [
        (read(TILL, supplier=None), "32.50", Requirement.SELLER),
        (read(TILL, cvr=None), "32.50", Requirement.SELLER_NUMBER),
        (read(TILL, date=None), "32.50", Requirement.DATE),
        (read(TILL, vat=None), "32.50", Requirement.VAT),
        (read(TILL.replace("Bon nr. 1234", "")), "32.50", Requirement.NUMBER),
        (read("Netto Bon nr. 1234 I alt 32,50"), "32.50", Requirement.GOODS),
        (read(TILL), "3000.01", Requirement.BUYER),
    ],
)
def test_one_thing_is_missing(reading: Reading, total: str, missing: Requirement) -> None:
    assert lacking(reading, Decimal(total), OWN) == (missing,)


@pytest.mark.parametrize("words", ["Kaffe ApS", "KAFFE APS", "CVR 34 73 15 43"])
def test_above_the_limit_the_buyer_stands_on_it(words: str) -> None:
    assert lacking(read(f"{TILL} {words}"), Decimal(5000), OWN) == ()


def test_exactly_the_limit_is_simplified() -> None:
    assert lacking(read(TILL), Decimal(3000), OWN) == ()
    assert lacking(read(TILL), None, OWN) == ()


def test_vat_as_a_share_of_the_price_will_do() -> None:
    assert lacking(read(f"{TILL} Moms udgør 20 % af prisen", vat=None), Decimal(32), OWN) == ()


def test_what_was_not_read_lacks_nothing_that_one_could_know() -> None:
    assert lacking(None, Decimal(5000), OWN) == ()
    assert lacking(Reading(), Decimal(5000), OWN) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("USt-IdNr.: DE812871812 Gunzenhausen", "DE812871812"),
        ("VAT no. (IE3668997OH).", "IE3668997OH"),
        ("Moms DE 812871812", "DE812871812"),
        ("CVR 13748136 DK13748136", None),
        ("DESK12345 SEKR123456789012X", None),
        ("", None),
    ],
)
def test_vat_numbers_of_other_countries(text: str, number: str | None) -> None:
    assert foreign_vat_number(read(text)) == number


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        ("Total 15,24 EUR 113,70 DKK", {"EUR", "DKK"}),
        ("Total €15.24 kr. 113,70", {"EUR", "DKK"}),
        ("Summa 100 kr SEK", {"SEK"}),
        ("I alt 100 kr.", {"DKK"}),
        ("Eurodollar 12", set()),
    ],
)
def test_currencies(text: str, currencies: set[str]) -> None:
    assert currencies_of(read(text)) == currencies
