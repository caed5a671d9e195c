"""A real sandbox at a loopback port, and a keeper of tokens that speaks to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import Options, Sandbox
from desktop.visma import Grant, MemoryHome, Registration, Source, TokenKeeper, key_of


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def registration_of(box: Sandbox, **changes: str) -> Registration:
    values = {"client_id": box.client_id, "client_secret": box.client_secret, "redirect_uri": box.redirect_uri}
    return Registration(**{**values, **changes}, source=Source.SANDBOX)


class Home(MemoryHome):
    """A keyring in memory that can lock itself, or take the process along."""

    def __init__(self) -> None:
        super().__init__()
        self.locked_after: int | None = None
        """Writes that are still taken; then it is locked."""
        self.missing = False
        self.fail_at: int | None = None
        """The write at which the process dies."""

    def get(self, name: str) -> str | None:
        self._look()
        return super().get(name)

    def _look(self) -> None:
        if self.missing:
            raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT)

    def set(self, name: str, value: str) -> None:
        self._look()
        if self.fail_at is not None:
            self.fail_at -= 1
            if self.fail_at == 0:
                raise KeyboardInterrupt
        if self.locked_after is not None:
            if self.locked_after == 0:
                raise Fault(FaultCode.KEYRING_LOCKED, Effect.WAIT)
            self.locked_after -= 1
        super().set(name, value)

    def names(self) -> list[str]:
        """Return which entries hold something."""
        return [name for name, value in self._secrets.items() if value]

    def token(self) -> str:
        """Return the refresh token in use."""
        slots = [json.loads(value) for value in self._secrets.values()]
        return str(max(slots, key=lambda slot: slot["generation"])["token"])

    def copy_all(self, server: str, to: str, client: str) -> None:
        """Write one server's entries under the names of another's."""
        for name, value in list(self._secrets.items()):
            self._secrets[name.replace(key_of(server, client), key_of(to, client))] = value


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(options=Options(grace_seconds=30.0), clock=clock) as box:
        yield box


@pytest.fixture
def home() -> Home:
    return Home()


MakeKeeper = Callable[[], TokenKeeper]


@pytest.fixture
def make_keeper(box: Sandbox, home: Home, clock: Clock, tmp_path: Path) -> MakeKeeper:
    """Return a maker of keepers that share one keyring, as after a restart or in two processes."""

    def make() -> TokenKeeper:
        lock = tmp_path / "locks" / "login.lock"
        return TokenKeeper(box.url, registration_of(box), home, lock, clock, (2.0, 2.0), clock.wait)

    return make


def grant_of(box: Sandbox) -> Grant:
    """Return what a user gets who logs in and accepts."""
    tokens = box.issue_tokens()
    return Grant(tokens.access_token, tokens.refresh_token, tokens.expires_in)


@pytest.fixture
def keeper(box: Sandbox, make_keeper: MakeKeeper) -> TokenKeeper:
    """Return a keeper that has just logged in."""
    keeper = make_keeper()
    keeper.accept(grant_of(box))
    return keeper


def refreshes(box: Sandbox) -> int:
    """Return how many requests have met the token endpoint."""
    return sum(1 for r in box.state.requests if r["operation"] == "token")
