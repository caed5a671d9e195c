"""Payments on credit purchases (contract 5.6)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify

from desktop.sandbox import ledger
from desktop.sandbox.here import body, enter
from desktop.sandbox.problems import NOT_FOUND, Problem, invalid
from desktop.sandbox.records import Voucher
from desktop.sandbox.shapes import PAYMENT
from desktop.words import N_

blueprint = Blueprint("payments", __name__)
Json = dict[str, Any]
_PATH = "/v1/<int:org>/purchase-vouchers/<uuid:guid>/payments"


def _model(payment: Json) -> Json:
    return {**payment, "Amount": float(payment["Amount"]), "ExchangeRate": float(payment["ExchangeRate"])}


@blueprint.get(_PATH)
def payments(org: int, guid: object) -> Response:
    """List the payments of a purchase."""
    state, _who, _company = enter(org)
    return jsonify([_model(p) for p in ledger.find(state, org, "purchase", str(guid)).payments])


@blueprint.post(_PATH)
def add_payment(org: int, guid: object) -> Response:
    """Pay a booked credit purchase, in part or in full."""
    state, _who, company = enter(org)
    sent = body(PAYMENT, org)
    voucher = ledger.find(state, org, "purchase", str(guid))
    ledger.check_stamp(voucher, sent["Timestamp"])
    _check(voucher, sent, {d.number for d in company.deposits})
    today = dt.datetime.fromtimestamp(state.clock(), dt.UTC).date().isoformat()
    foreign = sent.get("AmountInForeignCurrency")
    payment = {
        "Guid": str(uuid.uuid4()), "DepositAccountNumber": sent["DepositAccountNumber"],
        "Currency": voucher.body.get("CurrencyKey", "DKK"), "PaymentClass": "Payment", "RelatedVoucherId": None,
        "ExchangeRate": "100" if foreign is None else str(Decimal(sent["Amount"]) / Decimal(foreign) * 100),
        "ExternalReference": sent.get("ExternalReference"), "PaymentDate": sent.get("PaymentDate", today),
        "Description": sent["Description"], "Amount": sent["Amount"],
    }  # fmt: skip
    voucher.payments.append(payment)
    ledger.changed(state, voucher)
    return jsonify({"Guid": payment["Guid"], "TimeStamp": voucher.stamp, "RelatedVoucherGuid": None})


def _check(voucher: Voucher, sent: Json, deposits: set[int]) -> None:
    wrong = {}
    if voucher.status != "Booked":
        wrong["Status"] = N_("Only a booked credit purchase can be paid")
    if sent["DepositAccountNumber"] not in deposits:
        wrong["DepositAccountNumber"] = N_("The deposit account does not exist")
    if Decimal(sent["Amount"]) == 0:
        wrong["Amount"] = N_("The amount can't be 0")
    foreign = voucher.body.get("CurrencyKey", "DKK") != "DKK"
    if foreign and not Decimal(sent.get("AmountInForeignCurrency", "0")):
        wrong["AmountInForeignCurrency"] = N_("The field is required")
    if wrong:
        raise invalid(wrong)


@blueprint.delete(_PATH + "/<uuid:payment>/<stamp>")
def delete_payment(org: int, guid: object, payment: object, stamp: str) -> Response:
    """Take a payment back."""
    state, _who, _company = enter(org)
    voucher = ledger.find(state, org, "purchase", str(guid))
    ledger.check_stamp(voucher, stamp)
    kept = [p for p in voucher.payments if p["Guid"] != str(payment)]
    if len(kept) == len(voucher.payments):
        raise Problem(404, NOT_FOUND, N_("The payment does not exist"))
    voucher.payments = kept
    ledger.changed(state, voucher)
    return jsonify({"TimeStamp": voucher.stamp})
