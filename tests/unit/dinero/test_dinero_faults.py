"""Every class of fault that the sandbox can make: what it is called, and what it means for the work."""

from __future__ import annotations

import pytest

from desktop.dinero.client import DineroClient
from desktop.http import new_session
from desktop.receipts.faults import Effect, FaultCode
from desktop.receipts.faults import Fault as Ours
from desktop.sandbox import FREMMED, STARTER, Fault, FaultKind, Sandbox


def read(client: DineroClient, org: int) -> Ours:
    with pytest.raises(Ours) as caught:
        client.vat_types(org)
    return caught.value


def write(client: DineroClient, org: int) -> Ours:
    with pytest.raises(Ours) as caught:
        client.create_contact(org, "0a3f41c8-3b0f-4c39-b1d5-5a47dba1b5a5", "Netto")
    return caught.value


READS = [
    ("500", FaultCode.SERVER_FAULT, Effect.WAIT),
    ("502", FaultCode.SERVER_FAULT, Effect.WAIT),
    ("503", FaultCode.SERVER_FAULT, Effect.WAIT),
    ("504", FaultCode.SERVER_FAULT, Effect.WAIT),
    ("480", FaultCode.BROWNOUT, Effect.WAIT),
    ("429", FaultCode.RATE_LIMITED, Effect.WAIT),
    ("html", FaultCode.BAD_ANSWER, Effect.WAIT),
    ("cut", FaultCode.OFFLINE, Effect.WAIT),
    ("truncated", FaultCode.OFFLINE, Effect.WAIT),
    ("empty", FaultCode.BAD_ANSWER, Effect.WAIT),
    ("403", FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY),
    ("403/41", FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY),
    ("404", FaultCode.NOT_FOUND, Effect.STOP_RECEIPT),
    ("400/63", FaultCode.NOT_FOUND, Effect.STOP_RECEIPT),
    ("400/65", FaultCode.NOT_FOUND, Effect.STOP_RECEIPT),
    ("400/43", FaultCode.REFUSED, Effect.STOP_RECEIPT),
]


@pytest.mark.parametrize(("kind", "code", "effect"), READS)
def test_faults_of_a_read(
    box: Sandbox, client: DineroClient, org: int, kind: str, code: FaultCode, effect: Effect
) -> None:
    box.faults.add(Fault(kind, "vat_types"))
    fault = read(client, org)
    assert (fault.code, fault.effect) == (code, effect)
    assert client.vat_types(org)


