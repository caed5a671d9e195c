from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import IN_FLIGHT, Place, Proof, State, Wish, place_of
from desktop.words import use_language
from desktop.words.about_trail import request_words, step_words
from desktop.words.about_undoing import proof_word, storage_fault
from desktop.words.faults import explain
from desktop.words.numbers import duration_text, size_text
from desktop.words.standing import receipt_word
from desktop.words.states import (
    field_word,
    missing_word,
    place_word,
    state_detail,
    state_word,
    waiting_word,
)


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
    assert receipt_word(waits) == "Venter på internettet"
    assert receipt_word(waits, later + dt.timedelta(seconds=1)) == "Sender"
    assert state_detail(Receipt("0" * 32, (), state=State.QUEUED)) == "om lidt"


def test_five_states_and_no_more() -> None:
    on_the_way = {state_word(s) for s in State if place_of(s) in {Place.OUTBOX, Place.TRAY, Place.ARCHIVE}}
    assert on_the_way == {"Mangler", "Klar", "Sender", "I Dinero", "Kræver dig", "Sletter i Dinero"}
    assert state_word(State.BINNED) == "I papirkurven"


@pytest.mark.parametrize("state", [s for s in State if place_of(s) is Place.OUTBOX and s is not State.ATTENTION])
def test_nobody_is_said_to_ask_or_send_after_a_logout(state: State) -> None:
    receipt = Receipt("0" * 32, (), state=state)
    assert receipt_word(receipt, logged_in=False) == "Venter på login"
    assert receipt_word(receipt) != "Venter på login"


def test_what_is_uncertain_is_asked_about() -> None:
    receipt = Receipt("0" * 32, (), state=State.UNCERTAIN, fault=FaultNote(FaultCode.TIMEOUT))
    assert (receipt_word(receipt), state_detail(receipt)) == ("Sender", "spørger Dinero, hvad der blev af det")


@pytest.mark.parametrize("state", [State.NEW, State.READY])
def test_a_file_that_dinero_has_without_a_voucher_is_told(state: State) -> None:
    receipt = Receipt("0" * 32, (), state=state, file_guid="web0")
    assert state_detail(receipt) == "filen ligger allerede i Dinero, uden køb"
    assert state_detail(Receipt("0" * 32, (), state=state)) == ""


def test_a_file_that_stays_in_dinero_is_told_of_a_binned_receipt() -> None:
    receipt = Receipt("0" * 32, (), state=State.BINNED, file_guid="web0")
    assert state_detail(receipt) == "filen bliver liggende i Dineros arkiv"
    assert state_detail(replace(receipt, file_guid=None)) == ""


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("wish", Wish)
def test_a_wish_is_told_before_the_state(state: State, wish: Wish) -> None:
    receipt = Receipt("0" * 32, (), state=state, wish=wish)
    said = {Wish.UNDO: "Fortrydes …", Wish.OFFSET: "Modposteres …", Wish.REPLACE: "Gør plads til din kladde …"}
    assert receipt_word(receipt) == said[wish]
    waits = state in IN_FLIGHT or state is State.UNCERTAIN
    assert state_detail(receipt) == ("så snart Dinero har svaret" if waits else "")


@pytest.mark.parametrize("kind", ["upload", "contact", "voucher", "book", "delete", "proof", "look_up", "list_files"])
def test_every_request_of_the_trail_has_words(kind: str) -> None:
    assert step_words(kind) not in {kind, ""}
    assert request_words(kind, "ok") != step_words(kind)


@pytest.mark.parametrize("proof", Proof)
def test_what_came_of_looking_back_has_words(proof: Proof) -> None:
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    receipt = Receipt("0" * 32, (), state=State.DRAFTED, proof=proof, delivered_at=now, file_name="bon.jpg")
    wrong = storage_fault(receipt)
    assert proof_word(proof)
    assert (wrong is None) is (proof is Proof.STORED)
    assert wrong is None or explain(wrong).title == proof_word(proof)
    assert storage_fault(replace(receipt, delivered_at=None)) is None


def test_what_is_missing_and_waited_for_is_named() -> None:
    assert missing_word(("amount", "paid_from")) == "Mangler beløb, betalt fra"
    assert waiting_word("Dinero") == "Venter på Dinero"
    assert field_word("no_such_field") == "no_such_field"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 byte"), (1, "1 byte"), (999, "999 byte"), (312_000, "312 kB"), (999_499, "999 kB"),
        (999_500, "1,0 MB"), (4_123_456, "4,1 MB"), (6_000_000, "6,0 MB"),
        (99_949_999, "99,9 MB"), (99_950_000, "100 MB"), (300_000_000, "300 MB"),
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
