"""A page as Dinero's Bilagsoversigt: each voucher with its lines and its picture, and the switches for faults."""

from __future__ import annotations

import hmac
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for

from desktop.sandbox.companies import KAFFE, ORGANIZATIONS, Organization
from desktop.sandbox.faults import Fault, FaultKind
from desktop.sandbox.here import desk, world
from desktop.sandbox.inspection import Inspection
from desktop.sandbox.pages import show
from desktop.sandbox.switches import OPERATIONS

blueprint = Blueprint("pages", __name__)
Json = dict[str, Any]
_PAGE = 50
_SHOWN_AS_PICTURE = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def _company() -> Organization:
    asked = request.args.get("org", "")
    return ORGANIZATIONS.get(int(asked) if asked.isdecimal() else KAFFE, ORGANIZATIONS[KAFFE])


@blueprint.get("/")
def page_overview() -> Response:
    """Show a company's vouchers, newest first."""
    org, look = _company(), Inspection(world())
    page = int(request.args["page"]) if request.args.get("page", "").isdecimal() else 0
    rows = [_row(org, v) for v in reversed(look.vouchers(org.id, deleted=True))]
    used = {v.file_guid for v in world().vouchers_of(org.id) if v.deleted_at is None}
    loose = [f for f in look.files(org.id) if f["FileGuid"] not in used]
    return show(
        "overview.html", org=org, companies=list(ORGANIZATIONS.values()), rows=rows[page * _PAGE : (page + 1) * _PAGE],
        page=page, more=len(rows) > (page + 1) * _PAGE, loose=list(reversed(loose))[:_PAGE],
        count=sum(not r["Deleted"] for r in rows), loose_count=len(loose),
        mistakes=[m for m in reversed(look.mistakes) if m["org"] in {None, org.id}][:_PAGE],
        faults=list(desk().faults), kinds=list(FaultKind), operations=OPERATIONS, csrf=desk().page_token,
        unreadable="unreadable" in request.args, pictures=_SHOWN_AS_PICTURE, clients=desk().clients,
        address=request.host_url.rstrip("/"),
    )  # fmt: skip


def _row(org: Organization, voucher: Json) -> Json:
    """Return a voucher with what the page shows beside its own members."""
    contact = world().contacts.get((org.id, voucher["ContactGuid"] or ""))
    file = world().files.get(voucher["FileGuid"] or "")
    lines = voucher["Lines"]
    names = {d.number: d.name for d in org.deposits}
    return {
        **voucher, "Supplier": None if contact is None else contact.body["Name"], "File": file,
        "Total": sum((Decimal(str(line["AmountInclVatValue"])) for line in lines), Decimal(0)),
        "Vat": sum((Decimal(str(line["VatAmountValue"])) for line in lines), Decimal(0)),
        "Deposit": names.get(voucher["DepositAccountNumber"]),
    }  # fmt: skip


@blueprint.get("/pages/files/<guid>")
def page_file(guid: str) -> Response:
    """Show a file in full size."""
    file = world().files.get(guid)
    if file is None:
        abort(404)
    answer = Response(world().store.content(guid), mimetype=file.media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _from_our_page() -> None:
    if not hmac.compare_digest(request.form.get("csrf", "").encode(), desk().page_token.encode()):
        abort(403)


def _back(**values: Any) -> Response:  # noqa: ANN401 - query values of a URL
    org = request.form.get("org", "")
    answer = redirect(url_for("pages.page_overview", org=org if org.isdecimal() else None, **values) + "#faults", 303)
    assert isinstance(answer, Response)
    return answer


@blueprint.post("/pages/faults")
def page_add_fault() -> Response:
    """Switch a fault on."""
    _from_our_page()
    form = request.form
    try:
        times = int(form["times"]) if form.get("times", "").strip() else None
        fault = Fault(form.get("kind", ""), form.get("operation") or None, times=times, after="after" in form,
                      seconds=float((form.get("seconds") or "0").replace(",", ".")))  # fmt: skip
    except ValueError:
        return _back(unreadable=1)
    desk().faults.add(fault)
    return _back()


@blueprint.post("/pages/faults/remove")
def page_remove_fault() -> Response:
    """Switch one fault off, or all."""
    _from_our_page()
    index = request.form.get("index", "")
    if index.isdecimal():
        desk().faults.remove(int(index))
    else:
        desk().faults.clear()
    return _back()
