"""Dinero's key server: an API key in, an access token out (contract section 1.10)."""

from __future__ import annotations

from desktop.http import checked_address
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.personal_key import KEY_WAY, PersonalKey
from desktop.visma.wire import TIMEOUTS, Grant, Reply, known_error, post_form

PATH = "/dineroapi/oauth/token"
_WAIT = 60.0
"""Seconds after a 429 that names none."""


class KeyEndpoint:
    """Speaks to one key server. May be used from any thread: each call has its own session."""

    def __init__(self, authz_url: str, timeouts: tuple[float, float] = TIMEOUTS) -> None:
        """Raise Fault PLAIN_HTTP for an http address on another computer."""
        self._url = checked_address(authz_url) + PATH
        self._timeouts = timeouts

    def exchange(self, key: PersonalKey) -> Grant:
        """Return an access token. A key is good for any number of exchanges, so a failed one may be repeated.

        Raises Fault LOGIN_EXPIRED (the key is refused) or CLIENT_UNKNOWN, both with ``way`` "key"; NO_SUBSCRIPTION;
        RATE_LIMITED with ``retry_after``; OFFLINE or CERTIFICATE; or one with Effect.ASK for anything else.
        """
        form = {"grant_type": "password", "scope": "read write", "username": key.api_key, "password": key.api_key}
        reply = post_form(self._url, form, self._timeouts, (key.client_id, key.client_secret))
        grant = reply.grant()
        if grant is None:
            raise _fault_of(reply)
        return grant


def _fault_of(reply: Reply) -> Fault:
    """Return the fault of an answer that is no token (RFC 6749 section 5.2).

    A 400, 401 or 403 is believed only when it is an OAuth answer: a guest network or a gateway refuses with a page.
    """
    status, error = reply.status, known_error(reply.body.get("error"))
    if status == 429:
        seconds = reply.wait or _WAIT
        return Fault(FaultCode.RATE_LIMITED, Effect.WAIT, retry_after=seconds, seconds=seconds)
    if status not in {400, 401, 403} or not reply.body:
        return Fault(FaultCode.SERVER_FAULT, Effect.ASK, status=status)
    if status == 403:
        return Fault(FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY)
    if error in {"invalid_client", "unauthorized_client"}:
        return Fault(FaultCode.CLIENT_UNKNOWN, Effect.WAIT, way=KEY_WAY)
    return Fault(FaultCode.LOGIN_EXPIRED, Effect.WAIT, way=KEY_WAY)
