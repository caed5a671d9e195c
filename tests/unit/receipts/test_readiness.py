from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.receipts.company import Account, Company, CompanyBook, DepositAccount, VatType
from desktop.receipts.faults import FaultCode
from desktop.receipts.readiness import Missing, missing
from desktop.receipts.receipt import Draft

TODAY = dt.date(2026, 11, 23)
BOOK = CompanyBook(
    Company(42, "Kaffe ApS", has_api=True),
    accounts=(Account(7200, "Kontor"),),
    deposits=(DepositAccount(55000, "Bank"),),
)
CASH = Draft(date=dt.date(2026, 5, 16), amount=Decimal("125.00"), account=7200, paid_from=55000)
CREDIT = replace(CASH, paid_from=None, credit=True, supplier="Hetzner", due=dt.date(2026, 5, 30), currency="EUR")


def found(draft: Draft, book: CompanyBook | None = BOOK, *forced: FaultCode) -> list[tuple[str, FaultCode]]:
    return [(m.field, m.fault.code) for m in missing(draft, book, TODAY, frozenset(forced))]


def test_whole_drafts_are_ready() -> None:
    assert missing(CASH, BOOK, TODAY) == ()
    assert missing(CREDIT, BOOK, TODAY) == ()
    assert missing(CASH, None, TODAY) == ()


def test_an_empty_draft_lacks_what_every_purchase_needs() -> None:
    lacks = FaultCode.FIELD_MISSING
    assert found(Draft()) == [("date", lacks), ("amount", lacks), ("account", lacks), ("paid_from", lacks)]
    assert found(Draft(credit=True)) == [
        ("supplier", lacks), ("date", lacks), ("amount", lacks), ("account", lacks), ("due", lacks)
    ]  # fmt: skip


def test_a_known_supplier_needs_no_name() -> None:
    assert found(replace(CREDIT, supplier=" ", contact_guid="g")) == []
    assert found(replace(CREDIT, supplier=" ")) == [("supplier", FaultCode.FIELD_MISSING)]


def test_accounts_that_have_gone_are_named() -> None:
    gone = missing(replace(CASH, account=2000, paid_from=55040), BOOK, TODAY)
    assert [(m.field, m.fault.code, m.fault.params["number"]) for m in gone] == [
        ("account", FaultCode.ACCOUNT_GONE, 2000),
        ("paid_from", FaultCode.ACCOUNT_GONE, 55040),
    ]


def test_accounts_are_taken_as_they_are_while_none_are_known() -> None:
    draft = replace(CASH, account=2000, paid_from=55040)
    assert found(draft, None) == []
    assert found(draft, CompanyBook(BOOK.company)) == []


def test_a_paid_purchase_is_in_kroner() -> None:
    (only,) = missing(replace(CASH, currency="eur"), BOOK, TODAY)
    assert isinstance(only, Missing)
    assert (only.field, only.fault.code, only.fault.params) == (
        "currency", FaultCode.FOREIGN_CURRENCY_CASH, {"currency": "EUR"}
    )  # fmt: skip


def test_a_vat_code_that_the_company_does_not_have_is_named_with_those_it_has() -> None:
    book = replace(BOOK, vat_types=(VatType("I25", "Købsmoms", Decimal("0.25")), VatType("REP", "Rep.", Decimal(0))))
    (only,) = missing(replace(CASH, vat_code="i25"), book, TODAY)
    assert (only.field, only.fault.code, only.fault.params) == (
        "vat_code", FaultCode.VAT_CODE_UNKNOWN, {"text": "i25", "codes": "I25, REP"}
    )  # fmt: skip
    assert [found(replace(CASH, vat_code=code), book) for code in (None, "REP", "none")] == [[], [], []]
    free = replace(book, company=replace(BOOK.company, is_vat_free=True))
    assert found(replace(CASH, vat_code="X"), free) == [], "a company free of VAT sends no code"


@pytest.mark.parametrize("book", [BOOK, None, CompanyBook(BOOK.company)])
def test_own_money_without_an_account_for_it_is_never_ready(book: CompanyBook | None) -> None:
    assert found(replace(CASH, paid_from=0), book) == [("paid_from", FaultCode.NO_OUTLAY_ACCOUNT)]


@pytest.mark.parametrize("currency", ["KRONER", "E", "12A", "€"])
def test_a_currency_has_three_letters(currency: str) -> None:
    assert found(replace(CREDIT, currency=currency)) == [("currency", FaultCode.CURRENCY_UNREADABLE)]


def test_odd_dates_are_asked_about_until_they_are_confirmed() -> None:
    future, old = replace(CASH, date=dt.date(2026, 12, 1)), replace(CASH, date=dt.date(2016, 5, 16))
    assert found(future) == [("date", FaultCode.DATE_IN_FUTURE)]
    assert found(old) == [("date", FaultCode.DATE_LONG_AGO)]
    assert found(old, BOOK, FaultCode.DATE_LONG_AGO) == []
    assert found(future, BOOK, FaultCode.DATE_LONG_AGO) == [("date", FaultCode.DATE_IN_FUTURE)]


def test_an_amount_of_nothing_is_not_ready() -> None:
    assert found(replace(CASH, amount=Decimal(0))) == [("amount", FaultCode.AMOUNT_NOT_POSITIVE)]
