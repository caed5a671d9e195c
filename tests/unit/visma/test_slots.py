"""Two slots: at every moment of a change one whole token is there."""

from __future__ import annotations

import json

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.visma import MemoryHome, key_of
from desktop.visma.secret_home import LONGEST
from desktop.visma.slots import SlotStore

SERVER, CLIENT = "https://connect.visma.com", "isv_bilagsdrop"


class Deaf(MemoryHome):
    """Says that it has written, and has not."""

    deaf = False

    def set(self, name: str, value: str) -> None:
        if not self.deaf:
            super().set(name, value)


@pytest.fixture
def home() -> Deaf:
    return Deaf()


@pytest.fixture
def slots(home: Deaf) -> SlotStore:
    return SlotStore(home, SERVER, CLIENT)


def held(home: MemoryHome) -> dict[str, str]:
    """Return which token lies under which name."""
    return {name[-1]: json.loads(value)["token"] for name, value in home._secrets.items()}


def test_a_new_token_goes_beside_the_one_in_use(slots: SlotStore, home: Deaf) -> None:
    for token in ("et", "to", "tre"):
        slots.put(token)
        current = slots.current()
        assert current is not None
        assert current.token == token
    assert held(home) == {"A": "tre", "B": "to"}


def test_a_mark_is_there_before_a_refresh_leaves_and_can_be_taken_back(slots: SlotStore) -> None:
    marked = slots.mark(slots.put("et"), 100.0, 2)
    assert slots.current() == marked
    assert (marked.token, marked.begun, marked.tries) == ("et", 100.0, 2)
    free = slots.unmark(marked)
    assert (free.token, free.begun, free.tries) == ("et", None, 0)


def test_a_write_that_did_not_happen_is_a_fault_and_the_old_token_stays(slots: SlotStore, home: Deaf) -> None:
    slots.put("et")
    home.deaf = True
    with pytest.raises(Fault) as raised:
        slots.put("to")
    assert raised.value.code is FaultCode.KEYRING_FAILED
    current = slots.current()
    assert current is not None
    assert current.token == "et"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        '{"generation": 1}',
        '{"token": "x", "extra": 1}',
        json.dumps({"generation": "9", "token": "x", "server": SERVER, "client": CLIENT}),
        json.dumps({"generation": 9, "token": None, "server": SERVER, "client": CLIENT}),
    ],
)
def test_a_damaged_slot_leaves_the_other(slots: SlotStore, home: Deaf, text: str) -> None:
    slots.put("et")
    slots.put("to")
    home.set(f"login {key_of(SERVER, CLIENT)} B", text)
    current = slots.current()
    assert current is not None
    assert current.token == "et"


def test_forgetting_leaves_nothing(slots: SlotStore, home: Deaf) -> None:
    slots.put("et")
    slots.put("to")
    slots.clear()
    assert slots.current() is None
    assert home._secrets == {}


def test_a_slot_fits_into_windows_credential_store(slots: SlotStore, home: Deaf) -> None:
    slots.mark(slots.put("A1" * 32), 1_790_000_000.123456, 3)
    assert max(map(len, home._secrets.values())) < LONGEST / 4
