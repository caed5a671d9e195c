"""Dinero's token endpoint for personal integrations: an API key in, an access token out (contract 1.10)."""

from __future__ import annotations

from collections import deque

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from desktop.sandbox.access import make_access_token
from desktop.sandbox.answers import quota_exceeded
from desktop.sandbox.companies import ORGANIZATIONS, Organization
from desktop.sandbox.grants import OAuthRefusal
from desktop.sandbox.here import desk, world
from desktop.sandbox.token_routes import form_only, keep_out_of_caches, refuse

blueprint = Blueprint("keys", __name__)
blueprint.register_error_handler(OAuthRefusal, refuse)
blueprint.after_request(keep_out_of_caches)
_ISSUER = "https://authz.dinero.dk"


@blueprint.post("/dineroapi/oauth/token")
def personal_token() -> BaseResponse:
    """Hand out an access token for an API key, by Basic credentials of its client and a form body alone."""
    form_only()
    client = _client()
    wait = _over_limit(client)
    if wait is not None:
        options = world().options
        return quota_exceeded(options.personal_token_limit or 0, wait if options.retry_after else None)
    if request.form.get("grant_type") != "password":
        raise OAuthRefusal("unsupported_grant_type")
    org, scope = _organization(), request.form.get("scope", "")
    if not scope or not set(scope.split()) <= {"read", "write"}:
        raise OAuthRefusal("invalid_scope")
    access = make_access_token(world(), _ISSUER, client, f"org:{org.id}", scope)
    lifetime = world().options.access_token_seconds
    return jsonify({"access_token": access, "token_type": "bearer", "expires_in": lifetime, "refresh_token": ""})


def _client() -> str:
    """Return the client id; its credentials in the body, as Visma takes them, are refused."""
    basic = request.authorization
    if basic is None or not desk().clients.is_personal(basic.username or "", basic.password or ""):
        raise OAuthRefusal("invalid_client")
    return basic.username or ""


def _organization() -> Organization:
    """Return the one company that the key opens; the key is both user and password."""
    key = request.form.get("username", "")
    org = next((o for o in ORGANIZATIONS.values() if key and o.api_key == key), None)
    if org is None or request.form.get("password") != key:
        raise OAuthRefusal("invalid_grant")
    if not org.has_api and world().options.key_without_plan == "invalid_grant":
        raise OAuthRefusal("invalid_grant")
    return org


def _over_limit(client: str) -> int | None:
    """Count an exchange; return the seconds to wait when there were too many."""
    state = world()
    limit, window = state.options.personal_token_limit, state.options.rate_window
    recent, now = state.exchanges.setdefault(client, deque()), state.clock()
    while recent and recent[0] <= now - window:
        recent.popleft()
    if limit is not None and len(recent) >= limit:
        return int(recent[0] + window - now) + 1
    recent.append(now)
    return None
