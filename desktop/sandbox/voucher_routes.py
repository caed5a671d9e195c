"""Purchase vouchers (contract 5)."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, Response, jsonify, request

from desktop.sandbox import ledger
from desktop.sandbox.companies import Organization
from desktop.sandbox.here import body, enter
from desktop.sandbox.records import Voucher
from desktop.sandbox.rules import check_draft
from desktop.sandbox.shapes import BOOK, TIMESTAMP, VOUCHER, VOUCHER_UPDATE
from desktop.sandbox.voucher_model import purchase_fields, purchase_model, total
from desktop.sandbox.world import World

blueprint = Blueprint("vouchers", __name__)
KIND = "purchase"


def _shown(state: World, org: Organization, voucher: Voucher) -> Response:
    return jsonify(purchase_model(state, org, voucher))


@blueprint.post("/v1.2/<int:org>/vouchers/purchase")
@blueprint.post("/v1.1/<int:org>/vouchers/purchase")
@blueprint.post("/v1/<int:org>/vouchers/purchase")
def create_voucher(org: int) -> Response:
    """Make a draft. ``/v1`` has been deprecated since 2021; using it is noted as a mistake."""
    state, who, company = enter(org)
    _note_old_path(state, org)
    checked = check_draft(state, company, body(VOUCHER, org))
    ledger.note_second(state, org, checked)
    made = ledger.create(state, org, KIND, checked, who.name)
    answer = _shown(state, company, made)
    if state.options.create_answer != "200":
        answer.status_code = 201
    if state.options.create_answer == "201-empty":
        answer.set_data(b"")
    return answer


def _note_old_path(state: World, org: int) -> None:
    if request.path.startswith("/v1/"):
        state.mistake("POST /v1/…/vouchers/purchase is deprecated; use /v1.2", org)


@blueprint.get("/v1/<int:org>/vouchers/purchase/<uuid:guid>")
def get_voucher(org: int, guid: object) -> Response:
    """Read a voucher."""
    state, _who, company = enter(org)
    return _shown(state, company, ledger.find(state, org, KIND, str(guid)))


@blueprint.put("/v1.1/<int:org>/vouchers/purchase/<uuid:guid>")
@blueprint.put("/v1/<int:org>/vouchers/purchase/<uuid:guid>")
def update_voucher(org: int, guid: object) -> Response:
    """Replace a draft."""
    state, _who, company = enter(org)
    sent = body(VOUCHER_UPDATE, org)
    voucher = ledger.find(state, org, KIND, str(guid))
    stamp = sent.pop("Timestamp")
    ledger.check_stamp(voucher, stamp)
    ledger.update(state, voucher, stamp, check_draft(state, company, sent, updating=True))
    return _shown(state, company, voucher)


@blueprint.delete("/v1/<int:org>/vouchers/purchase/<uuid:guid>")
def delete_voucher(org: int, guid: object) -> Response:
    """Delete a voucher; the body must hold its timestamp."""
    state, _who, _company = enter(org)
    sent = body(TIMESTAMP, org)
    ledger.delete(state, ledger.find(state, org, KIND, str(guid)), sent["Timestamp"])
    return Response(status=200)


@blueprint.post("/v1/<int:org>/vouchers/purchase/<uuid:guid>/book")
def book(org: int, guid: object) -> Response:
    """Book a draft."""
    state, who, company = enter(org)
    sent = body(BOOK, org)
    voucher = ledger.find(state, org, KIND, str(guid))
    ledger.check_stamp(voucher, sent["Timestamp"])
    ledger.book_purchase(state, voucher, sent.get("Number"), *ledger.booked_by(who))
    return _shown(state, company, voucher)


@blueprint.get("/v1/<int:org>/vouchers/purchase/fileguid/<guid>")
def vouchers_by_file(org: int, guid: str) -> Response:
    """Return the guids of the purchases that a file is attached to."""
    state, _who, _company = enter(org)
    return jsonify([v.guid for v in state.live_vouchers_of_file(org, guid) if v.kind == KIND])


@blueprint.post("/v1/<int:org>/vouchers/purchase/fetch")
def fetch(org: int) -> Response:
    """Show what a voucher would become, without making it."""
    state, _who, company = enter(org)
    checked = check_draft(state, company, body(VOUCHER, org))
    large = any(Decimal(line["Amount"]) >= 33_100 for line in checked["Lines"])
    shown = {"Status": "Draft", "VoucherNumber": None, **purchase_fields(company, checked)}
    return jsonify({**shown, "ShouldPossiblyBeFixedAsset": large})


@blueprint.post("/v1/<int:org>/vouchers/purchase/similar")
def similar(org: int) -> Response:
    """Look for a voucher of the same day and amount, drafts included."""
    state, _who, company = enter(org)
    sent = check_draft(state, company, body(VOUCHER, org))
    amount = sum((Decimal(line["Amount"]) for line in sent["Lines"]), Decimal(0))
    found = next((v for v in state.vouchers_of(org, KIND) if v.deleted_at is None and total(v) == amount
                  and v.body.get("VoucherDate") == sent.get("VoucherDate")), None)  # fmt: skip
    return jsonify({
        "SimilarFound": found is not None, "SimilarGuid": None if found is None else found.guid,
        "VoucherNumber": None if found is None else found.number,
    })  # fmt: skip
