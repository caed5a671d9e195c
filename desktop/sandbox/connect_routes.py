"""Visma Connect's pages: login, consent, and the way back to the client (contract 1.2-1.5)."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from desktop.sandbox.access import OFFLINE, READ, WRITE
from desktop.sandbox.companies import ORGANIZATIONS, USERS, User
from desktop.sandbox.here import desk, world
from desktop.sandbox.pages import show
from desktop.sandbox.sessions import Session

blueprint = Blueprint("connect", __name__)
_COOKIE = "sandbox_session"
_SCOPES = {READ, WRITE, OFFLINE}
_QUERY = MultiDict[str, str]


@blueprint.get("/.well-known/openid-configuration")
def discovery() -> Response:
    """Tell where the endpoints are."""
    root = desk().grants.issuer
    return jsonify({
        "issuer": root, "authorization_endpoint": f"{root}/connect/authorize",
        "token_endpoint": f"{root}/connect/token", "revocation_endpoint": f"{root}/connect/revocation",
        "scopes_supported": sorted(_SCOPES), "response_types_supported": ["code"],
        "response_modes_supported": list(world().options.response_modes),
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["plain", "S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
    })  # fmt: skip


def _session() -> Session | None:
    return desk().sessions.get(request.cookies.get(_COOKIE))


def _wrong_with(asked: _QUERY) -> str | None:
    """Return what is wrong with an authorization request, for the log of mistakes; None when nothing is."""
    options, clients = world().options, desk().clients
    challenged = bool(asked.get("code_challenge"))
    checks = (
        (asked.get("client_id") == clients.client_id, "unknown client_id"),
        (asked.get("redirect_uri") in clients.redirect_uris, "redirect_uri is not registered"),
        (asked.get("response_type") == "code", "response_type must be code"),
        (asked.get("response_mode", "form_post") in options.response_modes, "response_mode is not allowed"),
        (bool(_scopes(asked)) and _scopes(asked) <= _SCOPES, "scope is missing, or not one of the client's"),
        (challenged or not options.require_pkce, "code_challenge is missing"),
        (asked.get("code_challenge_method", "plain") in {"plain", "S256"}, "unknown code_challenge_method"),
    )
    return next((text for fine, text in checks if not fine), None)


def _scopes(asked: _QUERY) -> set[str]:
    return set(asked.get("scope", "").split())


@blueprint.get("/connect/authorize")
def authorize() -> Response:
    """Show the login, or the consent of who is logged in; an error page, and no redirect, for a wrong request."""
    asked = request.args
    wrong = _wrong_with(asked)
    if wrong is not None:
        return _failed(wrong)
    if not asked.get("state"):
        world().mistake("an authorization without state")
    session = _session()
    if asked.get("prompt") == "none":
        return _back(asked, {"error": "login_required" if session is None else "consent_required"})
    again = asked.get("prompt") in {"login", "select_account"} and request.args.get("_seen") != _seen(session)
    if session is None or again:
        return _login_page(asked)
    return _consent_page(asked, session)


def _seen(session: Session | None) -> str:
    return "" if session is None else session.mark


def _failed(wrong: str) -> Response:
    world().mistake(f"authorization failed: {wrong}")
    return show("failed.html", status=400, error_id=secrets.token_hex(16).upper())


def _login_page(asked: _QUERY, *, username: str = "", refused: bool = False) -> Response:
    fields = [(k, v) for k, v in asked.items(multi=True) if k not in {"lang", "_seen"}]
    return show("login.html", fields=fields, users=list(USERS.values()), username=username, refused=refused,
                here=urlencode(fields))  # fmt: skip


@blueprint.post("/connect/login")
def login() -> Response:
    """Check user and password; go on with the authorization."""
    asked = _authorization_fields()
    user = USERS.get(request.form.get("username", "").strip().lower())
    if user is None or not _same(request.form.get("password", ""), user.password):
        return _login_page(asked, username=request.form.get("username", ""), refused=True)
    key, session = desk().sessions.open(user.username)
    query = [*asked.items(multi=True), ("_seen", session.mark)]
    answer = redirect(f"{url_for('connect.authorize')}?{urlencode(query)}", 302)
    assert isinstance(answer, Response)
    answer.set_cookie(_COOKIE, key, httponly=True, samesite="Lax")
    return answer


def _authorization_fields() -> _QUERY:
    own = {"username", "password", "answer", "csrf", "_seen"}
    return MultiDict([(k, v) for k, v in request.form.items(multi=True) if k not in own])


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _consent_page(asked: _QUERY, session: Session) -> Response:
    user = USERS[session.user]
    companies = [ORGANIZATIONS[i] for i in user.organizations]
    fields = [(k, v) for k, v in asked.items(multi=True) if k not in {"lang", "_seen"}]
    return show("consent.html", fields=fields, user=user, companies=companies, csrf=session.csrf,
                offline=OFFLINE in _scopes(asked), here=urlencode(fields))  # fmt: skip


@blueprint.post("/connect/consent")
def consent() -> Response:
    """Take the user's answer back to the client, or show the login for another user."""
    asked, session = _authorization_fields(), _session()
    wrong = _wrong_with(asked)
    if wrong is not None:
        return _failed(wrong)
    if session is None or not _same(request.form.get("csrf", ""), session.csrf):
        return _login_page(asked)
    match request.form.get("answer"):
        case "accept":
            return _back(asked, _granted(asked, USERS[session.user]))
        case "another":
            desk().sessions.close(request.cookies.get(_COOKIE))
            return _login_page(asked)
        case _:
            return _back(asked, {"error": "access_denied", "error_description": "The user denied the request"})


def _granted(asked: _QUERY, user: User) -> dict[str, str]:
    scope = asked.get("scope", "")
    grant = desk().grants.open(user.username, asked["client_id"], scope)
    method = asked.get("code_challenge_method", "plain")
    code = desk().grants.make_code(grant, asked["redirect_uri"], asked.get("code_challenge") or None, method)
    session_state = secrets.token_urlsafe(32)
    return {"code": code, "scope": scope, "session_state": session_state, "iss": desk().grants.issuer}


def _back(asked: _QUERY, fields: dict[str, str]) -> Response:
    """Send the fields (and the state) to the redirect URI: as a query, or as a form that posts itself."""
    if asked.get("state") is not None:
        fields = {**fields, "state": asked["state"]}
    uri = asked["redirect_uri"]
    if asked.get("response_mode", "form_post") == "form_post":
        return show("form_post.html", script=True, uri=uri, fields=fields)
    answer = redirect(f"{uri}{'&' if urlsplit(uri).query else '?'}{urlencode(fields)}", 302)
    assert isinstance(answer, Response)
    return answer
