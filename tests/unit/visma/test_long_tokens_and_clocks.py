"""A login that is longer than Windows' 1,280 characters, and a clock that somebody sets while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import Sandbox
from desktop.visma import NOT_KEPT, Grant, TokenKeeper
from desktop.visma.secret_home import LONGEST
from desktop.visma.token_endpoint import TokenEndpoint
from tests.unit.visma.conftest import Clock, Home, MakeKeeper, grant_of, refreshes, registration_of


class Windows(Home):
    """A keyring that holds what Windows' does."""

    def set(self, name: str, value: str) -> None:
        if len(value) > LONGEST:
            raise Fault(FaultCode.LOGIN_TOO_LONG, Effect.WAIT, limit=LONGEST)
        super().set(name, value)


@pytest.fixture
def home() -> Home:
    return Windows()


def code_of(function: Callable[[], object]) -> FaultCode:
    with pytest.raises(Fault) as raised:
        function()
    return raised.value.code


def test_a_login_too_long_to_be_kept_holds_until_the_program_ends(
    make_keeper: MakeKeeper, box: Sandbox, home: Home
) -> None:
    keeper = make_keeper()
    keeper.accept(grant_of(box))
    grant = replace(grant_of(box), refresh_token="x" * LONGEST)
    assert code_of(lambda: keeper.accept(grant)) is FaultCode.LOGIN_TOO_LONG
    assert FaultCode.LOGIN_TOO_LONG in NOT_KEPT
    assert keeper.logged_in()
    assert keeper.access_token() == grant.access_token
    assert home.names() == [], "nor is the login before it what the next start finds"
    assert not make_keeper().logged_in()


@pytest.mark.logs("too long for the keyring")
def test_a_token_that_grows_at_a_refresh_is_held_and_used(
    make_keeper: MakeKeeper, box: Sandbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = make_keeper()
    keeper.accept(grant_of(box))
    plain, asked = TokenEndpoint.refresh, list[str]()

    def refresh(self: TokenEndpoint, token: str) -> Grant:
        asked.append(token)
        short = token if len(token) < LONGEST else token[: -2 * LONGEST]
        grant = plain(self, short)
        return replace(grant, refresh_token=f"{grant.refresh_token}{'x' * 2 * LONGEST}")

    monkeypatch.setattr(TokenEndpoint, "refresh", refresh)
    for _ in range(3):
        clock.wait(4000)
        assert keeper.access_token()
    assert [len(token) > LONGEST for token in asked] == [False, True, True]


def test_the_longest_login_that_fits_is_kept(make_keeper: MakeKeeper, box: Sandbox, home: Home) -> None:
    keeper = make_keeper()
    keeper.accept(replace(grant_of(box), refresh_token="x"))
    around = max(len(value) for value in home._secrets.values()) - 1
    keeper.accept(replace(grant_of(box), refresh_token="x" * (LONGEST - around - 1)))  # a digit more of a generation
    assert make_keeper().logged_in()
    assert around < LONGEST / 4, "most of the room is the token's"


@pytest.mark.parametrize("jump", [3600.0, -3600.0, -86400.0 * 400], ids=["an hour on", "an hour back", "a year back"])
def test_a_clock_that_is_set_makes_no_token_older_or_younger(
    box: Sandbox, home: Home, clock: Clock, tmp_path: Path, jump: float
) -> None:
    steady, lock = Clock(), tmp_path / "login.lock"
    keeper = TokenKeeper(box.url, registration_of(box), home, lock, clock, (2.0, 2.0), clock.wait, steady)
    keeper.accept(grant_of(box))
    first = keeper.access_token()
    clock.wait(jump)
    assert keeper.access_token() == first
    assert refreshes(box) == 0
    steady.wait(3700)
    assert keeper.access_token() != first
    assert refreshes(box) == 1
