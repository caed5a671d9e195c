"""Several lines of one total: the last takes what the others leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.receipts.company import Account, Company, CompanyBook, DepositAccount, VatType
from desktop.receipts.faults import FaultCode
from desktop.receipts.lines import divided, lines_of, without_line
from desktop.receipts.readiness import Missing, missing
from desktop.receipts.receipt import Draft, DraftLine
from desktop.receipts.vat import regions_of, vat_shown

TODAY = dt.date(2026, 5, 16)
BOOK = CompanyBook(
    Company(42, "Kaffe ApS", has_api=True),
    accounts=(Account(2000, "Vareforbrug", "I25"), Account(7220, "Porto", "none"), Account(2010, "EU", "IEUV")),
    deposits=(DepositAccount(55000, "Bank"),),
    vat_types=(VatType("I25", "Købsmoms", Decimal("0.25")), VatType("IEUV", "EU", Decimal("0.25"))),
)
PLAIN = Draft("Netto", None, TODAY, Decimal("1000.00"), 2000, None, 55000)
MIXED = replace(PLAIN, part=Decimal("800.00"), lines=(DraftLine(None, 7220),))
cents = st.integers(1, 9_999_999).map(lambda n: Decimal(n) / 100)


def lacks(draft: Draft) -> tuple[Missing, ...]:
    return missing(draft, BOOK, TODAY)


def test_the_plain_case_is_one_line() -> None:
    assert lines_of(PLAIN) == (DraftLine(Decimal("1000.00"), 2000),)


@given(cents, st.lists(cents, min_size=1, max_size=6))
def test_the_sum_is_always_the_total(total: Decimal, parts: list[Decimal]) -> None:
    further = (*(DraftLine(part, 7220) for part in parts[1:]), DraftLine(None, 7220))
    draft = replace(PLAIN, amount=total, part=parts[0], lines=further)
    assert sum(line.amount or 0 for line in lines_of(draft)) == total
    fits = sum(parts) < total
    assert (lacks(draft) == ()) is fits
    if not fits:
        assert [lack.fault.code for lack in lacks(draft)] == [FaultCode.LINES_DO_NOT_FIT]


def test_each_part_must_be_whole() -> None:
    draft = replace(MIXED, part=None, lines=(DraftLine(None, None), DraftLine(None, 6666), DraftLine(None, 7220, "X")))
    found = [(lack.field, lack.line, lack.fault.code) for lack in lacks(draft)]
    assert found == [
        ("part", 0, FaultCode.FIELD_MISSING),
        ("lines", 1, FaultCode.FIELD_MISSING),
        ("lines", 1, FaultCode.FIELD_MISSING),
        ("lines", 2, FaultCode.FIELD_MISSING),
        ("lines", 2, FaultCode.ACCOUNT_GONE),
        ("lines", 3, FaultCode.VAT_CODE_UNKNOWN),
    ]


def test_vat_is_that_of_the_parts() -> None:
    assert vat_shown(PLAIN, BOOK).amount == Decimal("200.00")
    assert vat_shown(MIXED, BOOK).amount == Decimal("160.00")


def test_parts_of_two_regions_are_held_back() -> None:
    two = replace(MIXED, lines=(DraftLine(None, 2010),))
    assert regions_of(two, BOOK) == {"DK", "EU"}
    assert [lack.fault.code for lack in lacks(two)] == [FaultCode.LINES_OF_TWO_REGIONS]
    owed = replace(two, credit=True, paid_from=None, due=TODAY)
    assert lacks(owed) == (), "there the supplier's country decides"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_part_more_keeps_what_is_there(times: int) -> None:
    draft = MIXED
    for _time in range(times):
        draft = divided(draft)
    assert lines_of(draft)[:2] == lines_of(MIXED)
    assert len(draft.lines) == times + 1
    for _time in range(times):
        draft = without_line(draft, len(draft.lines))
    assert draft == MIXED
    assert without_line(draft, 1) == PLAIN
