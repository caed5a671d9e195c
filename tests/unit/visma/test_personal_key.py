"""What a key may look like, and how it lies in the keyring: whole, bound to its server, readable by nobody else."""

from __future__ import annotations

import json

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.visma import KeyStore, PersonalKey, checked_key
from desktop.visma.secret_home import LONGEST
from desktop.visma.slots import key_of
from tests.unit.visma.conftest import Home

SERVER = "https://authz.example.dk"
KEY = PersonalKey("min_klient", "hemmelighed-æøå", "nøgle-1")


@pytest.fixture
def store(home: Home) -> KeyStore:
    return KeyStore(home, SERVER)


def test_what_was_kept_is_found_again(store: KeyStore, home: Home) -> None:
    store.put(KEY)
    assert store.get("min_klient") == KEY
    assert KeyStore(home, SERVER + "/").get("min_klient") == KEY
    assert store.secret("min_klient") == KEY.client_secret
    assert store.get("en_anden") is None


def test_forgetting_leaves_nothing(store: KeyStore, home: Home) -> None:
    store.put(KEY)
    store.clear("min_klient")
    store.clear("min_klient")
    assert home.names() == []
    assert store.get("min_klient") is None


def test_another_server_gets_nothing_even_when_the_entries_were_copied(store: KeyStore, home: Home) -> None:
    store.put(KEY)
    other = KeyStore(home, "https://authz.example.com")
    assert other.get("min_klient") is None
    home.copy_all(SERVER, "https://authz.example.com", "min_klient")
    assert len([n for n in home.names() if key_of("https://authz.example.com", "min_klient") in n]) == 2
    assert other.get("min_klient") is None


@pytest.mark.parametrize(
    "entry", ["", "{", "[]", "1", "null", '{"server": "x"}', json.dumps({"server": SERVER, "client": "min_klient"})]
)
def test_a_damaged_entry_is_no_key(store: KeyStore, home: Home, entry: str) -> None:
    store.put(KEY)
    home.set(f"personal-key {key_of(SERVER, 'min_klient')} key", entry)
    assert store.get("min_klient") is None


def test_a_keyring_that_takes_it_and_hands_out_nothing_is_told(
    store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Home, "get", lambda *_: None)
    with pytest.raises(Fault) as raised:
        store.put(KEY)
    assert raised.value.code is FaultCode.KEYRING_FAILED


def test_spaces_round_it_are_taken_off() -> None:
    assert checked_key(" min_klient\n", "\themmelighed-æøå ", "nøgle-1\r\n") == KEY


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("text", ["", " ", "a b", "a\nb", "a\x00b", "a\u200bb", "x" * 1001, "😀" * 501])
def test_what_is_no_whole_key_is_told(place: int, text: str) -> None:
    parts = ["client", "secret", "key"]
    parts[place] = text
    with pytest.raises(Fault) as raised:
        checked_key(*parts)
    assert raised.value.code is FaultCode.KEY_UNUSABLE


def test_a_client_id_leaves_room_for_what_stands_beside_it() -> None:
    assert checked_key("x" * 100, "s", "k")
    with pytest.raises(Fault):
        checked_key("x" * 101, "s", "k")


@pytest.mark.parametrize("text", ["x" * 1000, "😀" * 500, '"' * 500])
def test_the_longest_fits_into_windows_keyring(home: Home, text: str) -> None:
    server, key = "https://authz.dinero.dk", checked_key("k" * 100, text, text)
    store = KeyStore(home, server)
    store.put(key)
    assert store.get(key.client_id) == key
    lengths = [len(str(home.get(name)).encode("utf-16-le")) for name in home.names()]
    assert max(lengths) <= 2 * LONGEST


def test_a_key_does_not_show_itself() -> None:
    assert repr(KEY) == "PersonalKey(client_id='min_klient')"