WRITES = [
    ("500", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("502", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("504", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("480", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("html", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("cut", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("truncated", FaultCode.UNKNOWN_OUTCOME, Effect.ASK),
    ("429", FaultCode.RATE_LIMITED, Effect.WAIT),
    ("403", FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY),
    ("400/58", FaultCode.STALE_TIMESTAMP, Effect.STOP_RECEIPT),
    ("400/42", FaultCode.REFUSED, Effect.STOP_RECEIPT),
    ("409/72", FaultCode.CONFLICT, Effect.STOP_RECEIPT),
    ("404", FaultCode.NOT_FOUND, Effect.STOP_RECEIPT),
    ("413", FaultCode.FILE_NOT_ACCEPTED, Effect.STOP_RECEIPT),
    ("415", FaultCode.FILE_NOT_ACCEPTED, Effect.STOP_RECEIPT),
]


@pytest.mark.parametrize(("kind", "code", "effect"), WRITES)
def test_faults_of_a_write(
    box: Sandbox, client: DineroClient, org: int, kind: str, code: FaultCode, effect: Effect
) -> None:
    box.faults.add(Fault(kind, "contact"))
    fault = write(client, org)
    assert (fault.code, fault.effect) == (code, effect)
    assert len([r for r in box.state.requests if r["operation"] == "contact"]) == 1


@pytest.mark.parametrize("kind", ["cut", "truncated", "500", "html"])
def test_a_write_that_happened_is_asked_for_and_sent_once(
    box: Sandbox, client: DineroClient, org: int, kind: str
) -> None:
    before = len(box.state.contacts(org))
    box.faults.add(Fault(kind, "contact", after=True))
    fault = write(client, org)
    assert (fault.code, fault.effect, fault.params["step"]) == (FaultCode.UNKNOWN_OUTCOME, Effect.ASK, "contact")
    assert len(box.state.contacts(org)) == before + 1


def test_a_slow_answer_to_a_write_is_asked_for(box: Sandbox, client: DineroClient, org: int) -> None:
    with new_session() as session:
        hasty = DineroClient(box.url, client._transport._tokens, session, timeouts=(5.0, 0.3))
        box.faults.add(Fault(FaultKind.SLOW, "contact", seconds=30))
        box.faults.add(Fault(FaultKind.SLOW, "vat_types", seconds=30))
        assert (write(hasty, org).effect, read(hasty, org).code) == (Effect.ASK, FaultCode.TIMEOUT)


@pytest.mark.parametrize(("header", "wait"), [(7, 7.0), (None, 60.0), (999_999, 3600.0)])
def test_a_429_says_how_long_to_wait(
    box: Sandbox, client: DineroClient, org: int, header: int | None, wait: float
) -> None:
    box.options = box.options.changed({"retry_after": header is not None})
    box.faults.add(Fault("429", "vat_types", retry_after=header))
    fault = read(client, org)
    assert (fault.code, fault.retry_after) == (FaultCode.RATE_LIMITED, wait)


def test_a_401_takes_a_new_token_and_repeats_once(box: Sandbox, client: DineroClient, org: int) -> None:
    client.vat_types(org)
    box.expire_access_tokens()
    before = len(box.state.contacts(org))
    client.create_contact(org, "0a3f41c8-3b0f-4c39-b1d5-5a47dba1b5a5", "Netto")
    assert len(box.state.contacts(org)) == before + 1
    assert [r["status"] for r in box.state.requests if r["operation"] == "contact"] == [401, 200]


def test_a_second_401_means_the_company_and_is_not_repeated(box: Sandbox, client: DineroClient, org: int) -> None:
    box.faults.add(Fault("401", "vat_types", times=None))
    fault = read(client, org)
    assert (fault.code, fault.effect) == (FaultCode.WRONG_PROFILE, Effect.STOP_COMPANY)
    assert len(box.state.requests) == 2


def test_a_401_is_not_repeated_where_there_is_no_other_token(box: Sandbox, org: int) -> None:
    with new_session() as session:
        fault = read(DineroClient(box.url, Spent(), session), org)
    assert fault.code is FaultCode.WRONG_PROFILE
    assert len(box.state.requests) == 1


def test_a_401_on_the_list_of_companies_is_about_the_login(box: Sandbox) -> None:
    with new_session() as session, pytest.raises(Ours) as caught:
        DineroClient(box.url, Spent(), session).organizations()
    assert (caught.value.code, caught.value.effect) == (FaultCode.UNAUTHORIZED, Effect.STOP_COMPANY)


class Spent:
    """A login whose token nothing can replace."""

    def access_token(self) -> str:
        return "spent"

    def refused(self, token: str) -> bool:
        return token != "spent"


def test_anothers_company_and_one_without_pro_are_told_apart(box: Sandbox, client: DineroClient) -> None:
    assert read(client, FREMMED).code is FaultCode.WRONG_PROFILE
    with new_session() as session:
        token = box.issue_tokens("udenpro@example.dk").access_token
        fault = read(DineroClient(box.url, Given(token), session), STARTER)
    assert (fault.code, fault.params["company"]) == (FaultCode.NO_SUBSCRIPTION, STARTER)


class Given:
    """One token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def refused(self, token: str) -> bool:
        return token != self._token


def test_nobody_listening_means_that_nothing_was_written(box: Sandbox, client: DineroClient, org: int) -> None:
    box.close()
    for fault in (read(client, org), write(client, org)):
        assert (fault.code, fault.effect) == (FaultCode.OFFLINE, Effect.WAIT)


def test_a_name_that_is_not_known_means_that_nothing_was_written(org: int) -> None:
    with new_session() as session:
        fault = write(DineroClient("https://api.test.invalid", Spent(), session), org)
    assert (fault.code, fault.effect) == (FaultCode.OFFLINE, Effect.WAIT)


@pytest.mark.parametrize("url", ["http://api.dinero.dk", "http://127.0.0.1.example.dk", "ftp://127.0.0.1", "127.0.0.1"])
def test_a_token_is_never_sent_in_the_clear(url: str) -> None:
    with new_session() as session, pytest.raises(Ours) as caught:
        DineroClient(url, Spent(), session)
    assert caught.value.code is FaultCode.PLAIN_HTTP


def test_no_fault_shows_a_token(box: Sandbox, client: DineroClient, org: int) -> None:
    token = client._transport._tokens.access_token()
    box.faults.add(Fault("cut", "contact"))
    fault = write(client, org)
    assert token not in repr(fault) + str(fault) + repr(fault.note())
