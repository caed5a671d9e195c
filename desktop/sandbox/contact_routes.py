"""Contacts: customers and suppliers (contract 6.3)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from desktop.sandbox.companies import vat_region
from desktop.sandbox.here import body, enter
from desktop.sandbox.problems import DUPLICATE, NOT_FOUND, Problem, invalid
from desktop.sandbox.records import Contact, instant
from desktop.sandbox.selecting import collection, query_filter, select
from desktop.sandbox.shapes import CONTACT, CONTACT_UPDATE
from desktop.sandbox.world import World
from desktop.words import N_

blueprint = Blueprint("contacts", __name__)
Json = dict[str, Any]
_FILTERS = ("ExternalReference", "Name", "Email", "VatNumber", "EanNumber", "IsPerson", "Phone")
_CONDITIONS = {"Netto", "NettoCash", "CurrentMonthOut"}


def model(contact: Contact) -> Json:
    """Return a contact's read model."""
    empty = {name: None for name in CONTACT.members if name != "ContactGuid"}
    return {
        "ContactGuid": contact.guid, "CreatedAt": instant(contact.created_at),
        "UpdatedAt": instant(contact.updated_at),
        "DeletedAt": None if contact.deleted_at is None else instant(contact.deleted_at),
        "IsDebitor": False, "IsCreditor": contact.is_creditor, "CompanyStatus": None,
        "VatRegionKey": vat_region(contact.body["CountryKey"]), **empty, **contact.body,
    }  # fmt: skip


@blueprint.get("/v2/<int:org>/contacts")
@blueprint.get("/v1/<int:org>/contacts")
def contacts(org: int) -> Response:
    """List contacts. v1 leaves deleted ones out unless asked; v2 without ``deletedOnly`` returns all alike."""
    state, _who, _company = enter(org)
    holds = query_filter(request.args.get("queryFilter"), _FILTERS)
    since = request.args.get("changesSince", "").strip()
    rows = [model(c) for c in state.contacts.values() if c.org == org]
    rows = [r for r in rows if holds(r) and _wanted(r, since) and (not since or r["UpdatedAt"] >= since)]
    rows.sort(key=lambda r: (r["Name"].lower(), r["ContactGuid"]))
    return jsonify(collection(rows, lambda page: select(page, "name,contactGuid")))


def _wanted(row: Json, since: str) -> bool:
    asked, deleted = request.args.get("deletedOnly", "").lower(), row["DeletedAt"] is not None
    if asked == "true":
        return deleted
    if since or (request.path.startswith("/v2/") and not asked):
        return True
    return not deleted


@blueprint.post("/v1/<int:org>/contacts")
def contact(org: int) -> Response:
    """Make a contact; the client may choose its guid."""
    state, _who, _company = enter(org)
    sent = body(CONTACT, org)
    guid = sent.pop("ContactGuid", None) or str(uuid.uuid4())
    _check(sent)
    if (org, guid) in state.contacts:
        raise _duplicate(state)
    now = state.clock()
    state.save(Contact(guid, org, sent, now, now))
    return jsonify({"ContactGuid": guid})


def _duplicate(state: World) -> Problem:
    wrong = {"ContactGuid": "guidMustBeUnique"}
    if state.options.duplicate_contact == "409":
        return Problem(409, DUPLICATE, "Duplicated entity", wrong)
    return invalid(wrong)


def _check(sent: Json) -> None:
    wrong = {}
    if not sent["Name"].strip():
        wrong["Name"] = N_("The field is required")
    if len(sent["CountryKey"]) != 2 or not sent["CountryKey"].isupper():
        wrong["CountryKey"] = N_("The country is not known")
    if sent["IsPerson"]:
        wrong |= {name: N_("A person can't have this") for name in ("VatNumber", "AttPerson") if name in sent}
    if sent.get("EanNumber") and not sent.get("AttPerson"):
        wrong["AttPerson"] = N_("A contact with an EAN number needs AttPerson")
    if sent.get("PaymentConditionType", "Netto") not in _CONDITIONS:
        wrong["PaymentConditionType"] = N_("The payment condition is not known")
    if wrong:
        raise invalid(wrong)


def _found(state: World, org: int, guid: object) -> Contact:
    found = state.contacts.get((org, str(guid)))
    if found is None:
        raise Problem(404, NOT_FOUND, N_("The contact does not exist"))
    return found


@blueprint.get("/v1/<int:org>/contacts/<uuid:guid>")
def get_contact(org: int, guid: object) -> Response:
    """Read a contact, a deleted one too."""
    state, _who, _company = enter(org)
    return jsonify(model(_found(state, org, guid)))


@blueprint.put("/v2/<int:org>/contacts/<uuid:guid>")
@blueprint.put("/v1/<int:org>/contacts/<uuid:guid>")
def update_contact(org: int, guid: object) -> Response:
    """Replace a contact."""
    state, _who, _company = enter(org)
    found = _found(state, org, guid)
    sent = body(CONTACT_UPDATE, org)
    _check(sent)
    found.body, found.updated_at = sent, state.clock()
    state.save(found)
    return Response(status=200)


@blueprint.delete("/v1/<int:org>/contacts/<uuid:guid>")
def delete_contact(org: int, guid: object) -> Response:
    """Delete a contact; it stays visible with ``DeletedAt``."""
    state, _who, _company = enter(org)
    found = _found(state, org, guid)
    found.deleted_at = found.updated_at = state.clock()
    state.save(found)
    return Response(status=200)
