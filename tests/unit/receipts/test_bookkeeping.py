"""What bookkeepers need of VAT and accounts: representation, purchases from abroad, years, kinds of vouchers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.dinero import order_for
from desktop.receipts.abroad import Suggestion, Why, suggestion_for
from desktop.receipts.company import (
    Account,
    AccountingYear,
    Company,
    CompanyBook,
    DepositAccount,
    Supplier,
    VatType,
)
from desktop.receipts.faults import FaultCode
from desktop.receipts.kinds import as_kind, in_kroner
from desktop.receipts.readiness import missing
from desktop.receipts.receipt import Draft, DraftLine, Receipt, VoucherKind
from desktop.receipts.representation import Deduction, deduction_of, has_representation
from desktop.receipts.years import Outside, outside_years

TODAY = dt.date(2026, 5, 16)
QUARTER = Decimal("0.25")
BOOK = CompanyBook(
    Company(42, "Kaffe ApS", has_api=True),
    accounts=(
        Account(2000, "Vareforbrug", "I25"),
        Account(2100, "Ydelseskøb, EU", "IEUY"),
        Account(4140, "Middage med kunder", "REP"),
        Account(4150, "Repræsentation, gaver", "none"),
        Account(7320, "Software", "I25"),
    ),
    deposits=(DepositAccount(55000, "Bank", is_default=True),),
    vat_types=tuple(VatType(code, code, QUARTER) for code in ("I25", "REP", "IEUV", "IEUY", "IVY", "U25")),
    suppliers=(Supplier("g", "Hetzner", "DE"), Supplier("u", "Acme Inc", "US"), Supplier("d", "Netto", "DK")),
    years=(
        AccountingYear("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        AccountingYear("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ),
    others=(Account(1000, "Salg", "U25"), Account(56000, "Driftsmidler")),
)
PLAIN = Draft("Netto", None, TODAY, Decimal("1000.00"), 7320, None, 55000)
FREE = replace(BOOK, company=replace(BOOK.company, is_vat_free=True))


def codes(draft: Draft, book: CompanyBook | None = BOOK) -> list[FaultCode]:
    return [lack.fault.code for lack in missing(draft, book, TODAY)]


def described(draft: Draft) -> str:
    return order_for(Receipt("ab" * 16, (), draft=draft, file_guid="web0"), BOOK).lines[0].description


# representation


@pytest.mark.parametrize(("account", "is_one"), [(4140, True), (4150, True), (7320, False), (2000, False)])
def test_representation_is_found_by_code_or_name(account: int, is_one: bool) -> None:
    assert has_representation(replace(PLAIN, account=account), BOOK) is is_one
    divided = replace(PLAIN, part=Decimal(1), lines=(DraftLine(None, account),))
    assert has_representation(divided, BOOK) is is_one


def test_a_quarter_of_the_vat_is_deducted() -> None:
    dinner = replace(PLAIN, account=4140)
    assert deduction_of(dinner, BOOK) == Deduction(Decimal("200.00"), Decimal("50.00"))
    listed_with_its_part = replace(BOOK, vat_types=(VatType("REP", "Repræsentation", Decimal("0.0625")),))
    assert deduction_of(dinner, listed_with_its_part) == Deduction(Decimal("200.00"), Decimal("50.00"))
    assert deduction_of(PLAIN, BOOK) is None
    assert deduction_of(dinner, FREE) is None


def test_purpose_and_guests_go_into_the_text() -> None:
    dinner = replace(PLAIN, account=4140, description="Middag", purpose="Nyt lager", guests="Ib  og Mona")
    assert described(dinner) == "Middag. Formål: Nyt lager. Deltagere: Ib og Mona"
    assert described(replace(dinner, account=7320)) == "Middag"
    assert described(replace(dinner, purpose="", guests="")) == "Middag"
    assert len(described(replace(dinner, guests="Ib, " * 100))) == 255


# from abroad


@pytest.mark.parametrize(
    ("draft", "number", "vat", "suggested"),
    [
        (replace(PLAIN, supplier="Hetzner"), None, None, Suggestion("IEUY", Why.SUPPLIER, "DE")),
        (replace(PLAIN, supplier="Hetzner", account=2000), None, None, Suggestion("IEUV", Why.SUPPLIER, "DE")),
        (replace(PLAIN, supplier="Acme Inc"), None, None, Suggestion("IVY", Why.SUPPLIER, "US")),
        (replace(PLAIN, supplier="Ny"), "IE3668997OH", None, Suggestion("IEUY", Why.VAT_NUMBER, "IE")),
        (replace(PLAIN, supplier="Ny"), "DE812871812", Decimal(19), Suggestion("none", Why.FOREIGN_VAT, "DE")),
        (replace(PLAIN, supplier="Netto"), None, None, None),
        (replace(PLAIN, supplier="Hetzner", account=2100), None, None, None),
        (replace(PLAIN, supplier="Hetzner", vat_code="IEUV"), None, None, None),
        (replace(PLAIN, supplier="Hetzner", vat_code="none"), None, Decimal(19), None),
        (replace(PLAIN, supplier="Ukendt"), None, None, None),
    ],
)
def test_reverse_charge_is_suggested_among_the_companys_codes(
    draft: Draft, number: str | None, vat: Decimal | None, suggested: Suggestion | None
) -> None:
    assert suggestion_for(draft, BOOK, number, vat) == suggested


def test_what_the_company_has_no_code_for_is_not_suggested() -> None:
    bare = replace(BOOK, vat_types=(VatType("I25", "I25", QUARTER),))
    german = replace(PLAIN, supplier="Hetzner")
    assert suggestion_for(german, bare, None, None) is None
    assert suggestion_for(german, FREE, None, None) is None
    assert suggestion_for(german, None, None, None) is None


# accounting years


@pytest.mark.parametrize(
    ("date", "where"),
    [
        (dt.date(2026, 5, 16), None),
        (dt.date(2024, 12, 31), Outside.BEFORE),
        (dt.date(2027, 1, 1), Outside.NEXT),
        (dt.date(2027, 12, 31), Outside.NEXT),
        (dt.date(2028, 6, 1), Outside.AFTER),
        (None, None),
    ],
)
def test_dates_outside_the_years(date: dt.date | None, where: Outside | None) -> None:
    assert outside_years(date, BOOK) is where
    assert outside_years(date, replace(BOOK, years=())) is None


def test_a_gap_between_years_is_named() -> None:
    gap = replace(BOOK, years=(AccountingYear("24", dt.date(2024, 1, 1), dt.date(2024, 12, 31)), BOOK.years[1]))
    assert outside_years(dt.date(2025, 5, 1), gap) is Outside.BETWEEN


# kinds


def test_an_account_outside_the_range_for_purchases() -> None:
    assert codes(replace(PLAIN, account=1000)) == [FaultCode.ACCOUNT_NOT_FOR_PURCHASE]
    assert codes(replace(PLAIN, account=1000), None) == [FaultCode.ACCOUNT_NOT_FOR_PURCHASE]
    assert codes(replace(PLAIN, account=2999)) == [FaultCode.ACCOUNT_GONE]
    divided = replace(PLAIN, part=Decimal(1), lines=(DraftLine(None, 56000),))
    assert codes(divided) == [FaultCode.ACCOUNT_NOT_FOR_PURCHASE]


def test_a_manual_voucher_needs_two_accounts_and_kroner() -> None:
    asset = as_kind(replace(PLAIN, account=56000), VoucherKind.MANUAL, BOOK)
    assert (asset.balancing, asset.incoming, codes(asset)) == (55000, False, [])
    assert codes(replace(asset, balancing=None)) == [FaultCode.FIELD_MISSING]
    assert codes(replace(asset, balancing=56000)) == [FaultCode.SAME_ACCOUNT_TWICE]
    assert codes(replace(asset, balancing=9)) == [FaultCode.ACCOUNT_GONE]
    assert codes(replace(asset, currency="EUR")) == [FaultCode.MANUAL_IN_CURRENCY]
    assert codes(replace(asset, account=56001)) == [FaultCode.ACCOUNT_GONE]


def test_a_sale_is_ordered_without_its_vat() -> None:
    sale = as_kind(replace(PLAIN, account=1000), VoucherKind.MANUAL, BOOK)
    order = order_for(Receipt("ab" * 16, (), draft=sale, file_guid="web0"), BOOK)
    assert sale.incoming
    assert order.document()["Lines"] == [
        {"AccountNumber": 55000, "BalancingAccountNumber": 1000, "Amount": 800.0, "Description": "Netto"}
    ]
    assert order.total == Decimal("1000.00")


def test_a_credit_note_needs_a_supplier_and_nothing_of_payment() -> None:
    note = replace(PLAIN, kind=VoucherKind.CREDIT_NOTE, paid_from=None)
    assert codes(note) == []
    assert codes(replace(note, supplier="")) == [FaultCode.FIELD_MISSING]
    assert codes(replace(note, currency="EUR")) == []
    document = order_for(Receipt("ab" * 16, (), draft=note, file_guid="web0", contact_guid="c"), BOOK).document()
    assert document.keys() == {"Guid", "FileGuid", "ContactGuid", "Date", "Currency", "Lines"}


def test_a_currency_turned_into_kroner_is_kept_in_the_text() -> None:
    foreign = replace(PLAIN, currency="EUR", amount=Decimal("15.24"), description="Server")
    turned = in_kroner(foreign)
    assert (turned.currency, turned.amount, turned.description) == ("DKK", None, "Server (15,24 EUR)")
