"""Access tokens on demand, from a refresh token that survives crashes.

One refresh at a time, under a thread lock and a lock file of the OS user. Inside: read the newest slot, note durably
that a refresh leaves, send it, store what came and read it back, and only then use it. A refresh whose outcome is not
known is repeated with the same token at most three times within 60 s of the first: its successor is lost anyway, and
Visma's grace period makes the repeat work. Only ``invalid_grant`` means that the user must log in again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import filelock

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.access_token import AccessToken
from desktop.visma.registration import Registration
from desktop.visma.secret_home import MemoryHome, SecretHome
from desktop.visma.slots import Slot, SlotStore
from desktop.visma.token_endpoint import TokenEndpoint
from desktop.visma.wire import TIMEOUTS, Grant

REPEAT_WINDOW = 60.0
"""Seconds from the first try in which the same token may be sent again."""
MOST_TRIES = 3
_BETWEEN_TRIES = 1.0
_LOCK_SECONDS = 120.0
NOT_KEPT = frozenset({FaultCode.KEYRING_MISSING, FaultCode.LOGIN_TOO_LONG})
"""After these a login holds, in memory, until the program ends."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """What a refresh brought, until the keyring has taken it."""

    grant: Grant
    instead_of: str = field(repr=False)
    """The refresh token that it was got with."""
    came: float
    """Seconds of the steady clock."""


class TokenKeeper:
    """The tokens of one login at one Visma Connect. May be used from any thread."""

    def __init__(
        self,
        connect_url: str,
        registration: Registration,
        home: SecretHome,
        lock_path: Path,
        clock: Callable[[], float] = time.time,
        timeouts: tuple[float, float] = TIMEOUTS,
        pause: Callable[[float], None] = time.sleep,
        steady: Callable[[], float] | None = None,
    ) -> None:
        """Take two clocks.

        ``clock`` tells epoch seconds, for what the keyring remembers; ``steady`` those of a clock that nobody sets, for
        how long an access token is good (None: ``clock``).
        """
        self._endpoint = TokenEndpoint(connect_url, registration, timeouts)
        self._owner = (connect_url.rstrip("/"), registration.client_id)
        self._slots = self._kept = SlotStore(home, *self._owner)
        self._clock, self._pause = clock, pause
        self._steady = steady or clock
        self._guard = threading.RLock()
        self._lock_folder = lock_path.parent
        self._lock = filelock.FileLock(lock_path, timeout=_LOCK_SECONDS, thread_local=False)
        self._access = AccessToken(self._steady)
        self._unsaved: _Unsaved | None = None

    def __repr__(self) -> str:
        return "TokenKeeper()"

    def logged_in(self) -> bool:
        """Return whether there is a refresh token to try. Raises a fault of the keyring."""
        with self._guard:
            return self._slots.current() is not None

    def access_token(self) -> str:
        """Return a token that is good now.

        Raises Fault NOT_LOGGED_IN, LOGIN_EXPIRED, CLIENT_UNKNOWN, a fault of the keyring, or one with Effect.WAIT.
        """
        with self._guard:
            return self._access.get(self._renew)

    def refused(self, token: str) -> bool:
        """Take note that ``token`` met a 401; return whether :meth:`access_token` has another one now.

        Forces a refresh at most once in five minutes. Raises as :meth:`access_token`.
        """
        with self._guard:
            return self._access.refused(token, self._renew)

    def accept(self, grant: Grant) -> None:
        """Store what a login brought, read it back, and use it.

        Raises a fault of the keyring; after one of NOT_KEPT the login holds, in memory, until the program ends.
        """
        if grant.refresh_token is None:
            raise Fault(FaultCode.LOGIN_FAILED_AT_VISMA, Effect.WAIT, error="no refresh token")
        with self._guard, self._locked():
            self._unsaved = None
            self._access.forgive()
            missing = self._keep(grant.refresh_token)
            self._publish(grant, self._steady())
        if missing is not None:
            raise missing

    def _keep(self, token: str) -> Fault | None:
        """Store a login in the keyring, or in memory where it can't hold one; return the fault that tells so."""
        self._slots = self._kept
        try:
            self._slots.put(token)
        except Fault as fault:
            if fault.code not in NOT_KEPT:
                raise
            if fault.code is FaultCode.LOGIN_TOO_LONG:
                self._kept.clear()  # else the next start would find the login before this one
            self._hold(token)
            return fault
        return None

    def _hold(self, token: str) -> Slot:
        """Hold a refresh token in memory, until the program ends."""
        self._slots = SlotStore(MemoryHome(), *self._owner)
        return self._slots.put(token)

    def log_out(self) -> None:
        """Revoke the login as far as Visma can be reached, and forget it in any case. Raises a fault of the keyring."""
        with self._guard, self._locked():
            slot = self._slots.current()
            self._forget()
            if slot is None:
                return
            try:
                self._endpoint.revoke(slot.token)
            except Fault as fault:
                _log.info("the login was forgotten here, but not revoked at Visma: %s", fault.code.value)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock_folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except filelock.Timeout:
            # Another process waits for Visma this long; the keyring itself is open.
            raise Fault(FaultCode.TIMEOUT, Effect.WAIT) from None
        except OSError as error:
            raise Fault(FaultCode.KEYRING_FAILED, Effect.WAIT, reason=type(error).__name__) from None
        try:
            yield
        finally:
            self._lock.release()

    def _renew(self) -> str:
        with self._locked():
            slot = self._slots.current()
            if slot is None:
                self._drop()
                raise Fault(FaultCode.NOT_LOGGED_IN, Effect.WAIT)
            if self._unsaved is not None:  # came earlier, but the keyring would not take it
                earlier, slot = self._unsaved, self._save(self._unsaved, slot)
                if slot.token == earlier.grant.refresh_token and self._steady() < earlier.came + earlier.grant.lifetime:
                    return self._publish(earlier.grant, earlier.came)
            grant = self._refreshed(slot)
            came = _Unsaved(replace(grant, refresh_token=grant.refresh_token or slot.token), slot.token, self._steady())
            self._save(came, slot)
            return self._publish(came.grant, came.came)

    def _save(self, came: _Unsaved, slot: Slot) -> Slot:
        """Store what a refresh brought and return the slot in use then; one that is another login's now is dropped."""
        self._unsaved = came
        if slot.token == came.instead_of and came.grant.refresh_token is not None:
            slot = self._put(came.grant.refresh_token)
        self._unsaved = None
        return slot

    def _put(self, token: str) -> Slot:
        """Store a refresh token; one that has grown too long for the keyring is held, which beats losing it."""
        try:
            return self._slots.put(token)
        except Fault as fault:
            if fault.code is not FaultCode.LOGIN_TOO_LONG:
                raise
            _log.warning("the refresh token is too long for the keyring, and holds until the program ends")
            return self._hold(token)

    def _refreshed(self, slot: Slot) -> Grant:
        begun, tries = self._round_of(slot)
        while True:
            tries += 1
            slot = self._slots.mark(slot, begun, tries)
            try:
                return self._endpoint.refresh(slot.token)
            except Fault as fault:
                self._after_failure(fault, slot)
            if tries >= MOST_TRIES or self._clock() - begun > REPEAT_WINDOW:
                raise Fault(FaultCode.SERVER_FAULT, Effect.WAIT)
            self._pause(_BETWEEN_TRIES)

    def _round_of(self, slot: Slot) -> tuple[float, int]:
        """Return when the present round of tries began, and how many it has had.

        Raises Fault SERVER_FAULT while a round is used up and its 60 s are not over.
        """
        now = self._clock()
        if slot.begun is None or not 0 <= now - slot.begun <= REPEAT_WINDOW:
            return now, 0
        if slot.tries >= MOST_TRIES:
            raise Fault(FaultCode.SERVER_FAULT, Effect.WAIT)
        return slot.begun, slot.tries

    def _after_failure(self, fault: Fault, slot: Slot) -> None:
        """Return when the same token may be sent again; raise the fault otherwise."""
        if fault.effect is Effect.ASK:
            return
        if fault.code is FaultCode.LOGIN_EXPIRED:
            self._forget()
        else:  # refused before it was looked at, or never sent
            self._slots.unmark(slot)
        raise fault

    def _publish(self, grant: Grant, came: float) -> str:
        """Use an access token from now on; the refresh token that came with it is stored."""
        return self._access.use(grant.access_token, grant.lifetime, came)

    def _forget(self) -> None:
        self._drop()
        self._slots.clear()

    def _drop(self) -> None:
        self._access.drop()
        self._unsaved = None
