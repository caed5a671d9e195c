"""Manual vouchers (finansbilag), for accounts that a purchase can't be put on (contract 5.7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify

from desktop.sandbox import ledger
from desktop.sandbox.chart import NONE, OTHER_ACCOUNTS, PURCHASE_ACCOUNTS, VatKind
from desktop.sandbox.companies import Organization
from desktop.sandbox.here import body, enter
from desktop.sandbox.problems import Problem, invalid
from desktop.sandbox.records import Voucher
from desktop.sandbox.rules import cents, check_file, split, vat_kind
from desktop.sandbox.shapes import BOOK, MANUAL, MANUAL_LINE, MANUAL_UPDATE, TIMESTAMP, read
from desktop.sandbox.voucher_model import booking_fields
from desktop.sandbox.world import World
from desktop.words import N_

blueprint = Blueprint("manual", __name__)
Json = dict[str, Any]
KIND = "manuel"
_PATH = "/v1/<int:org>/vouchers/manuel"


def _line(org: Organization, line: Json) -> Json:
    amount = Decimal(line["Amount"])
    sides = (_side(org, line, "Account"), _side(org, line, "BalancingAccount"))
    kind = next((k for k in sides if k is not None and k.rate), None)
    if kind is not None and kind.sale:  # the amount is without VAT
        net, vat = cents(amount), cents(amount * kind.rate)
        gross = net + vat
    else:
        net, gross, vat = split(amount, kind)
    names = ("Description", "AccountNumber", "BalancingAccountNumber", "AccountVatCode", "BalancingAccountVatCode")
    return {
        **{name: line.get(name) for name in names}, "AmountExclVatValue": float(net),
        "AmountInclVatValue": float(gross), "VatAmountValue": float(vat), "CurrencyKey": "DKK",
        "AmountInForeignCurrency": None,
    }  # fmt: skip


def _side(org: Organization, line: Json, side: str) -> VatKind | None:
    """Return the VAT code of one of a line's two accounts: its own, else the account's."""
    chart = {a.number: a for a in (*PURCHASE_ACCOUNTS, *OTHER_ACCOUNTS)}
    own = chart.get(line.get(f"{side}Number") or 0)
    return vat_kind(org, line.get(f"{side}VatCode") or (NONE if own is None or org.vat_free else own.vat))


def model(org: Organization, voucher: Voucher) -> Json:
    """Return a manual voucher's read model."""
    lines = [_line(org, line) for line in voucher.body.get("Lines") or []]
    return {
        "VoucherNumber": voucher.number, "VoucherDate": voucher.body.get("VoucherDate"),
        "TotalInclVat": round(sum(line["AmountInclVatValue"] for line in lines), 2),
        "TotalExclVat": round(sum(line["AmountExclVatValue"] for line in lines), 2), "FileGuid": voucher.file_guid,
        "Guid": voucher.guid, "CreditNoteFor": None, "Status": voucher.status, "Lines": lines,
        "Timestamp": voucher.stamp, "ExternalReference": voucher.body.get("ExternalReference"),
        **booking_fields(voucher),
    }  # fmt: skip


def _checked(state: World, org: Organization, sent: Json) -> Json:
    wrong = check_file(state, org.id, sent.get("FileGuid"))
    numbers = {a.number for a in (*PURCHASE_ACCOUNTS, *OTHER_ACCOUNTS)} | {d.number for d in org.deposits}
    lines: list[Json] = []
    for i, raw in enumerate(sent.get("Lines") or []):
        try:
            line = read(raw, MANUAL_LINE, lambda text: state.mistake(text, org.id), f"Lines[{i}].")
        except Problem as problem:
            wrong |= problem.properties
            continue
        line["Amount"] = str(cents(Decimal(line.get("Amount", "0"))))
        wrong |= _wrong_with(org, line, numbers, f"Lines[{i}].")
        lines.append(line)
    if wrong:
        raise invalid(wrong)
    return {**sent, "Lines": lines}


def _wrong_with(org: Organization, line: Json, numbers: set[int], prefix: str) -> dict[str, str]:
    wrong = {}
    for name in ("AccountNumber", "BalancingAccountNumber"):
        if name in line and line[name] not in numbers:
            wrong[prefix + name] = N_("The account does not exist")
    for name in ("AccountVatCode", "BalancingAccountVatCode"):
        if name in line and vat_kind(org, line[name]) is None:
            wrong[prefix + name] = N_("The VAT code is not known")
    return wrong


@blueprint.post(_PATH)
def create_manual(org: int) -> Response:
    """Make a draft."""
    state, who, company = enter(org)
    checked = _checked(state, company, body(MANUAL, org))
    ledger.note_second(state, org, checked)
    made = ledger.create(state, org, KIND, checked, who.name)
    return jsonify(model(company, made))


@blueprint.get(_PATH + "/<uuid:guid>")
def get_manual(org: int, guid: object) -> Response:
    """Read a manual voucher."""
    state, _who, company = enter(org)
    return jsonify(model(company, ledger.find(state, org, KIND, str(guid))))


@blueprint.put(_PATH + "/<uuid:guid>")
def update_manual(org: int, guid: object) -> Response:
    """Replace a draft."""
    state, _who, company = enter(org)
    sent = body(MANUAL_UPDATE, org)
    voucher, stamp = ledger.find(state, org, KIND, str(guid)), sent.pop("Timestamp")
    ledger.check_stamp(voucher, stamp)
    return jsonify(model(company, ledger.update(state, voucher, stamp, _checked(state, company, sent))))


@blueprint.delete(_PATH + "/<uuid:guid>")
def delete_manual(org: int, guid: object) -> Response:
    """Delete a manual voucher."""
    state, _who, _company = enter(org)
    sent = body(TIMESTAMP, org)
    ledger.delete(state, ledger.find(state, org, KIND, str(guid)), sent["Timestamp"])
    return Response(status=200)


@blueprint.post(_PATH + "/<uuid:guid>/book")
def book_manual(org: int, guid: object) -> Response:
    """Book a manual voucher; each line needs an account and a balancing account."""
    state, who, company = enter(org)
    sent = body(BOOK, org)
    voucher = ledger.find(state, org, KIND, str(guid))
    ledger.check_stamp(voucher, sent["Timestamp"])
    lines = voucher.body.get("Lines") or []
    if not lines or any({"AccountNumber", "BalancingAccountNumber"} - line.keys() for line in lines):
        raise invalid({"Lines": N_("Every line needs an account and a balancing account")})
    if "VoucherDate" not in voucher.body:
        raise invalid({"VoucherDate": N_("The field is required for booking")})
    return jsonify(model(company, ledger.book(state, voucher, sent.get("Number"), *ledger.booked_by(who), "Booked")))
