from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State
from desktop.words import use_language
from desktop.words.numbers import duration_text, size_text
from desktop.words.states import field_word, missing_word, place_word, state_detail, state_word, waiting_word


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("en")


def test_every_state_and_view_has_a_word() -> None:
    assert all(state_word(state) for state in State)
    assert [place_word(place) for place in Place] == ["Bakke", "Afsendes", "Arkiv", "Papirkurv"]
    assert state_word(State.ATTENTION) == "Kræver dig"


def test_a_draft_is_said_not_to_be_booked() -> None:
    receipt = Receipt("0" * 32, (), state=State.DRAFTED)
    assert (state_word(receipt.state), state_detail(receipt)) == ("I Dinero", "kladde, ikke bogført")
    assert state_detail(Receipt("0" * 32, (), state=State.DRAFTED, book=True)) == "kladde, skal bogføres"
    assert state_detail(Receipt("0" * 32, (), state=State.BOOKED)) == "bogført"


def test_a_receipt_that_waits_is_said_to_try_again() -> None:
    later = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    waits = Receipt("0" * 32, (), state=State.QUEUED, fault=FaultNote(FaultCode.OFFLINE), not_before=later)
    assert state_detail(waits) == "prøver igen af sig selv"
    assert state_detail(Receipt("0" * 32, (), state=State.QUEUED)) == ""


@pytest.mark.parametrize("state", [State.NEW, State.READY, State.BINNED])
def test_a_file_that_dinero_has_without_a_voucher_is_told(state: State) -> None:
    receipt = Receipt("0" * 32, (), state=state, file_guid="web0")
    assert state_detail(receipt) == "filen ligger allerede i Dinero, uden køb"
    assert state_detail(Receipt("0" * 32, (), state=state)) == ""


def test_what_is_missing_and_waited_for_is_named() -> None:
    assert missing_word(("amount", "paid_from")) == "Mangler beløb, betalt fra"
    assert waiting_word("Dinero") == "Venter på Dinero"
    assert field_word("no_such_field") == "no_such_field"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 byte"), (1, "1 byte"), (999, "999 byte"), (312_000, "312 kB"), (999_499, "999 kB"),
        (999_500, "1,0 MB"), (4_123_456, "4,1 MB"), (6_000_000, "6,0 MB"),
    ],
)  # fmt: skip
def test_sizes(size: int, words: str) -> None:
    assert size_text(size) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 sekunder"),
        (1, "1 sekund"),
        (59.4, "59 sekunder"),
        (60, "1 min."),
        (150, "2 min."),
        (3600, "1 t."),
        (3900, "1 t. 5 min."),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration_text(seconds) == words
