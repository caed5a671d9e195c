"""The Flask application: all routes, and how refusals are answered."""

from __future__ import annotations

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from desktop.sandbox import (
    company_routes,
    connect_routes,
    contact_routes,
    control_routes,
    creditnote_routes,
    entry_routes,
    file_routes,
    key_routes,
    manual_routes,
    page_routes,
    payment_routes,
    token_routes,
    voucher_routes,
)
from desktop.sandbox.here import Desk
from desktop.sandbox.problems import Problem

_BLUEPRINTS = (
    connect_routes, token_routes, key_routes, company_routes, contact_routes, file_routes, voucher_routes,
    creditnote_routes, manual_routes, payment_routes, entry_routes, control_routes, page_routes,
)  # fmt: skip


def make_app(desk: Desk) -> Flask:
    """Return the application of one sandbox. Unknown paths and methods get Flask's HTML pages, as at Dinero."""
    app = Flask(__name__, static_url_path="/sandbox-static")
    app.extensions["sandbox"] = desk
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = app.json.sort_keys = False
    for routes in _BLUEPRINTS:
        app.register_blueprint(routes.blueprint)
    app.register_error_handler(Problem, _refuse)
    return app


def _refuse(problem: Problem) -> Response:
    answer = problem.response()
    if problem.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return answer
