from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.receipts.company import Account, Company, CompanyBook, VatType
from desktop.receipts.receipt import Draft
from desktop.receipts.vat import VatShown, code_to_send, effective_code, region_of, vat_of, vat_shown

BOOK = CompanyBook(
    Company(42, "Kaffe ApS", has_api=True),
    accounts=(Account(7200, "Kontorartikler", "I25"), Account(7320, "Software", "IEUY"), Account(7280, "Gebyrer")),
    vat_types=(VatType("I25", "Købsmoms", Decimal("0.25")), VatType("IEUY", "EU-ydelser", Decimal("0.25"))),
)
VAT_FREE = CompanyBook(Company(43, "Foreningen", has_api=True, is_vat_free=True), accounts=BOOK.accounts)


@pytest.mark.parametrize(
    ("gross", "vat"), [("125.00", "25.00"), ("100.00", "20.00"), ("0.01", "0.00"), ("0.03", "0.01"), ("99.99", "20.00")]
)
def test_the_vat_within_a_gross_amount_is_a_fifth_at_25_percent(gross: str, vat: str) -> None:
    assert vat_of(Decimal(gross), Decimal("0.25")) == Decimal(vat)


def test_half_an_oere_is_rounded_up() -> None:
    assert vat_of(Decimal("0.05"), Decimal(1) / Decimal(9)) == Decimal("0.01")  # exactly 0.005


def test_the_own_choice_goes_before_the_accounts_code() -> None:
    assert effective_code(Draft(account=7200), BOOK) == "I25"
    assert effective_code(Draft(account=7200, vat_code="none"), BOOK) == "none"
    assert effective_code(Draft(account=7280), BOOK) is None
    assert effective_code(Draft(account=9999), BOOK) is None
    assert effective_code(Draft(account=7200, vat_code="I25"), None) == "I25"


def test_a_code_is_sent_only_if_it_was_chosen() -> None:
    assert code_to_send(Draft(account=7200), BOOK) is None
    assert code_to_send(Draft(account=7200, vat_code="IEUY"), BOOK) == "IEUY"


def test_a_company_free_of_vat_has_no_codes() -> None:
    draft = Draft(account=7200, vat_code="I25", amount=Decimal(125))
    assert code_to_send(draft, VAT_FREE) is None
    assert vat_shown(draft, VAT_FREE) == VatShown(None, Decimal(0), Decimal("0.00"))


def test_the_form_shows_code_rate_and_amount() -> None:
    shown = vat_shown(Draft(account=7200, amount=Decimal("125.00")), BOOK)
    assert shown == VatShown("I25", Decimal("0.25"), Decimal("25.00"))
    assert vat_shown(Draft(account=7200), BOOK).amount is None


def test_reverse_charge_adds_no_vat() -> None:
    shown = vat_shown(Draft(account=7320, amount=Decimal("15.24")), BOOK)
    assert shown == VatShown("IEUY", Decimal(0), Decimal("0.00"), reverse_charge=True)


@pytest.mark.parametrize(
    ("code", "region"),
    [("IEUV", "EU"), ("ieuy", "EU"), ("IVV", "World"), ("IVY", "World"), ("I25", "DK"), ("none", "DK"), (None, "DK")],
)
def test_the_region_follows_the_code(code: str | None, region: str) -> None:
    assert region_of(code) == region
