"""The switches for tests in other processes. They need the header ``X-Sandbox: 1``, which no web page can send."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from desktop.sandbox.companies import USERS
from desktop.sandbox.faults import Fault, FaultKind
from desktop.sandbox.here import desk, world
from desktop.sandbox.inspection import Inspection
from desktop.sandbox.people import edit, scan
from desktop.sandbox.switches import OPERATIONS

blueprint = Blueprint("control", __name__, url_prefix="/_sandbox")
Json = dict[str, Any]


@blueprint.before_request
def only_for_tests() -> None:
    """Refuse what a web page could send."""
    if request.headers.get("X-Sandbox") != "1":
        abort(403)


@blueprint.errorhandler(ValueError)
@blueprint.errorhandler(KeyError)
def wrong(error: Exception) -> Response:
    """Say what could not be understood."""
    answer = jsonify({"error": f"{type(error).__name__}: {error}"})
    answer.status_code = 400
    return answer


def _sent() -> Json:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise ValueError("the body must be a JSON object")  # noqa: TRY004 - answered as every wrong value is
    return sent


@blueprint.get("/state")
def control_state() -> Response:
    """Show everything."""
    shown = Inspection(world()).as_json()
    return jsonify({**shown, "options": world().options.as_json(), "faults": [f.as_json() for f in desk().faults],
                    "operations": OPERATIONS, "fault_kinds": [k.value for k in FaultKind]})  # fmt: skip


@blueprint.post("/options")
def control_options() -> Response:
    """Change options; the answer holds all of them."""
    world().options = world().options.changed(_sent())
    return jsonify(world().options.as_json())


@blueprint.post("/faults")
def control_add_fault() -> Response:
    """Add one fault rule."""
    return jsonify(desk().faults.add(Fault.from_json(_sent())).as_json())


@blueprint.delete("/faults")
def control_clear_faults() -> Response:
    """Take all fault rules away."""
    desk().faults.clear()
    return jsonify([])


@blueprint.post("/scan")
def control_scan() -> Response:
    """Let the smart scan make a draft: ``file_guid``, optional ``amount`` and ``date``."""
    sent = _sent()
    voucher = scan(world(), sent["file_guid"], str(sent.get("amount", "125.00")), sent.get("date"))
    return jsonify({"Guid": voucher.guid})


@blueprint.post("/edit")
def control_edit() -> Response:
    """Let a person act: ``guid``, ``action`` (change, book, delete), ``changes``."""
    sent = _sent()
    voucher = edit(world(), sent["guid"], sent["action"], sent.get("changes"))
    return jsonify({"Guid": voucher.guid, "Timestamp": voucher.stamp})


@blueprint.post("/expire")
def control_expire() -> Response:
    """End what was handed out: ``what`` is ``access`` or ``refresh``."""
    match _sent().get("what"):
        case "access":
            world().expire_access_tokens()
        case "refresh":
            desk().grants.revoke_user()
        case _:
            raise ValueError("what must be access or refresh")
    return jsonify({})


@blueprint.post("/tokens")
def control_tokens() -> Response:
    """Log a user in without pages: ``user``; the answer is that of the token endpoint."""
    user = _sent()["user"]
    if user not in USERS:
        raise ValueError("unknown user")
    tokens = desk().grants.log_in(user, desk().clients.client_id)
    return jsonify({"access_token": tokens.access_token, "refresh_token": tokens.refresh_token, "token_type": "Bearer",
                    "expires_in": tokens.expires_in, "scope": tokens.scope})  # fmt: skip


@blueprint.post("/clear")
def control_clear() -> Response:
    """Begin again: files, vouchers, contacts, grants and logs are forgotten."""
    world().clear()
    desk().faults.clear()
    return jsonify({})
