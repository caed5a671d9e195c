"""Purchase credit notes: money that comes back from a supplier (contract 5)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify

from desktop.sandbox import ledger
from desktop.sandbox.companies import Organization
from desktop.sandbox.here import body, enter
from desktop.sandbox.problems import DUPLICATE, Problem, invalid
from desktop.sandbox.records import Voucher
from desktop.sandbox.rules import check_file, read_lines
from desktop.sandbox.shapes import BOOK, CREDIT_NOTE, CREDIT_NOTE_FROM, CREDIT_NOTE_UPDATE, TIMESTAMP
from desktop.sandbox.voucher_model import booking_fields, line_model, totals
from desktop.sandbox.world import World
from desktop.words import N_

blueprint = Blueprint("creditnotes", __name__)
Json = dict[str, Any]
KIND = "creditnote"
_PATH = "/v1/<int:org>/vouchers/purchase/creditnotes"


def model(org: Organization, note: Voucher) -> Json:
    """Return a credit note's read model."""
    lines, date = note.body.get("Lines") or [], note.body.get("Date")
    return {
        "Guid": note.guid, "CreditNoteFor": note.body.get("CreditNoteFor"), "FileGuid": note.file_guid,
        "CreditNoteNumber": note.number, "ContactGuid": note.body.get("ContactGuid"),
        "Date": date and f"{date}T00:00:00Z",
        "Currency": note.body.get("Currency", "DKK"), "Lines": [line_model(org, line) for line in lines],
        "Timestamp": note.stamp, "Status": note.status, **booking_fields(note), "Totals": totals(org, lines),
    }  # fmt: skip


def _checked(state: World, org: Organization, sent: Json) -> Json:
    wrong = check_file(state, org.id, sent.get("FileGuid"))
    lines = read_lines(state, org, sent["Lines"], wrong)
    if "ContactGuid" in sent and (org.id, sent["ContactGuid"]) not in state.contacts:
        wrong["ContactGuid"] = N_("The contact does not exist")
    if wrong:
        raise invalid(wrong)
    return {**sent, "Lines": lines}


def _created(note: Voucher) -> Response:
    return jsonify({"Guid": note.guid, "TimeStamp": note.stamp})


@blueprint.post(_PATH)
def create_creditnote(org: int) -> Response:
    """Make a draft of a credit note; the client may choose its guid."""
    state, who, company = enter(org)
    sent = body(CREDIT_NOTE, org)
    guid = sent.pop("Guid", None)
    if guid in state.vouchers:
        raise Problem(409, DUPLICATE, "Duplicated entity", {"Guid": "guidMustBeUnique"})
    checked = _checked(state, company, sent)
    ledger.note_second(state, org, checked)
    return _created(ledger.create(state, org, KIND, checked, who.name, guid))


@blueprint.post("/v1/<int:org>/vouchers/purchase/<uuid:guid>/generate-creditnote")
def generate_creditnote(org: int, guid: object) -> Response:
    """Make a credit note from a booked purchase."""
    state, who, _company = enter(org)
    sent = body(CREDIT_NOTE_FROM, org)
    voucher = ledger.find(state, org, "purchase", str(guid))
    ledger.check_stamp(voucher, str(sent["Timestamp"].get("Timestamp", "")))
    if voucher.status == "Draft":
        raise invalid({"Status": N_("Only a booked purchase can be credited")})
    today = dt.datetime.fromtimestamp(state.clock(), dt.UTC).date().isoformat()
    fields = {
        "CreditNoteFor": voucher.guid, "FileGuid": sent.get("FileGuid"), "ContactGuid": voucher.body.get("ContactGuid"),
        "Date": sent.get("VoucherDate", today), "Currency": voucher.body.get("CurrencyKey"),
        "Lines": voucher.body["Lines"],
    }  # fmt: skip
    return _created(ledger.create(state, org, KIND, {k: v for k, v in fields.items() if v is not None}, who.name))


@blueprint.get(_PATH + "/<uuid:guid>")
def get_creditnote(org: int, guid: object) -> Response:
    """Read a credit note."""
    state, _who, company = enter(org)
    return jsonify(model(company, ledger.find(state, org, KIND, str(guid))))


@blueprint.put(_PATH + "/<uuid:guid>")
def update_creditnote(org: int, guid: object) -> Response:
    """Replace a draft."""
    state, _who, company = enter(org)
    sent = body(CREDIT_NOTE_UPDATE, org)
    note, stamp = ledger.find(state, org, KIND, str(guid)), sent.pop("Timestamp")
    ledger.check_stamp(note, stamp)
    return _created(ledger.update(state, note, stamp, _checked(state, company, sent)))


@blueprint.delete(_PATH + "/<uuid:guid>")
def delete_creditnote(org: int, guid: object) -> Response:
    """Delete a credit note."""
    state, _who, _company = enter(org)
    sent = body(TIMESTAMP, org)
    ledger.delete(state, ledger.find(state, org, KIND, str(guid)), sent["Timestamp"])
    return Response(status=200)


@blueprint.post(_PATH + "/<uuid:guid>/book")
def book_creditnote(org: int, guid: object) -> Response:
    """Book a credit note."""
    state, who, company = enter(org)
    sent = body(BOOK, org)
    note = ledger.find(state, org, KIND, str(guid))
    ledger.check_stamp(note, sent["Timestamp"])
    wrong = {n: N_("The field is required for booking") for n in ("ContactGuid", "Date") if n not in note.body}
    if sum((Decimal(line["Amount"]) for line in note.body["Lines"]), Decimal(0)) <= 0:
        wrong["Lines"] = N_("A voucher without an amount can't be booked")
    if wrong:
        raise invalid(wrong)
    return jsonify(model(company, ledger.book(state, note, sent.get("Number"), *ledger.booked_by(who), "Booked")))
