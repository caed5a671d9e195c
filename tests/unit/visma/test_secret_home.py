"""Where secrets live: which keyrings are taken, which are refused, and one that does not come back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties

from desktop.receipts.faults import Fault, FaultCode
from desktop.visma import KeyringHome
from desktop.visma.secret_home import LONGEST


class FileKeyring(KeyringBackend):
    """A keyring that would keep secrets in plain text, as a user's keyringrc.cfg can ask for."""

    def __init__(self) -> None:
        """Set nothing up: keyring's own reads the user's environment."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - belongs to the class
        raise RuntimeError("found by nobody who looks for a keyring")

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError((service, username, password))


class SlowKeyring(FileKeyring):
    """A system's keyring whose collection is locked, and that waits for a person."""

    let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait(30)
        return f"{service} {username}"


class BrokenKeyring(FileKeyring):
    """A system's keyring that fails with the secret in its words."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(service, username, password)


SlowKeyring.__module__ = BrokenKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back the keyring of this session afterwards."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


def code_of(raised: pytest.ExceptionInfo[Fault]) -> FaultCode:
    return raised.value.code


@pytest.mark.usefixtures("use")
@pytest.mark.parametrize(
    "backend",
    [FileKeyring(), keyring.backends.null.Keyring(), keyring.backends.fail.Keyring()],  # type: ignore[no-untyped-call]
    ids=["plain text", "nowhere", "none"],
)
def test_a_keyring_that_is_not_the_systems_is_refused(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)
    home = KeyringHome()
    calls: list[Callable[[], object]] = [
        lambda: home.get("x"),
        lambda: home.set("x", "y"),
        lambda: home.delete("x"),
        home.backend_name,
    ]
    for call in calls:
        with pytest.raises(Fault) as raised:
            call()
        assert code_of(raised) is FaultCode.KEYRING_MISSING


@pytest.mark.usefixtures("use")
def test_a_keyring_that_does_not_come_back_is_given_up() -> None:
    keyring.set_keyring(SlowKeyring())
    SlowKeyring.let_go.clear()
    home = KeyringHome(seconds=0.1)
    for _ in range(2):
        with pytest.raises(Fault) as raised:
            home.get("x")
        assert code_of(raised) is FaultCode.KEYRING_LOCKED
    SlowKeyring.let_go.set()
    assert home.get("x") == "Bilagsdrop x bilagsdrop"  # a later call is served again


@pytest.mark.usefixtures("use")
def test_what_a_keyring_says_as_it_fails_goes_no_further() -> None:
    keyring.set_keyring(BrokenKeyring())
    with pytest.raises(Fault) as raised:
        KeyringHome().set("x", "HEMMELIG")
    assert code_of(raised) is FaultCode.KEYRING_FAILED
    assert raised.value.params == {"reason": "OSError"}
    assert "HEMMELIG" not in repr(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@pytest.mark.usefixtures("use")
@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "\N{KEY}" * (LONGEST // 2 + 1)], ids=["letters", "pairs"])
def test_a_secret_that_windows_could_not_hold_is_refused_everywhere(text: str) -> None:
    keyring.set_keyring(BrokenKeyring())
    with pytest.raises(Fault) as raised:
        KeyringHome().set("x", text)
    assert (raised.value.code, raised.value.params) == (FaultCode.LOGIN_TOO_LONG, {"limit": 1280})
