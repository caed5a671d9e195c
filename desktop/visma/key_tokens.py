"""Access tokens on demand, from the API key of a personal integration.

There is nothing to rotate: when a token runs out, the key is exchanged again. The access token lives in memory alone,
one exchange runs at a time, and a key that was refused is not sent again at once: many refusals cost the access.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.access_token import AccessToken
from desktop.visma.key_endpoint import KeyEndpoint
from desktop.visma.personal_key import PersonalKey
from desktop.visma.wire import TIMEOUTS, Grant

MOST_TRIES = 3
_BETWEEN_TRIES = 1.0
REFUSED_FOR = 60.0
"""Seconds in which a refused key is not sent again."""


class KeyTokens:
    """The tokens of one key at one server. May be used from any thread."""

    def __init__(
        self,
        authz_url: str,
        key: PersonalKey,
        clock: Callable[[], float] = time.time,
        timeouts: tuple[float, float] = TIMEOUTS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raise Fault PLAIN_HTTP for an http address on another computer."""
        self._endpoint = KeyEndpoint(authz_url, timeouts)
        self._key = key
        self._clock, self._pause = clock, pause
        self._guard = threading.RLock()
        self._access = AccessToken(clock)
        self._refusal: Fault | None = None
        self._refused_at = self._refused_for = 0.0

    def __repr__(self) -> str:
        return "KeyTokens()"

    def access_token(self) -> str:
        """Return a token that is good now.

        Raises Fault LOGIN_EXPIRED or CLIENT_UNKNOWN (``way`` "key"), NO_SUBSCRIPTION, or one with Effect.WAIT.
        """
        with self._guard:
            return self._access.get(self._renew)

    def refused(self, token: str) -> bool:
        """Take note that ``token`` met a 401; return whether :meth:`access_token` has another one now.

        Forces an exchange at most once in five minutes. Raises as :meth:`access_token`.
        """
        with self._guard:
            return self._access.refused(token, self._renew)

    def _renew(self) -> str:
        self._require_not_refused()
        try:
            grant = self._exchanged()
        except Fault as fault:
            self._remember(fault)
            raise
        return self._access.use(grant.access_token, grant.lifetime, self._clock())

    def _exchanged(self) -> Grant:
        """Exchange the key, three times at most where the outcome is not known."""
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                return self._endpoint.exchange(self._key)
            except Fault as fault:
                if fault.effect is not Effect.ASK:
                    raise
                if not tries_left:
                    raise _passing(fault) from None
            self._pause(_BETWEEN_TRIES)
        raise AssertionError

    def _remember(self, fault: Fault) -> None:
        if fault.code is FaultCode.RATE_LIMITED:
            self._refused_for = fault.retry_after or REFUSED_FOR
        elif fault.code in {FaultCode.LOGIN_EXPIRED, FaultCode.CLIENT_UNKNOWN, FaultCode.NO_SUBSCRIPTION}:
            self._refused_for = REFUSED_FOR
        else:
            return
        self._refusal, self._refused_at = fault, self._clock()

    def _require_not_refused(self) -> None:
        """Raise the last refusal again while it is fresh."""
        fault, left = self._refusal, self._refused_at + self._refused_for - self._clock()
        if fault is None or not 0 < left <= self._refused_for:
            return
        if fault.code is FaultCode.RATE_LIMITED:
            raise Fault(fault.code, fault.effect, retry_after=left, seconds=left)
        raise Fault(fault.code, fault.effect, retry_after=None, **fault.params)


def _passing(fault: Fault) -> Fault:
    """Return a fault that says to wait: nothing was written, whatever became of the exchange."""
    timeout = fault.params.get("reason") == "timeout"
    return Fault(FaultCode.TIMEOUT if timeout else FaultCode.SERVER_FAULT, Effect.WAIT)
