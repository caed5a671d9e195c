"""One form to a token endpoint, and what came back: the border of Visma Connect and of Dinero's key server."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3

from desktop.http import new_session, proxies_for
from desktop.reach import never_left
from desktop.receipts.faults import Effect, Fault, FaultCode

TIMEOUTS = (10.0, 30.0)
"""Seconds to connect, and between two packets."""
_DEFAULT_LIFETIME = 3600.0
_ERRORS = frozenset(
    {
        "access_denied",
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_grant_type",
        "unsupported_response_type",
        "account_selection_required",
        "consent_required",
        "interaction_required",
        "login_required",
    }
)
"""RFC 6749 sections 4.1.2.1 and 5.2, OpenID Connect Core section 3.1.2.6."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Tokens as they came; never logged, never written but for the refresh token in the keyring."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    """None: the server left it out, and the old one stays."""
    lifetime: float
    """Seconds that the access token is good for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A token endpoint's answer."""

    status: int
    body: Mapping[str, Any] = field(repr=False)
    """The JSON object; empty where there was none."""
    wait: float | None
    """``Retry-After`` in seconds; None: not said."""

    def grant(self) -> Grant | None:
        """Return the tokens, or None: the answer is no grant."""
        token = self.body.get("access_token")
        if self.status != 200 or not isinstance(token, str) or not token:
            return None
        refresh = self.body.get("refresh_token")
        kept = refresh if isinstance(refresh, str) and refresh else None
        return Grant(token, kept, _lifetime(self.body.get("expires_in")))


def post_form(
    url: str,
    form: Mapping[str, str],
    timeouts: tuple[float, float] = TIMEOUTS,
    basic: tuple[str, str] | None = None,
) -> Reply:
    """Send a form, with ``basic`` (user, password) as its credentials if they are not in it.

    Raises Fault OFFLINE, PROXY_LOGIN or one of a certificate (nothing was sent), or UNKNOWN_OUTCOME with Effect.ASK.
    Follows no redirect: the secrets are for this address alone.
    """
    auth = None if basic is None else (basic[0].encode(), basic[1].encode())  # else requests writes latin-1 and fails
    with new_session() as session:
        session.trust_env = False if proxies_for(url) else session.trust_env
        try:
            response = session.post(
                url,
                data=dict(form),
                auth=auth,  # type: ignore[arg-type]  # the stubs know of text alone
                headers={"Accept": "application/json"},
                timeout=timeouts,
                allow_redirects=False,
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # "from None": the exception holds the request, and the request the secrets.
            raise _fault_of_error(error) from None
        return Reply(response.status_code, _json(response), _seconds(response.headers.get("Retry-After")))


def _fault_of_error(error: Exception) -> Fault:
    barred = never_left(error)
    if barred is not None:
        return Fault(barred, Effect.WAIT)
    if isinstance(error, requests.exceptions.SSLError):
        return Fault(FaultCode.CERTIFICATE, Effect.WAIT)
    if isinstance(error, requests.ConnectTimeout):
        return Fault(FaultCode.OFFLINE, Effect.WAIT)
    refused = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
    if isinstance(error, requests.ConnectionError) and refused:
        return Fault(FaultCode.OFFLINE, Effect.WAIT)
    reason = "timeout" if isinstance(error, requests.Timeout) else "connection"
    return Fault(FaultCode.UNKNOWN_OUTCOME, Effect.ASK, reason=reason)


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(header: str | None) -> float | None:
    text = (header or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _lifetime(value: object) -> float:
    """Return the seconds that a token is good for; with none to be believed, those that are usual."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
    except (ValueError, OverflowError):
        seconds = 0.0
    return seconds if 0 < seconds < math.inf else _DEFAULT_LIFETIME


def known_error(error: object) -> str:
    """Return an error that a standard names, else "other": a server's own text may repeat what it was sent."""
    return error if isinstance(error, str) and error in _ERRORS else "other"
