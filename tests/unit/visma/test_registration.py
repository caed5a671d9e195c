"""Where a registration comes from, in which order, and that its secret is in no file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.config import Settings
from desktop.receipts.faults import Fault, FaultCode
from desktop.visma import MemoryHome, Registration, Source, find_registration, secret_name
from desktop.visma.registration import FromBuild

ENVIRON = {
    "BILAGSDROP_CLIENT_ID": "isv_env",
    "BILAGSDROP_CLIENT_SECRET": "env-hemmelighed",
    "BILAGSDROP_REDIRECT_URI": "https://env.example.dk/cb",
}
SETTINGS = Settings(client_id="isv_own", redirect_uri="https://own.example.dk/cb")


@pytest.fixture
def home() -> MemoryHome:
    home = MemoryHome()
    home.set(secret_name("isv_own"), "egen-hemmelighed")
    return home


def test_the_environment_comes_first(home: MemoryHome) -> None:
    found = find_registration(ENVIRON, SETTINGS, home)
    assert found == Registration("isv_env", "env-hemmelighed", "https://env.example.dk/cb", Source.ENVIRONMENT)


@pytest.mark.parametrize("missing", sorted(ENVIRON))
def test_half_an_environment_is_none(home: MemoryHome, missing: str) -> None:
    found = find_registration({k: v for k, v in ENVIRON.items() if k != missing}, SETTINGS, home)
    assert found == Registration("isv_own", "egen-hemmelighed", "https://own.example.dk/cb", Source.SETTINGS)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(client_id="isv_own"),
        Settings(redirect_uri="https://own.example.dk/cb"),
        Settings(client_id="isv_other", redirect_uri="https://own.example.dk/cb"),
    ],
)
def test_without_id_address_or_secret_there_is_no_registration(home: MemoryHome, settings: Settings) -> None:
    assert find_registration({}, settings, home) is None


def test_a_release_can_bring_its_own(tmp_path: Path) -> None:
    path = tmp_path / "registration.json"
    path.write_text(json.dumps({"client_id": "isv_b", "client_secret": "s", "redirect_uri": "https://b.example.dk/"}))
    assert FromBuild(path).registration() == Registration("isv_b", "s", "https://b.example.dk/", Source.BUILD)
    assert FromBuild(tmp_path / "none.json").registration() is None


def test_a_keyring_that_is_locked_is_told(home: MemoryHome, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_name: str) -> str:
        raise Fault(FaultCode.KEYRING_LOCKED)

    monkeypatch.setattr(home, "get", locked)
    with pytest.raises(Fault) as raised:
        find_registration({}, SETTINGS, home)
    assert raised.value.code is FaultCode.KEYRING_LOCKED


def test_a_registration_does_not_show_its_secret(home: MemoryHome) -> None:
    assert "egen-hemmelighed" not in repr(find_registration({}, SETTINGS, home))
