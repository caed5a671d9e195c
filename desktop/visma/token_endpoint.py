"""Visma Connect's token and revocation endpoints: one border where every answer becomes a grant or a fault."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3

from desktop.http import checked_address, new_session, proxies_for
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.registration import Registration

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
    """None: Visma left it out, and the old one stays."""
    lifetime: float
    """Seconds that the access token is good for."""


class TokenEndpoint:
    """Speaks to one Visma Connect for one registration. May be used from any thread: each call has its own session."""

    def __init__(self, connect_url: str, registration: Registration, timeouts: tuple[float, float] = TIMEOUTS) -> None:
        self._url = checked_address(connect_url)
        self._registration = registration
        self._timeouts = timeouts

    def exchange(self, code: str, verifier: str) -> Grant:
        """Return the tokens for an authorization code (contract section 1.6).

        Raises Fault LOGIN_FAILED_AT_VISMA, CLIENT_UNKNOWN, LOGIN_OFFLINE or SERVER_FAULT.
        """
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        form["redirect_uri"] = self._registration.redirect_uri
        try:
            return self._grant(form)
        except Fault as fault:
            raise _as_login_fault(fault) from None

    def refresh(self, refresh_token: str) -> Grant:
        """Return new tokens (contract section 1.7).

        Raises Fault LOGIN_EXPIRED (invalid_grant only), CLIENT_UNKNOWN, OFFLINE or CERTIFICATE (nothing was sent), or
        one with Effect.ASK when the outcome is not known.
        """
        return self._grant({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def revoke(self, refresh_token: str) -> None:
        """Revoke a refresh token and all of its grant (contract section 1.8). Raises Fault."""
        form = {"token": refresh_token, "token_type_hint": "refresh_token"}
        credentials = (self._registration.client_id, self._registration.client_secret)
        response = self._post("/connect/revocation", form, auth=credentials)
        if response.status_code != 200:
            raise Fault(FaultCode.SERVER_FAULT, Effect.WAIT, status=response.status_code)

    def _grant(self, form: Mapping[str, str]) -> Grant:
        # The secret goes into the body, as Dinero's guide has it (contract section 1.6); a JSON body would be refused.
        client = {"client_id": self._registration.client_id, "client_secret": self._registration.client_secret}
        response = self._post("/connect/token", {**form, **client})
        body = _json(response)
        if response.status_code == 200 and isinstance(token := body.get("access_token"), str) and token:
            return _grant_from(body)
        raise _fault_of(response.status_code, body)

    def _post(self, path: str, form: Mapping[str, str], auth: tuple[str, str] | None = None) -> requests.Response:
        with new_session() as session:
            session.trust_env = False if proxies_for(self._url) else session.trust_env
            try:
                return session.post(
                    self._url + path,
                    data=dict(form),
                    auth=auth,
                    headers={"Accept": "application/json"},
                    timeout=self._timeouts,
                    allow_redirects=False,
                )
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                # "from None": the exception holds the request, and the request the secrets.
                raise _fault_of_error(error) from None


def _fault_of_error(error: Exception) -> Fault:
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


def _grant_from(body: Mapping[str, Any]) -> Grant:
    refresh_token = body.get("refresh_token")
    kept = refresh_token if isinstance(refresh_token, str) and refresh_token else None
    return Grant(body["access_token"], kept, _lifetime(body.get("expires_in")))


def _lifetime(value: object) -> float:
    """Return the seconds that a token is good for; with none to be believed, those that are usual."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
    except (ValueError, OverflowError):
        seconds = 0.0
    return seconds if 0 < seconds < math.inf else _DEFAULT_LIFETIME


def _fault_of(status: int, body: Mapping[str, Any]) -> Fault:
    """Return the fault of an answer that is no grant (RFC 6749 section 5.2).

    Only a 400 or a 401 is a refusal. Gateways put an ``error`` of their own into a 5xx, which decides nothing: were it
    believed, a token that was rotated already would not be sent again while its grace lasts.
    """
    if status == 429:
        return Fault(FaultCode.RATE_LIMITED, Effect.WAIT, seconds=60)
    if status not in {400, 401} or (status == 400 and not body.get("error")):
        return Fault(FaultCode.SERVER_FAULT, Effect.ASK, status=status)
    error = known_error(body.get("error"))
    if error == "invalid_grant":
        return Fault(FaultCode.LOGIN_EXPIRED, Effect.WAIT)
    if error in {"invalid_client", "unauthorized_client"} or status == 401:
        return Fault(FaultCode.CLIENT_UNKNOWN, Effect.WAIT)
    return Fault(FaultCode.LOGIN_FAILED_AT_VISMA, Effect.WAIT, error=error)


def known_error(error: object) -> str:
    """Return an error that a standard names, else "other": a server's own text may repeat what it was sent."""
    return error if isinstance(error, str) and error in _ERRORS else "other"


def _as_login_fault(fault: Fault) -> Fault:
    """Return what a fault of the exchange means to someone who is logging in."""
    if fault.code is FaultCode.LOGIN_EXPIRED:
        return Fault(FaultCode.LOGIN_FAILED_AT_VISMA, Effect.WAIT, error="invalid_grant")
    if fault.code in {FaultCode.OFFLINE, FaultCode.UNKNOWN_OUTCOME}:
        return Fault(FaultCode.LOGIN_OFFLINE, Effect.WAIT)
    if fault.code is FaultCode.CERTIFICATE:
        return Fault(FaultCode.LOGIN_CERTIFICATE, Effect.WAIT)
    return fault
