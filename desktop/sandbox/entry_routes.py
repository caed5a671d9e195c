"""Entries of booked purchases, and webhooks (contract 6.6, 8)."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify, request

from desktop.sandbox import shapes
from desktop.sandbox.companies import Organization
from desktop.sandbox.here import body, enter
from desktop.sandbox.problems import invalid
from desktop.sandbox.records import Voucher, instant
from desktop.sandbox.rules import account, accounting_years, effective_vat, split
from desktop.sandbox.world import World
from desktop.words import N_

blueprint = Blueprint("entries", __name__)
Json = dict[str, Any]
_CREDITORS, _VAT = (63000, "Leverandørgæld"), (64060, "Købsmoms")
_MOST_DAYS = 31


def _entry(voucher: Voucher, place: str, where: tuple[int, str | None], amount: Decimal, **more: str | None) -> Json:
    return {
        "AccountNumber": where[0], "AccountName": where[1], "Date": voucher.body["VoucherDate"],
        "VoucherNumber": voucher.number, "VoucherGuid": voucher.guid, "FileGuid": voucher.file_guid,
        "VoucherType": "Purchases", "Description": more.get("Description"), "VatType": more.get("VatCode"),
        "VatCode": more.get("VatCode"), "Amount": float(amount),
        "EntryGuid": str(uuid.uuid5(uuid.UUID(voucher.guid), place)), "ContactGuid": voucher.body.get("ContactGuid"),
        "Type": "Normal",
    }  # fmt: skip


def _entries(org: Organization, voucher: Voucher) -> list[Json]:
    """Return the entries of a booked purchase: expense and VAT by line, and where the money came from."""
    rows, paid = [], Decimal(0)
    for i, line in enumerate(voucher.body["Lines"]):
        kind = effective_vat(org, line)
        net, gross, vat = split(Decimal(line["Amount"]), kind)
        own = account(line["AccountNumber"])
        paid += gross
        more = {"Description": line.get("Description"), "VatCode": None if kind is None else kind.code}
        name = None if own is None else own.name
        rows.append(_entry(voucher, f"{i}", (line["AccountNumber"], name), net, **more))
        if vat:
            rows.append(_entry(voucher, f"{i}v", _VAT, vat, **more))
    names = {d.number: d.name for d in org.deposits}
    deposit = voucher.body.get("DepositAccountNumber")
    source = _CREDITORS if deposit is None else (deposit, names[deposit])
    return [*rows, _entry(voucher, "p", source, -paid)]


def _offset(org: Organization, voucher: Voucher) -> list[Json]:
    """Return the entries that take a deleted voucher back: booked ones stay in the books, as the law wants it."""
    taken = _entries(org, voucher)
    for row in taken:
        row["Amount"] = -row["Amount"]
        row["EntryGuid"] = str(uuid.uuid5(uuid.UUID(row["EntryGuid"]), "offset"))
    return taken


def _booked(state: World, org: int) -> list[Voucher]:
    return [v for v in state.vouchers_of(org, "purchase") if v.booked_at is not None and v.deleted_at is None]


def _days(*names: str) -> tuple[str, str]:
    wrong, found = {}, []
    for name in names:
        try:
            found.append(shapes.day_of_instant(request.args.get(name, "")))
        except shapes.Wrong as error:
            wrong[name] = str(error)
    if wrong:
        raise invalid(wrong)
    return found[0], found[1]


@blueprint.get("/v1/<int:org>/entries")
def entries(org: int) -> Response:
    """List the entries of a period inside one accounting year."""
    state, _who, company = enter(org)
    first, last = _days("fromDate", "toDate")
    if not any(a <= first <= last <= b for _name, a, b in accounting_years(state, org)):
        raise invalid({"toDate": N_("The period must lie inside one accounting year")})
    chosen = [v for v in _booked(state, org) if first <= v.body["VoucherDate"] <= last]
    return jsonify([e for v in chosen for e in _entries(company, v)])


@blueprint.get("/v1/<int:org>/entries/changes")
def entries_changes(org: int) -> Response:
    """List the entries that were made in a period of at most 31 days: booked, or taken back."""
    state, _who, company = enter(org)
    first, last = _days("changesFrom", "changesTo")
    if not 0 <= (shapes.as_date(last) - shapes.as_date(first)).days <= _MOST_DAYS:
        raise invalid({"changesTo": N_("The period must be at most 31 days")})
    booked = [v for v in state.vouchers_of(org, "purchase") if v.booked_at is not None]
    made = [e for v in booked if first <= instant(v.booked_at or 0)[:10] <= last for e in _entries(company, v)]
    gone = [v for v in booked if v.deleted_at is not None and first <= instant(v.deleted_at)[:10] <= last]
    return jsonify([*made, *(e for v in gone for e in _offset(company, v))])


@blueprint.post("/v1/<int:org>/webhooks/subscribe")
def webhook_subscribe(org: int) -> Response:
    """Remember a subscription; nothing is ever sent."""
    state, _who, _company = enter(org)
    sent = body(shapes.WEBHOOK, org)
    state.store.put("webhook", f"{org}/{sent.get('Uri')}/{sent.get('EventId')}", {"Org": org, **sent})
    return Response(status=200)


@blueprint.get("/v1/<int:org>/webhooks/subscriptions")
def webhook_subscriptions(org: int) -> Response:
    """List subscriptions."""
    state, _who, _company = enter(org)
    found = [w for w in state.store.all("webhook") if w.pop("Org") == org]
    return jsonify(found)


@blueprint.get("/v1/<int:org>/webhooks/events")
def webhook_events(org: int) -> Response:
    """List what can be subscribed to."""
    enter(org)
    return jsonify([{"EventId": "entries", "Description": "Entries were added"}])
