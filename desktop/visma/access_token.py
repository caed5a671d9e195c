"""The one access token in use: in memory alone, renewed early, and after a 401 at most once in five minutes."""

from __future__ import annotations

from collections.abc import Callable

from desktop.receipts.faults import Fault, FaultCode

FORCED_EVERY = 300.0
"""A 401 forces a renewal at most this often (seconds)."""
_FINAL = frozenset({FaultCode.LOGIN_EXPIRED, FaultCode.CLIENT_UNKNOWN})
"""After these the token in use won't be good for long either."""

Renew = Callable[[], str]
"""Puts another token into use and returns it, or raises a Fault."""


class AccessToken:
    """Its holder keeps a lock round every call; ``clock`` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._token: str | None = None
        self._expires = self._early = 0.0
        self._early_tried = False
        self._forced_at: float | None = None

    def use(self, token: str, lifetime: float, came: float) -> str:
        """Use a token from now on that came at ``came`` and is good for ``lifetime`` seconds; return it."""
        self._token = token
        self._expires = came + lifetime
        self._early = self._expires - min(60.0, lifetime / 10)
        self._early_tried = False
        return token

    def drop(self) -> None:
        """Forget the token."""
        self._token = None

    def forgive(self) -> None:
        """Forget when a 401 forced the last renewal: there has been a new login."""
        self._forced_at = None

    def get(self, renew: Renew) -> str:
        """Return a token that is good now. Raises as ``renew``."""
        now = self._clock()
        if self._token and now < self._early:
            return self._token
        if self._token and now < self._expires:
            return self._renewed_early(self._token, renew)
        return renew()

    def _renewed_early(self, current: str, renew: Renew) -> str:
        """Renew before the token ends, once for each token; while it is still good, a failure changes nothing."""
        if self._early_tried:
            return current
        self._early_tried = True
        try:
            return renew()
        except Fault as fault:
            if fault.code in _FINAL:
                raise
            return current

    def refused(self, token: str, renew: Renew) -> bool:
        """Take note that ``token`` met a 401; return whether :meth:`get` has another one now. Raises as ``renew``."""
        if token != self._token:
            return True
        now = self._clock()
        if self._forced_at is not None and 0 <= now - self._forced_at < FORCED_EVERY:
            return False
        self._forced_at = now
        self._token = None  # dead: should this renewal fail, the next call asks for a token as if there was none
        renew()
        return True
