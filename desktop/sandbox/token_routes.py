"""The token endpoint of Visma Connect (contract 1.6-1.9)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from desktop.sandbox.grants import OAuthRefusal, Tokens
from desktop.sandbox.here import desk, world

blueprint = Blueprint("tokens", __name__)
_FORM = "application/x-www-form-urlencoded"


@blueprint.errorhandler(OAuthRefusal)
def refuse(refusal: OAuthRefusal) -> Response:
    """Answer in the form of RFC 6749 section 5.2."""
    body = {"error": refusal.error}
    if refusal.description:
        body["error_description"] = refusal.description
    answer = jsonify(body)
    answer.status_code = refusal.status
    return answer


@blueprint.after_request
def keep_out_of_caches(answer: Response) -> Response:
    """Tell every cache on the way to keep nothing (RFC 6749 section 5.1)."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _client() -> str:
    """Return the client id, authenticated by body or Basic. Raises OAuthRefusal."""
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        client, secret = basic.username or "", basic.password or ""
    else:
        client, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
    if not desk().clients.is_application(client, secret):
        raise OAuthRefusal("invalid_client")
    return client


def form_only() -> None:
    """Raise OAuthRefusal for a body that is no form."""
    if request.mimetype != _FORM:
        world().mistake("the token endpoint takes form bodies alone")
        raise OAuthRefusal("invalid_request", "the body must be form-urlencoded")


@blueprint.post("/connect/token")
def token() -> Response:
    """Exchange a code, or refresh."""
    form_only()
    client, form = _client(), request.form
    match form.get("grant_type"):
        case "authorization_code":
            tokens = desk().grants.exchange(
                form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier")
            )
        case "refresh_token":
            tokens = desk().grants.refresh(form.get("refresh_token", ""), client)
        case "password" | "client_credentials" | "implicit":
            raise OAuthRefusal("unauthorized_client")
        case _:
            raise OAuthRefusal("unsupported_grant_type")
    return jsonify(_answer(tokens, refreshed=form.get("grant_type") == "refresh_token"))


def _answer(tokens: Tokens, *, refreshed: bool) -> dict[str, Any]:
    body = {"access_token": tokens.access_token, "expires_in": tokens.expires_in, "token_type": "Bearer"}
    if tokens.refresh_token is not None and not (refreshed and world().options.omit_refresh_token):
        body["refresh_token"] = tokens.refresh_token
    return {**body, "scope": tokens.scope}


@blueprint.post("/connect/revocation")
def revoke() -> Response:
    """Revoke a refresh token and with it its grant. 401 for an unknown client, 400 without a token."""
    try:
        client = _client()
    except OAuthRefusal as refusal:
        raise OAuthRefusal(refusal.error, status=401) from None
    if not request.form.get("token"):
        raise OAuthRefusal("invalid_request")
    desk().grants.revoke(request.form["token"], client)
    return Response(status=200)
