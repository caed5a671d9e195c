"""Visma Connect's token and revocation endpoints: one border where every answer becomes a grant or a fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.http import checked_address
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.registration import Registration
from desktop.visma.wire import TIMEOUTS, Grant, known_error, post_form


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
        reply = post_form(f"{self._url}/connect/revocation", form, self._timeouts, credentials)
        if reply.status != 200:
            raise Fault(FaultCode.SERVER_FAULT, Effect.WAIT, status=reply.status)

    def _grant(self, form: Mapping[str, str]) -> Grant:
        # The secret goes into the body, as Dinero's guide has it (contract section 1.6); a JSON body would be refused.
        client = {"client_id": self._registration.client_id, "client_secret": self._registration.client_secret}
        reply = post_form(f"{self._url}/connect/token", {**form, **client}, self._timeouts)
        grant = reply.grant()
        if grant is None:
            raise _fault_of(reply.status, reply.body)
        return grant


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


def _as_login_fault(fault: Fault) -> Fault:
    """Return what a fault of the exchange means to someone who is logging in."""
    if fault.code is FaultCode.LOGIN_EXPIRED:
        return Fault(FaultCode.LOGIN_FAILED_AT_VISMA, Effect.WAIT, error="invalid_grant")
    if fault.code in {FaultCode.OFFLINE, FaultCode.UNKNOWN_OUTCOME}:
        return Fault(FaultCode.LOGIN_OFFLINE, Effect.WAIT)
    if fault.code is FaultCode.CERTIFICATE:  # the narrower ones speak for themselves
        return Fault(FaultCode.LOGIN_CERTIFICATE, Effect.WAIT)
    return fault
