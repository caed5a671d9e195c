"""Access tokens from a refresh token: when it is asked, what an answer or its loss means, who may ask at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox import Sandbox
from desktop.visma import Grant, TokenKeeper
from tests.unit.visma.conftest import Clock, Home, MakeKeeper, grant_of, refreshes, registration_of


def works(box: Sandbox, token: str) -> bool:
    answer = requests.get(f"{box.url}/v1/organizations", headers={"Authorization": f"Bearer {token}"}, timeout=5)
    return answer.status_code == 200


def code_of(function: Callable[[], object]) -> FaultCode:
    with pytest.raises(Fault) as raised:
        function()
    return raised.value.code


def test_a_login_is_used_at_once_without_asking_again(keeper: TokenKeeper, box: Sandbox) -> None:
    assert works(box, keeper.access_token())
    assert refreshes(box) == 0


def test_after_a_restart_the_stored_token_brings_a_new_one(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper
) -> None:
    first = keeper.access_token()
    again = make_keeper()
    assert again.logged_in()
    assert again.access_token() != first
    assert works(box, again.access_token())
    assert refreshes(box) == 1


def test_without_a_login_there_is_no_token(make_keeper: MakeKeeper, box: Sandbox) -> None:
    keeper = make_keeper()
    assert not keeper.logged_in()
    assert code_of(keeper.access_token) is FaultCode.NOT_LOGGED_IN
    assert refreshes(box) == 0


def test_a_login_without_offline_access_is_refused(make_keeper: MakeKeeper) -> None:
    keeper = make_keeper()
    assert code_of(lambda: keeper.accept(Grant("adgang", None, 3600))) is FaultCode.LOGIN_FAILED_AT_VISMA
    assert not keeper.logged_in()


@pytest.mark.parametrize("kind", ["one-time", "re-use"])
def test_many_restarts_keep_the_login(keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, kind: str) -> None:
    box.options = box.options.changed({"refresh_tokens": kind, "grace_seconds": 0})
    assert keeper.logged_in()
    for _ in range(5):
        assert works(box, make_keeper().access_token())
    assert box.state.mistakes == []


def test_a_refresh_that_brings_no_new_refresh_token_keeps_the_old(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper
) -> None:
    box.options = replace(box.options, refresh_tokens="re-use", omit_refresh_token=True)
    assert keeper.logged_in()
    for _ in range(3):
        assert works(box, make_keeper().access_token())


@pytest.mark.parametrize(("lifetime", "early"), [(3600, 60), (100, 10)])
def test_a_token_is_renewed_early_and_once(
    box: Sandbox, make_keeper: MakeKeeper, clock: Clock, lifetime: int, early: int
) -> None:
    box.options = replace(box.options, access_token_seconds=lifetime)
    keeper = make_keeper()
    keeper.accept(grant_of(box))
    first = keeper.access_token()
    clock.wait(lifetime - early - 1)
    assert keeper.access_token() == first
    clock.wait(2)
    assert keeper.access_token() != first
    assert refreshes(box) == 1


def test_an_early_refresh_that_fails_is_not_repeated_while_the_token_is_good(
    keeper: TokenKeeper, box: Sandbox, clock: Clock
) -> None:
    first = keeper.access_token()
    clock.wait(3600 - 59)
    box.faults.add(BoxFault("429", "token", times=None))
    assert [keeper.access_token() for _ in range(3)] == [first] * 3
    assert refreshes(box) == 1
    clock.wait(60)
    assert code_of(keeper.access_token) is FaultCode.RATE_LIMITED
    box.faults.clear()
    assert works(box, keeper.access_token())


def test_a_refused_token_is_renewed_at_most_once_in_five_minutes(
    keeper: TokenKeeper, box: Sandbox, clock: Clock
) -> None:
    first = keeper.access_token()
    assert keeper.refused(first)
    second = keeper.access_token()
    assert second != first
    assert keeper.refused(first)  # another thread met the 401 with the old one: there is a new one already
    assert not keeper.refused(second)
    assert refreshes(box) == 1
    clock.wait(301)
    assert keeper.refused(second)
    assert refreshes(box) == 2


def test_a_refused_token_is_not_handed_out_again_when_its_renewal_fails(
    keeper: TokenKeeper, box: Sandbox, clock: Clock
) -> None:
    first = keeper.access_token()
    box.faults.add(BoxFault("503", "token", times=3))
    assert code_of(lambda: keeper.refused(first)) is FaultCode.SERVER_FAULT
    clock.wait(61)
    assert keeper.refused(first)
    assert keeper.access_token() != first


@pytest.mark.parametrize(
    "fault",
    [
        BoxFault("500", "token"),
        BoxFault("503", "token"),
        BoxFault("504", "token"),
        BoxFault("html", "token"),
        BoxFault("truncated", "token"),
        BoxFault("cut", "token"),
        BoxFault("cut", "token", after=True),
        BoxFault("503", "token", after=True),
    ],
    ids=lambda fault: f"{fault.kind}-{'after' if fault.after else 'before'}",
)
def test_a_lost_answer_is_asked_for_again_and_the_login_lives_on(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, fault: BoxFault
) -> None:
    assert keeper.logged_in()
    box.faults.add(replace(fault, times=1, struck=0))
    again = make_keeper()
    assert works(box, again.access_token())
    assert refreshes(box) == 2
    assert box.state.mistakes == []
    assert works(box, make_keeper().access_token())


def test_a_server_that_stays_away_is_asked_three_times_a_minute_and_logs_nobody_out(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, clock: Clock
) -> None:
    assert keeper.logged_in()
    box.faults.add(BoxFault("503", "token", times=None))
    with pytest.raises(Fault) as raised:
        make_keeper().access_token()
    assert (raised.value.code, raised.value.effect) == (FaultCode.SERVER_FAULT, Effect.WAIT)
    assert refreshes(box) == 3
    assert code_of(make_keeper().access_token) is FaultCode.SERVER_FAULT  # also after a restart
    assert refreshes(box) == 3
    clock.wait(61)
    box.faults.clear()
    assert works(box, make_keeper().access_token())


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(
    box: Sandbox, home: Home, keeper: TokenKeeper, clock: Clock, tmp_path: Path
) -> None:
    assert keeper.logged_in()
    box.close()
    again = TokenKeeper(box.url, registration_of(box), home, tmp_path / "x.lock", clock)
    for _ in range(5):
        assert code_of(again.access_token) is FaultCode.OFFLINE
    assert again.logged_in()


def test_a_lost_answer_without_grace_ends_the_login(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, home: Home
) -> None:
    box.options = replace(box.options, grace_seconds=0)
    assert keeper.logged_in()
    box.faults.add(BoxFault("cut", "token", after=True))
    again = make_keeper()
    assert code_of(again.access_token) is FaultCode.LOGIN_EXPIRED
    assert box.state.mistakes
    assert not again.logged_in()
    assert list(home.names()) == []
    assert code_of(again.access_token) is FaultCode.NOT_LOGGED_IN


def test_a_revoked_login_is_forgotten_and_said_to_be_over(
    keeper: TokenKeeper, box: Sandbox, clock: Clock, home: Home
) -> None:
    box.revoke_grants()
    clock.wait(3700)
    assert code_of(keeper.access_token) is FaultCode.LOGIN_EXPIRED
    assert list(home.names()) == []


def test_a_client_that_visma_does_not_know_keeps_the_login(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper
) -> None:
    assert keeper.logged_in()
    box.faults.add(BoxFault("invalid_client", "token"))
    again = make_keeper()
    assert code_of(again.access_token) is FaultCode.CLIENT_UNKNOWN
    assert works(box, again.access_token())


def test_a_crash_between_answer_and_keyring_is_mended_within_the_grace(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, home: Home
) -> None:
    assert keeper.logged_in()
    crashing = make_keeper()
    home.fail_at = 2  # the mark is written; the process dies as it writes what came
    with pytest.raises(KeyboardInterrupt):
        crashing.access_token()
    home.fail_at = None
    assert works(box, make_keeper().access_token())
    assert box.state.mistakes == []


def test_a_keyring_that_fails_keeps_the_new_token_for_the_next_call(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, home: Home, clock: Clock
) -> None:
    box.options = replace(box.options, grace_seconds=0)
    clock.wait(3700)
    home.locked_after = 1
    assert code_of(keeper.access_token) is FaultCode.KEYRING_LOCKED
    assert code_of(keeper.access_token) is FaultCode.KEYRING_LOCKED
    home.locked_after = None
    clock.wait(300)
    token = keeper.access_token()
    assert works(box, token)
    assert refreshes(box) == 1
    clock.wait(3600 - 300 - 61)  # its life began when it came, not when the keyring took it
    assert keeper.access_token() == token
    clock.wait(2)
    assert keeper.access_token() != token
    assert works(box, make_keeper().access_token())
    assert box.state.mistakes == []


def test_a_token_that_waited_longer_than_its_life_is_renewed_when_the_keyring_opens(
    keeper: TokenKeeper, box: Sandbox, home: Home, clock: Clock
) -> None:
    clock.wait(3700)
    home.locked_after = 1
    assert code_of(keeper.access_token) is FaultCode.KEYRING_LOCKED
    home.locked_after = None
    clock.wait(4000)
    assert works(box, keeper.access_token())
    assert refreshes(box) == 2
    assert box.state.mistakes == []


def test_a_new_login_is_not_overwritten_by_what_came_before_it(
    keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper, home: Home, clock: Clock
) -> None:
    clock.wait(3700)
    home.locked_after = 1
    assert code_of(keeper.access_token) is FaultCode.KEYRING_LOCKED
    home.locked_after = None
    box.revoke_grants()
    other = make_keeper()  # another process, in which the user logs in anew
    other.accept(grant_of(box))
    assert works(box, keeper.access_token())
    assert works(box, make_keeper().access_token())


def test_many_threads_at_once_make_one_refresh(keeper: TokenKeeper, box: Sandbox, clock: Clock) -> None:
    clock.wait(3700)
    box.faults.add(BoxFault("slow", "token", seconds=0.3))
    start, found = threading.Barrier(8), []

    def ask() -> None:
        start.wait()
        found.append(keeper.access_token())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert refreshes(box) == 1


def test_two_keepers_at_once_share_the_rotation(keeper: TokenKeeper, box: Sandbox, make_keeper: MakeKeeper) -> None:
    box.options = replace(box.options, grace_seconds=0)
    assert keeper.logged_in()
    box.faults.add(BoxFault("slow", "token", seconds=0.3, times=2))
    pair, found = [make_keeper(), make_keeper()], []
    threads = [threading.Thread(target=lambda k=k: found.append(k.access_token())) for k in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(works(box, token) for token in found)
    assert len(found) == 2
    assert box.state.mistakes == []


@pytest.mark.parametrize("which", ["server", "client"])
def test_a_token_is_never_sent_to_another_server_or_for_another_client(
    keeper: TokenKeeper, home: Home, box: Sandbox, tmp_path: Path, clock: Clock, which: str
) -> None:
    assert keeper.logged_in()
    with Sandbox(clock=clock) as other_box:
        url = other_box.url if which == "server" else box.url
        registration = registration_of(box, **({"client_id": "isv_other"} if which == "client" else {}))
        other = TokenKeeper(url, registration, home, tmp_path / "other.lock", clock)
        assert not other.logged_in()
        assert code_of(other.access_token) is FaultCode.NOT_LOGGED_IN
        assert refreshes(other_box) == refreshes(box) == 0


def test_an_entry_that_was_moved_to_another_servers_name_is_not_used(
    keeper: TokenKeeper, home: Home, box: Sandbox, tmp_path: Path, clock: Clock
) -> None:
    assert keeper.logged_in()
    with Sandbox(clock=clock) as thief:
        other = TokenKeeper(thief.url, registration_of(box), home, tmp_path / "other.lock", clock)
        home.copy_all(box.url, thief.url, box.client_id)
        assert not other.logged_in()


def test_logging_out_revokes_and_forgets(keeper: TokenKeeper, box: Sandbox, home: Home) -> None:
    token = home.token()
    keeper.log_out()
    assert not keeper.logged_in()
    assert list(home.names()) == []
    assert code_of(keeper.access_token) is FaultCode.NOT_LOGGED_IN
    answer = requests.post(
        f"{box.url}/connect/token",
        {"grant_type": "refresh_token", "refresh_token": token, "client_id": box.client_id,
         "client_secret": box.client_secret},
        timeout=5,
    )  # fmt: skip
    assert answer.json()["error"] == "invalid_grant"


def test_logging_out_without_a_network_forgets_all_the_same(keeper: TokenKeeper, box: Sandbox, home: Home) -> None:
    box.close()
    keeper.log_out()
    assert list(home.names()) == []


def test_logging_out_when_not_logged_in_is_nothing(make_keeper: MakeKeeper, box: Sandbox) -> None:
    make_keeper().log_out()
    assert box.state.requests == []


def test_a_lock_folder_that_cannot_be_made_is_a_fault(box: Sandbox, home: Home, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("en fil")
    keeper = TokenKeeper(box.url, registration_of(box), home, tmp_path / "taken" / "login.lock")
    assert code_of(lambda: keeper.accept(Grant("a", "b", 1))) is FaultCode.KEYRING_FAILED


def test_without_a_keyring_a_login_holds_until_the_program_ends(
    make_keeper: MakeKeeper, box: Sandbox, home: Home, clock: Clock
) -> None:
    home.missing = True
    keeper = make_keeper()
    assert code_of(lambda: keeper.accept(grant_of(box))) is FaultCode.KEYRING_MISSING
    assert keeper.logged_in()
    for _ in range(3):
        assert works(box, keeper.access_token())
        clock.wait(3700)
    home.missing = False
    assert home.names() == []
    assert not make_keeper().logged_in()
    keeper.accept(grant_of(box))  # there is a keyring now: a new login goes into it
    assert make_keeper().logged_in()
    keeper.log_out()
    assert not keeper.logged_in()


def test_a_locked_keyring_is_no_reason_to_hold_a_login_in_memory(
    make_keeper: MakeKeeper, box: Sandbox, home: Home
) -> None:
    home.locked_after = 0
    keeper = make_keeper()
    assert code_of(lambda: keeper.accept(grant_of(box))) is FaultCode.KEYRING_LOCKED
    assert not keeper.logged_in()
