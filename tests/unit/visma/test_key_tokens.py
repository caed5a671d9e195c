"""Access tokens from an API key, against a real server: when it is asked, what it may answer, what is told of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import KAFFE, STARTER, Options, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox.companies import ORGANIZATIONS
from desktop.visma import KeyTokens, PersonalKey
from tests.unit.visma.conftest import Clock
from tests.unit.visma.test_login_secrets import none_of, texts_of
from tests.unit.visma.test_token_answers import Endpoint

OFFLINE = "http://127.0.0.1:9"


def key_of_box(box: Sandbox, **changes: str) -> PersonalKey:
    return replace(PersonalKey(box.personal_client_id, box.personal_client_secret, box.api_key), **changes)


def tokens_of(box: Sandbox, clock: Clock, key: PersonalKey | None = None) -> KeyTokens:
    return KeyTokens(box.url, key or key_of_box(box), clock, (2.0, 2.0), clock.wait)


@pytest.fixture
def tokens(box: Sandbox, clock: Clock) -> KeyTokens:
    return tokens_of(box, clock)


def exchanges(box: Sandbox) -> int:
    return sum(1 for r in box.state.requests if r["operation"] == "personal_token")


def status(box: Sandbox, token: str) -> int:
    header = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{box.url}/v1/{KAFFE}/vatTypes", headers=header, timeout=5).status_code


def fault_of(function: Callable[[], object]) -> Fault:
    with pytest.raises(Fault) as raised:
        function()
    return raised.value


def test_one_exchange_serves_until_it_runs_out(tokens: KeyTokens, box: Sandbox, clock: Clock) -> None:
    first = tokens.access_token()
    assert status(box, first) == 200
    clock.wait(3500)
    assert tokens.access_token() == first
    clock.wait(50)  # less than a minute is left
    second = tokens.access_token()
    assert second != first
    assert status(box, second) == 200
    assert exchanges(box) == 2
    assert box.state.mistakes == []


def test_an_early_exchange_that_fails_changes_nothing_while_the_token_is_good(
    tokens: KeyTokens, box: Sandbox, clock: Clock
) -> None:
    first = tokens.access_token()
    clock.wait(3550)
    box.faults.add(BoxFault("503", "personal_token", times=None))
    assert tokens.access_token() == first
    assert tokens.access_token() == first
    clock.wait(60)
    assert fault_of(tokens.access_token).code is FaultCode.SERVER_FAULT
    box.faults.clear()
    assert status(box, tokens.access_token()) == 200


def test_many_threads_share_one_exchange(box: Sandbox, clock: Clock) -> None:
    tokens = tokens_of(box, clock)
    box.faults.add(BoxFault("slow", "personal_token", seconds=0.2))
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(tokens.access_token())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == exchanges(box) == 1


@pytest.mark.parametrize("kind", ["500", "502", "503", "504", "html", "truncated", "empty", "cut", "404"])
def test_a_key_is_good_for_another_try_after_any_unknown_outcome(
    tokens: KeyTokens, box: Sandbox, clock: Clock, kind: str
) -> None:
    before = clock.now
    box.faults.add(BoxFault(kind, "personal_token", times=2, after=kind == "cut"))
    assert status(box, tokens.access_token()) == 200
    assert exchanges(box) == 3
    assert clock.now == before + 2
    assert box.state.mistakes == []


def test_three_tries_are_enough(tokens: KeyTokens, box: Sandbox) -> None:
    box.faults.add(BoxFault("502", "personal_token", times=None))
    fault = fault_of(tokens.access_token)
    assert (fault.code, fault.effect) == (FaultCode.SERVER_FAULT, Effect.WAIT)
    assert exchanges(box) == 3


def test_a_server_that_does_not_answer_is_told_as_that(box: Sandbox, clock: Clock) -> None:
    tokens = KeyTokens(box.url, key_of_box(box), clock, (2.0, 0.1), clock.wait)
    box.faults.add(BoxFault("slow", "personal_token", seconds=0.5, times=None))
    fault = fault_of(tokens.access_token)
    assert (fault.code, fault.effect) == (FaultCode.TIMEOUT, Effect.WAIT)


def test_no_network_is_told_at_once(box: Sandbox, clock: Clock) -> None:
    before = clock.now
    tokens = KeyTokens(OFFLINE, key_of_box(box), clock, (2.0, 2.0), clock.wait)
    assert fault_of(tokens.access_token).code is FaultCode.OFFLINE
    assert clock.now == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"api_key": "sandbox-key-nobody"}, FaultCode.LOGIN_EXPIRED),
        ({"api_key": ORGANIZATIONS[STARTER].api_key}, FaultCode.LOGIN_EXPIRED),
        ({"client_secret": "forkert"}, FaultCode.CLIENT_UNKNOWN),
        ({"client_id": "en_anden"}, FaultCode.CLIENT_UNKNOWN),
        ({"client_id": "klient-æøå", "client_secret": "✓"}, FaultCode.CLIENT_UNKNOWN),
    ],
)
def test_a_refused_key_is_told_and_not_sent_again_at_once(
    box: Sandbox, clock: Clock, changes: dict[str, str], code: FaultCode
) -> None:
    tokens = tokens_of(box, clock, key_of_box(box, **changes))
    for _ in range(3):
        fault = fault_of(tokens.access_token)
        assert (fault.code, fault.effect, fault.params["way"]) == (code, Effect.WAIT, "key")
    assert exchanges(box) == 1
    clock.wait(61)
    assert fault_of(tokens.access_token).code is code
    assert exchanges(box) == 2


def test_a_key_that_dinero_takes_again_works_without_a_restart(tokens: KeyTokens, box: Sandbox, clock: Clock) -> None:
    box.faults.add(BoxFault("invalid_grant", "personal_token"))
    assert fault_of(tokens.access_token).code is FaultCode.LOGIN_EXPIRED
    clock.wait(61)
    assert status(box, tokens.access_token()) == 200


def test_a_clock_that_is_set_back_does_not_hold_a_key_for_ever(tokens: KeyTokens, box: Sandbox, clock: Clock) -> None:
    box.faults.add(BoxFault("invalid_grant", "personal_token"))
    assert fault_of(tokens.access_token).code is FaultCode.LOGIN_EXPIRED
    clock.wait(-86400)
    assert tokens.access_token()


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7), (None, 60)])
def test_a_break_that_dinero_asks_for_is_kept(
    tokens: KeyTokens, box: Sandbox, clock: Clock, retry_after: int | None, seconds: int
) -> None:
    box.faults.add(BoxFault("429", "personal_token", retry_after=retry_after))
    fault = fault_of(tokens.access_token)
    assert (fault.code, fault.effect, fault.retry_after) == (FaultCode.RATE_LIMITED, Effect.WAIT, seconds)
    clock.wait(seconds - 1)
    again = fault_of(tokens.access_token)
    assert (again.code, again.retry_after) == (FaultCode.RATE_LIMITED, 1)
    assert exchanges(box) == 1
    clock.wait(2)
    assert status(box, tokens.access_token()) == 200


def test_the_limit_of_the_server_itself_is_met_by_waiting(clock: Clock) -> None:
    with Sandbox(options=Options(personal_token_limit=1), clock=clock) as box:
        tokens = tokens_of(box, clock)
        assert tokens.access_token()
        other = tokens_of(box, clock)
        wait = fault_of(other.access_token).retry_after
        assert wait is not None
        clock.wait(wait)
        assert other.access_token()


def test_a_401_forces_one_exchange_in_five_minutes(tokens: KeyTokens, box: Sandbox, clock: Clock) -> None:
    first = tokens.access_token()
    clock.wait(1)
    box.expire_access_tokens()
    assert status(box, first) == 401
    clock.wait(1)
    assert tokens.refused(first)
    second = tokens.access_token()
    assert status(box, second) == 200
    assert tokens.refused(first), "another thread's, of before"
    assert not tokens.refused(second), "a company that this key does not open"
    clock.wait(301)
    assert tokens.refused(second)
    assert exchanges(box) == 3


def test_plain_http_is_for_this_computer_alone(box: Sandbox) -> None:
    fault = fault_of(lambda: KeyTokens("http://authz.example.dk", key_of_box(box)))
    assert (fault.code, fault.params["host"]) == (FaultCode.PLAIN_HTTP, "authz.example.dk")


# answers that no sandbox gives


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    thread = threading.Thread(target=endpoint.server.serve_forever, args=(0.05,))
    thread.start()
    yield endpoint
    endpoint.server.shutdown()
    thread.join()
    endpoint.server.server_close()


def asking(endpoint: Endpoint, clock: Clock) -> KeyTokens:
    return KeyTokens(endpoint.url, PersonalKey("klient", "HEMMELIG", "NOEGLEN"), clock, (2.0, 2.0), clock.wait)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, {"error": "invalid_grant"}, FaultCode.LOGIN_EXPIRED),
        (401, {"error": "invalid_client"}, FaultCode.CLIENT_UNKNOWN),
        (401, {"message": "Unauthorized"}, FaultCode.LOGIN_EXPIRED),
        (400, {"error": "unauthorized_client"}, FaultCode.CLIENT_UNKNOWN),
        (400, {"error": ["what"]}, FaultCode.LOGIN_EXPIRED),
        (403, {"code": 90, "message": "No subscription"}, FaultCode.NO_SUBSCRIPTION),
        (403, "a guest network", FaultCode.SERVER_FAULT),
        (401, None, FaultCode.SERVER_FAULT),
        (307, {"access_token": "x"}, FaultCode.SERVER_FAULT),
        (201, {"access_token": "x"}, FaultCode.SERVER_FAULT),
        (200, {"access_token": ""}, FaultCode.SERVER_FAULT),
        (200, ["access_token"], FaultCode.SERVER_FAULT),
    ],
)
def test_every_answer_has_its_meaning(
    endpoint: Endpoint, clock: Clock, status: int, body: object, code: FaultCode
) -> None:
    endpoint.says(status, body)
    fault = fault_of(asking(endpoint, clock).access_token)
    assert fault.code is code
    assert fault.effect is not Effect.ASK


def test_a_redirect_is_not_followed_with_the_key(endpoint: Endpoint, clock: Clock) -> None:
    endpoint.says(302, {})
    fault_of(asking(endpoint, clock).access_token)
    assert len(endpoint.asked) == 3
    assert all("NOEGLEN" in body for body in endpoint.asked)


@pytest.mark.parametrize("lifetime", ["3600", 3600, None, 0, -5, "x", True, float("inf")])
def test_a_strange_lifetime_is_an_hour(endpoint: Endpoint, clock: Clock, lifetime: object) -> None:
    endpoint.says(200, {"access_token": "et-token", "expires_in": lifetime, "refresh_token": ""})
    tokens = asking(endpoint, clock)
    assert tokens.access_token() == "et-token"
    clock.wait(3500)
    assert tokens.access_token() == "et-token"
    assert len(endpoint.asked) == 1


# secrets


@pytest.mark.parametrize("kind", ["503", "html", "cut", "truncated", "invalid_grant", "invalid_client", "429"])
def test_an_exchange_that_fails_tells_no_secret(
    box: Sandbox, clock: Clock, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    caplog.set_level(logging.DEBUG)
    key = key_of_box(box)
    tokens = tokens_of(box, clock, key)
    box.faults.add(BoxFault(kind, "personal_token", times=None))
    fault = fault_of(tokens.access_token)
    none_of((key.api_key, key.client_secret), *texts_of(fault), repr(fault.note()), repr(tokens), caplog.text)


def test_an_exchange_that_succeeds_tells_no_secret_and_writes_none(
    box: Sandbox, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    key = key_of_box(box)
    tokens = tokens_of(box, clock, key)
    token = tokens.access_token()
    none_of((key.api_key, key.client_secret, token), repr(tokens), repr(key), caplog.text)
    assert list(tmp_path.rglob("*")) == []
    assert box.state.mistakes == []
