"""Secrets in a real secret service: kept, forgotten, locked, missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.visma import KeyringHome
from desktop.visma.secret_home import LONGEST
from tests.keyring.conftest import Session


@pytest.mark.usefixtures("unlocked")
def test_a_secret_is_kept_read_changed_and_forgotten() -> None:
    home = KeyringHome()
    assert home.backend_name() == "SecretService"
    assert home.get("login x") is None
    home.set("login x", "blåbærgrød æøå €")
    home.set("login y", "andet")
    assert home.get("login x") == "blåbærgrød æøå €"
    home.set("login x", "nyt")
    assert (home.get("login x"), home.get("login y")) == ("nyt", "andet")
    home.delete("login x")
    home.delete("login x")  # what isn't there is no fault
    assert (home.get("login x"), home.get("login y")) == (None, "andet")


@pytest.mark.usefixtures("unlocked")
def test_the_longest_secret_fits_and_a_longer_one_is_refused() -> None:
    home = KeyringHome()
    home.set("login x", "a" * LONGEST)
    assert home.get("login x") == "a" * LONGEST
    with pytest.raises(Fault) as raised:
        home.set("login x", "a" * (LONGEST + 1))
    assert raised.value.code is FaultCode.LOGIN_TOO_LONG
    assert home.get("login x") == "a" * LONGEST


def test_a_secret_outlives_the_session(unlocked: Session) -> None:
    KeyringHome().set("login x", "holder")
    unlocked.stop()
    unlocked.start()
    assert KeyringHome().get("login x") == "holder"


def test_a_locked_keyring_is_told_as_such_and_opens_again(unlocked: Session) -> None:
    home = KeyringHome()
    home.set("login x", "holder")
    unlocked.stop()
    unlocked.start(password="forkert")
    calls: list[Callable[[], object]] = [lambda: home.get("login x"), lambda: home.set("login x", "nyt")]
    for call in calls:
        with pytest.raises(Fault) as raised:
            call()
        assert raised.value.code is FaultCode.KEYRING_LOCKED
    unlocked.stop()
    unlocked.start()
    assert home.get("login x") == "holder"


@pytest.mark.usefixtures("session")
def test_a_session_without_a_keyring_has_none() -> None:
    with pytest.raises(Fault) as raised:
        KeyringHome().set("login x", "y")
    assert raised.value.code is FaultCode.KEYRING_MISSING


def test_a_keyring_that_is_started_after_the_program_is_found(session: Session) -> None:
    home = KeyringHome()
    with pytest.raises(Fault):
        home.set("login x", "y")
    session.start()
    home.set("login x", "y")
    assert home.get("login x") == "y"


@pytest.mark.usefixtures("environ")
def test_a_computer_without_a_session_has_no_keyring() -> None:
    with pytest.raises(Fault) as raised:
        KeyringHome().get("login x")
    assert raised.value.code is FaultCode.KEYRING_MISSING


def test_a_keyring_that_goes_away_while_the_program_runs_is_a_fault(unlocked: Session) -> None:
    home = KeyringHome()
    home.set("login x", "holder")
    unlocked.stop()
    with pytest.raises(Fault) as raised:
        home.get("login x")
    assert raised.value.code is FaultCode.KEYRING_MISSING
    unlocked.start()
    assert home.get("login x") == "holder"


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_a_backend_that_the_environment_names_does_not_take_the_systems_place(
    monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    with pytest.raises(Fault) as raised:
        KeyringHome().set("login x", "y")
    assert raised.value.code is FaultCode.KEYRING_MISSING


@pytest.mark.usefixtures("unlocked")
def test_no_secret_is_in_a_plain_file(environ: Path) -> None:
    KeyringHome().set("login x", "meget-hemmeligt-1234")
    written = [path for path in environ.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in written)
    assert not any(b"meget-hemmeligt-1234" in path.read_bytes() for path in written)
