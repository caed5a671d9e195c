from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.dinero.bodies import JsonBody
from desktop.dinero.calls import UnexpectedShape
from desktop.dinero.orders import OrderLine, VoucherOrder, order_for
from desktop.dinero.readmodels import VoucherRead, differs, voucher_read
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Receipt

CASH = VoucherOrder(
    dt.date(2026, 5, 16), (OrderLine(Decimal("125.00"), 2000, "I25", "Kontorartikler"),), "f1", "r1", deposit=55000
)
CREDIT = VoucherOrder(
    dt.date(2026, 5, 16), (OrderLine(Decimal("15.24"), 7301),), "f1", "r1", credit=True, contact_guid="c1",
    due=dt.date(2026, 5, 30), currency="EUR", deposit=55000, region="EU",
)  # fmt: skip


def answer(order: VoucherOrder, *amounts: str, **members: object) -> VoucherRead:
    lines = [{"amountinclvatvalue": Decimal(a)} for a in amounts]
    return voucher_read({"guid": "v1", "purchasetype": order.purchase_type, "fileguid": "f1", "lines": lines} | members)


def test_a_cash_order_has_these_members_and_no_others() -> None:
    assert b"".join(JsonBody(CASH.document())).decode() == json.dumps({
        "PurchaseType": "cash", "VoucherDate": "2026-05-16", "FileGuid": "f1", "ExternalReference": "r1",
        "Lines": [{"AccountNumber": 2000, "Amount": 125.0, "Description": "Kontorartikler", "VatCode": "I25"}],
        "DepositAccountNumber": 55000, "RegionKey": "DK",
    })  # fmt: skip


def test_a_credit_order_has_these_members_and_no_others() -> None:
    assert CREDIT.document() == {
        "PurchaseType": "credit", "VoucherDate": "2026-05-16", "FileGuid": "f1", "ExternalReference": "r1",
        "Lines": [{"AccountNumber": 7301, "Amount": 15.24}],
        "ContactGuid": "c1", "PaymentDate": "2026-05-30", "CurrencyKey": "EUR",
    }  # fmt: skip


@given(st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2))
def test_an_amount_arrives_to_the_oere(amount: Decimal) -> None:
    order = replace(CASH, lines=(OrderLine(amount, 2000),))
    (body,) = JsonBody(order.document())
    sent = json.loads(body, parse_float=Decimal, parse_int=Decimal)["Lines"][0]["Amount"]
    assert sent == amount
    assert "E" not in str(sent)


def test_a_third_decimal_is_never_sent() -> None:
    with pytest.raises(ValueError, match="two decimals"):
        replace(CASH, lines=(OrderLine(Decimal("1.234"), 2000),)).document()


def test_what_was_ordered_does_not_differ() -> None:
    assert differs(CASH, answer(CASH, "125")) is None
    assert differs(CASH, answer(CASH, "100.00", "25.00")) is None
    assert differs(CREDIT, answer(CREDIT, "15.240")) is None
    assert differs(CASH, answer(CASH, "125", purchasetype="Cash")) is None


@pytest.mark.parametrize("amounts", [(), ("0",), ("0.00", "0"), ("5", "-5")])
def test_a_voucher_of_nothing_is_never_a_success(amounts: tuple[str, ...]) -> None:
    assert differs(CASH, answer(CASH, *amounts)) == FaultNote(FaultCode.VOUCHER_EMPTY, {"ordered": "125.00"})


@pytest.mark.parametrize(
    ("read", "field", "found"),
    [
        (answer(CASH, "125", fileguid="f2"), "file", "f2"),
        (answer(CASH, "125", fileguid=None), "file", ""),
        (answer(CASH, "125", purchasetype="credit"), "kind", "credit"),
        (answer(CASH, "124.99"), "amount", "124.99"),
    ],
)
def test_file_kind_and_sum_are_compared(read: VoucherRead, field: str, found: str) -> None:
    note = differs(CASH, read)
    assert note is not None
    assert (note.code, note.params["field"], note.params["found"]) == (FaultCode.VOUCHER_DIFFERS, field, found)


@pytest.mark.parametrize(
    ("status", "booked"),
    [
        ("Draft", False),
        ("Editing", False),
        ("", False),
        ("Paid", True),
        ("Booked", True),
        ("Overdue", True),
        ("overpaid", True),
    ],
)
def test_a_paid_voucher_is_booked(status: str, booked: bool) -> None:
    assert answer(CASH, "125", status=status).is_booked is booked


@pytest.mark.parametrize("json_value", [None, [], {}, {"guid": ""}, {"guid": None}, {"guid": "v", "lines": ["x"]}, "v"])
def test_anything_else_is_no_voucher(json_value: object) -> None:
    with pytest.raises(UnexpectedShape):
        voucher_read(json_value)


@pytest.mark.parametrize("paid_from", [None, 0])
def test_a_paid_purchase_is_never_ordered_without_its_account(paid_from: int | None) -> None:
    draft = Draft("Netto", None, dt.date(2026, 5, 16), Decimal(1), 2000, None, paid_from)
    with pytest.raises(Fault) as caught:
        order_for(Receipt("ab" * 16, (), draft=draft, file_guid="web0"), None)
    assert caught.value.code is FaultCode.NO_OUTLAY_ACCOUNT
