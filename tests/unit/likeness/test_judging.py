"""When two receipts may be one: every rule, and what must not be a false alarm."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from desktop.likeness.judging import Side, reasons
from desktop.receipts.paper import Paper
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id

DAY = dt.date(2026, 11, 20)


def side(
    supplier: str = "P-Huset ApS", date: dt.date | None = DAY, amount: str | None = "34.00", **paper: object
) -> Side:
    draft = Draft(supplier, date=date, amount=None if amount is None else Decimal(amount))
    original = Original(new_receipt_id() * 2, "bon.jpg", "image/jpeg", 1)
    return Side(Receipt(new_receipt_id(), (original,), draft=draft), Paper(**paper))  # type: ignore[arg-type]


def why(mine: Side, other: Side, *, picture: bool = False, kept: bool = False) -> tuple[Reason, ...]:
    return reasons(mine, other, same_picture=picture, kind_is_kept=kept)


def test_supplier_date_and_total() -> None:
    assert why(side(), side("p-huset")) == (Reason.FIELDS,)
    for other in (side("Andre"), side(date=DAY + dt.timedelta(1)), side(amount="35.00"), side("", None, None)):
        assert why(side(), other) == ()


def test_blank_receipts_are_not_alike() -> None:
    assert why(side("", None, None), side("", None, None)) == ()
    assert why(side("", DAY, "34.00"), side("", DAY, "34.00")) == ()


def test_what_the_document_says_counts_where_nothing_is_written() -> None:
    said = Paper(supplier="P-Huset", date=DAY, total=Decimal("34.00"))
    read = Side(side("", None, None).receipt, said)
    assert why(side(), read) == (Reason.FIELDS,)


def test_the_daily_ticket_is_asked_about_once() -> None:
    assert why(side(), side(), kept=True) == ()
    assert why(side(), side(), kept=True, picture=True) == (Reason.PICTURE,)


def test_two_of_the_same_total_on_one_day_with_numbers_of_their_own_are_two() -> None:
    first, second = side(number="4711", words="a"), side(number="4712", words="b")
    assert why(first, second) == ()
    assert why(first, second, picture=True) == ()


def test_the_same_number_of_one_supplier_whatever_the_total() -> None:
    assert why(side(number="A20417"), side(date=None, amount="99.00", number="A20417")) == (Reason.NUMBER,)
    assert why(side(number="A20417"), side("Andre", number="A20417", date=None)) == ()
    assert why(side("", None, None, number="77", cvr="10150817"), side("X", None, None, number="77", cvr="10150817"))


@pytest.mark.parametrize(
    "other", [side(date=DAY + dt.timedelta(31)), side(amount="50.00"), side(date=None, words="other words")]
)
def test_bills_that_look_alike_every_month_are_not_one(other: Side) -> None:
    assert why(side(words="these words"), other, picture=True) == ()


def test_the_same_words_are_one_whatever_the_bytes() -> None:
    assert Reason.WORDS in why(side(words="same"), side("", None, None, words="same"))


def test_another_currency_is_another_purchase() -> None:
    other = side()
    euro = Side(
        Receipt(
            other.receipt.id, other.receipt.originals, draft=Draft("P-Huset", None, DAY, Decimal(34), currency="EUR")
        ),
        Paper(),
    )
    assert why(side(), euro) == ()
