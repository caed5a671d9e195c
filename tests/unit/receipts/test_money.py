from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.money import LARGEST, Amount, format_amount, format_money, parse_amount

amounts = st.decimals(Decimal("0.01"), LARGEST, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234,50", "1234.50"),
        ("12.345.678,90", "12345678.90"),
        ("149,-", "149.00"),
        ("149,- kr.", "149.00"),
        ("1.234,-", "1234.00"),
        ("149,\u2013", "149.00"),
        ("kr. 149,00", "149.00"),
        ("kr149", "149.00"),
        ("149 kr", "149.00"),
        ("149 KR.", "149.00"),
        ("149,00 DKK", "149.00"),
        ("DKK 149.00", "149.00"),
        ("149.00", "149.00"),
        ("1,234.56", "1234.56"),
        ("12.5", "12.50"),
        ("12,5", "12.50"),
        ("0,05", "0.05"),
        (",50", "0.50"),
        (" 125 ", "125.00"),
        ("0125", "125.00"),
        ("12 345", "12345.00"),
    ],
)
def test_reads_the_ways_in_which_danes_write_amounts(text: str, value: str) -> None:
    assert parse_amount(text) == Amount(Decimal(value), None)


@pytest.mark.parametrize("text", ["1.234", "kr. 1.234", "1.234 kr.", " 1.234 "])
def test_a_point_before_three_digits_is_a_thousands_mark_and_said_so(text: str) -> None:
    assert parse_amount(text) == Amount(Decimal("1234.00"), "thousands")


@pytest.mark.parametrize("text", ["1.234,00", "1.234.567", "1.234,-", "1 234", "1234"])
def test_nothing_is_said_where_only_one_reading_is_possible(text: str) -> None:
    assert parse_amount(text).note is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", FaultCode.AMOUNT_NOT_POSITIVE),
        ("0,00", FaultCode.AMOUNT_NOT_POSITIVE),
        ("-5", FaultCode.AMOUNT_NOT_POSITIVE),
        ("\u22125", FaultCode.AMOUNT_NOT_POSITIVE),
        ("25,00-", FaultCode.AMOUNT_NOT_POSITIVE),
        ("kr. -25,00", FaultCode.AMOUNT_NOT_POSITIVE),
        ("12,345", FaultCode.AMOUNT_DECIMALS),
        ("0.123", FaultCode.AMOUNT_DECIMALS),
        ("1234.567", FaultCode.AMOUNT_DECIMALS),
        ("1.234,567", FaultCode.AMOUNT_DECIMALS),
        ("100000000", FaultCode.AMOUNT_TOO_LARGE),
        ("9" * 5000, FaultCode.AMOUNT_TOO_LARGE),
        ("", FaultCode.AMOUNT_UNREADABLE),
        ("kr.", FaultCode.AMOUNT_UNREADABLE),
        (",", FaultCode.AMOUNT_UNREADABLE),
        ("abc", FaultCode.AMOUNT_UNREADABLE),
        ("1.23.456", FaultCode.AMOUNT_UNREADABLE),
        ("1,2,3", FaultCode.AMOUNT_UNREADABLE),
        ("1e5", FaultCode.AMOUNT_UNREADABLE),
        ("NaN", FaultCode.AMOUNT_UNREADABLE),
        ("EUR 100", FaultCode.AMOUNT_UNREADABLE),
        ("\u0661\u0662", FaultCode.AMOUNT_UNREADABLE),
        ("5 5", FaultCode.AMOUNT_UNREADABLE),
    ],
)
def test_refuses_what_is_no_amount_of_a_purchase(text: str, code: FaultCode) -> None:
    with pytest.raises(Fault) as caught:
        parse_amount(text)
    assert caught.value.code is code
    assert caught.value.params["text"] == text.strip()[:40]


@pytest.mark.parametrize(
    ("number", "value"),
    [(125, "125.00"), (12.5, "12.50"), (0.1, "0.10"), (Decimal("3.500"), "3.50"), (1234.56, "1234.56")],
)
def test_takes_numbers_by_their_shortest_decimal_form(number: float | Decimal, value: str) -> None:
    assert parse_amount(number) == Amount(Decimal(value), None)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0, FaultCode.AMOUNT_NOT_POSITIVE),
        (-1.5, FaultCode.AMOUNT_NOT_POSITIVE),
        (0.1 + 0.2, FaultCode.AMOUNT_DECIMALS),
        (1.234, FaultCode.AMOUNT_DECIMALS),
        (1e16, FaultCode.AMOUNT_TOO_LARGE),
        (float("nan"), FaultCode.AMOUNT_UNREADABLE),
        (float("inf"), FaultCode.AMOUNT_UNREADABLE),
        (True, FaultCode.AMOUNT_UNREADABLE),
    ],
)
def test_refuses_numbers_that_are_no_amount(number: float, code: FaultCode) -> None:
    with pytest.raises(Fault) as caught:
        parse_amount(number)
    assert caught.value.code is code


def test_writes_points_between_thousands_and_a_comma_before_the_oere() -> None:
    assert format_amount(Decimal("1234567.5")) == "1.234.567,50"
    assert format_money(Decimal(125)) == "125,00\u00a0kr."
    assert format_money(Decimal("15.24"), "eur") == "15,24\u00a0EUR"


@given(amounts)
def test_reads_back_what_it_writes(value: Decimal) -> None:
    assert parse_amount(format_amount(value)) == Amount(value)
    assert parse_amount(format_money(value)) == Amount(value)


@given(amounts)
def test_a_number_and_its_plain_text_are_the_same_amount(value: Decimal) -> None:
    assert parse_amount(float(value)).value == value == parse_amount(str(value)).value


@given(st.text())
def test_any_text_is_an_amount_or_a_fault_of_an_amount(text: str) -> None:
    found: Decimal | FaultCode
    try:
        found = parse_amount(text).value
    except Fault as fault:
        found = fault.code
    if isinstance(found, Decimal):
        assert 0 < found <= LARGEST
        assert found.as_tuple().exponent == -2
    else:
        assert found.name.startswith("AMOUNT_")
