from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.dinero import VoucherRead
from desktop.outbox.answers import Absent, ContactKnown, FileKnown, Step, Unanswered, VoucherKnown
from desktop.outbox.machine import next_step
from desktop.outbox.moves import after_answer, after_fault, interrupted, resumed, state_before
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt, VoucherKind
from desktop.receipts.states import IN_FLIGHT, State

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
TIMING = Timing(spread=0)
CASH = Draft("Netto", None, dt.date(2026, 5, 14), Decimal("125.00"), 2000, None, 55000)
CREDIT = replace(CASH, credit=True, paid_from=None, due=dt.date(2026, 6, 1))

NOTE = replace(CASH, kind=VoucherKind.CREDIT_NOTE, paid_from=None)


def receipt(state: State, **changes: object) -> Receipt:
    base = Receipt("ab" * 16, (Original("c" * 64, "a.jpg", "image/jpeg", 1),), state, CASH, 42, rendition_sha256="d")
    return replace(base, **changes)  # type: ignore[arg-type]


def read(status: str = "Draft", number: int | None = None) -> VoucherRead:
    return VoucherRead("v", "0B", status, number, "cash", None, "web0", "ab" * 16, None, 55000, "DK", "DKK", None, ())


@pytest.mark.parametrize(
    ("given", "step"),
    [
        (receipt(State.QUEUED, rendition_sha256=None), Step.PREPARE),
        (receipt(State.QUEUED), Step.UPLOAD),
        (receipt(State.QUEUED, file_guid="web0"), Step.VOUCHER),
        (receipt(State.UPLOADED), Step.VOUCHER),
        (receipt(State.UPLOADED, draft=CREDIT, contact_guid="k"), Step.CONTACT),
        (receipt(State.UPLOADED, draft=replace(CREDIT, contact_guid="k"), contact_guid="k"), Step.VOUCHER),
        (receipt(State.UPLOADED, draft=NOTE, contact_guid="k"), Step.CONTACT),
        (receipt(State.UPLOADED, draft=replace(NOTE, contact_guid="k"), contact_guid="k"), Step.VOUCHER),
        (receipt(State.UPLOADED, draft=replace(CREDIT, kind=VoucherKind.MANUAL, balancing=55000)), Step.VOUCHER),
        (receipt(State.DRAFTED), None),
        (receipt(State.DRAFTED, book=True), Step.BOOK),
        (receipt(State.DRAFTED, book=True, fault=FaultNote(FaultCode.OFFLINE)), Step.BOOK),
        (receipt(State.DRAFTED, book=True, fault=FaultNote(FaultCode.CHANGED_IN_DINERO)), None),
        (receipt(State.UNCERTAIN, resume=State.UPLOADING), Step.ASK_FILE),
        (receipt(State.UNCERTAIN, resume=State.CREATING), Step.ASK_VOUCHER),
        (receipt(State.UNCERTAIN, resume=State.BOOKING), Step.ASK_BOOKING),
        (receipt(State.UNCERTAIN, resume=State.CONTACT), Step.ASK_CONTACT),
        (receipt(State.ATTENTION, resume=State.QUEUED), None),
        (receipt(State.NEW), None),
        (receipt(State.READY), None),
        (receipt(State.BOOKED), None),
        (receipt(State.BINNED), None),
        (receipt(State.REMOVED), None),
    ],
)
def test_the_next_step_follows_from_the_state(given: Receipt, step: Step | None) -> None:
    assert next_step(given) is step


@pytest.mark.parametrize("state", sorted(IN_FLIGHT))
def test_a_request_that_was_out_at_a_crash_is_asked_about(state: State) -> None:
    after = interrupted(receipt(state), NOW)
    assert (after.state, after.resume, after.not_before) == (State.UNCERTAIN, state, NOW)
    assert next_step(after) is not None


@pytest.mark.parametrize("state", sorted(IN_FLIGHT))
def test_nothing_written_goes_back_one_step_and_waits_longer_each_time(state: State) -> None:
    now = receipt(state)
    waits = []
    for _ in range(8):
        now = after_fault(
            replace(now, state=state), Step.UPLOAD, Fault(FaultCode.SERVER_FAULT, Effect.WAIT), NOW, TIMING
        )
        assert now.state is state_before(receipt(state), state)
        assert now.not_before is not None
        waits.append((now.not_before - NOW).total_seconds())
    assert waits == [2, 10, 30, 120, 600, 3600, 3600, 3600]


@pytest.mark.parametrize("state", sorted(IN_FLIGHT))
def test_an_unknown_outcome_is_asked_about_and_never_repeated(state: State) -> None:
    fault = Fault(FaultCode.UNKNOWN_OUTCOME, Effect.ASK, reason="connection")
    after = after_fault(receipt(state), Step.UPLOAD, fault, NOW, TIMING)
    assert (after.state, after.resume) == (State.UNCERTAIN, state)
    assert after.not_before == NOW + dt.timedelta(seconds=2)


@pytest.mark.parametrize(("reason", "look_ups"), [("connection", [8, 20]), ("timeout", [8, 20, 60])])
def test_only_what_is_missing_from_every_look_up_is_sent_again(reason: str, look_ups: list[int]) -> None:
    now = receipt(
        State.UNCERTAIN, resume=State.UPLOADING, fault=FaultNote(FaultCode.UNKNOWN_OUTCOME, {"reason": reason})
    )
    for seconds in look_ups:
        now = after_answer(now, Absent(), NOW, TIMING)
        assert now.state is State.UNCERTAIN
        assert now.not_before == NOW + dt.timedelta(seconds=seconds)
    now = after_answer(now, Absent(), NOW, TIMING)
    assert (now.state, now.resume, now.attempts) == (State.QUEUED, None, 0)


def test_a_look_up_that_fails_neither_counts_nor_forgets_what_is_asked() -> None:
    now = receipt(State.UNCERTAIN, resume=State.CREATING, attempts=1, fault=FaultNote(FaultCode.UNKNOWN_OUTCOME))
    for code in (FaultCode.SERVER_FAULT, FaultCode.BAD_ANSWER, FaultCode.OFFLINE, FaultCode.RATE_LIMITED):
        after = after_fault(now, Step.ASK_VOUCHER, Fault(code, Effect.WAIT), NOW, TIMING)
        assert (after.state, after.resume, after.attempts, after.fault) == (
            State.UNCERTAIN,
            State.CREATING,
            1,
            now.fault,
        )


def test_offline_and_a_missing_login_count_as_no_failure() -> None:
    for code in (FaultCode.OFFLINE, FaultCode.LOGIN_EXPIRED, FaultCode.KEYRING_LOCKED):
        after = after_fault(receipt(State.UPLOADING), Step.UPLOAD, Fault(code, Effect.WAIT), NOW, TIMING)
        assert (after.state, after.attempts, after.not_before) == (State.QUEUED, 0, None)


def test_a_voucher_refused_for_its_file_is_tried_once_more() -> None:
    fault = Fault(FaultCode.REFUSED, Effect.STOP_RECEIPT, names_file=1)
    once = after_fault(receipt(State.CREATING, file_guid="web0"), Step.VOUCHER, fault, NOW, TIMING)
    assert (once.state, once.not_before) == (State.UPLOADED, NOW + dt.timedelta(seconds=3))
    twice = after_fault(replace(once, state=State.CREATING), Step.VOUCHER, fault, NOW, TIMING)
    assert (twice.state, twice.resume, twice.file_guid) == (State.ATTENTION, State.UPLOADED, "web0")


def test_what_is_refused_keeps_what_it_has_and_resumes_there() -> None:
    given = receipt(State.BOOKING, file_guid="web0", voucher_guid="v", book=True)
    after = after_fault(given, Step.BOOK, Fault(FaultCode.REFUSED), NOW, TIMING)
    assert (after.state, after.resume, after.file_guid, after.voucher_guid) == (
        State.ATTENTION,
        State.DRAFTED,
        "web0",
        "v",
    )
    again = resumed(after)
    assert next_step(again) is Step.BOOK


def test_a_stale_timestamp_and_a_used_guid_are_read_again() -> None:
    stale = after_fault(receipt(State.BOOKING), Step.BOOK, Fault(FaultCode.STALE_TIMESTAMP), NOW, TIMING)
    assert (stale.state, stale.resume) == (State.UNCERTAIN, State.BOOKING)
    used = after_fault(receipt(State.CONTACT), Step.CONTACT, Fault(FaultCode.CONFLICT), NOW, TIMING)
    assert (used.state, used.resume) == (State.UNCERTAIN, State.CONTACT)


def test_success_goes_on() -> None:
    uploaded = after_answer(receipt(State.UPLOADING), FileKnown("web0"), NOW, TIMING)
    assert (uploaded.state, uploaded.file_guid, uploaded.not_before) == (
        State.UPLOADED,
        "web0",
        NOW + dt.timedelta(seconds=1),
    )
    made = after_answer(receipt(State.CONTACT, contact_guid="k", draft=CREDIT), ContactKnown(), NOW, TIMING)
    assert (made.state, made.draft.contact_guid) == (State.UPLOADED, "k")
    drafted = after_answer(receipt(State.CREATING), VoucherKnown(read()), NOW, TIMING)
    assert (drafted.state, drafted.voucher_guid, drafted.voucher_timestamp) == (State.DRAFTED, "v", "0B")
    booked = after_answer(receipt(State.BOOKING), VoucherKnown(read("Paid", 7)), NOW, TIMING)
    assert (booked.state, booked.voucher_number) == (State.BOOKED, 7)


def test_a_voucher_that_is_not_what_was_sent_is_no_success() -> None:
    note = FaultNote(FaultCode.VOUCHER_EMPTY)
    after = after_answer(receipt(State.CREATING), VoucherKnown(read(), note), NOW, TIMING)
    assert (after.state, after.fault, after.voucher_guid, after.delivered_at) == (State.ATTENTION, note, "v", None)
    assert next_step(resumed(after)) is Step.ASK_VOUCHER


def test_what_a_person_changed_is_delivered_and_never_booked_by_us() -> None:
    note = FaultNote(FaultCode.CHANGED_IN_DINERO)
    after = after_answer(receipt(State.CREATING, book=True), VoucherKnown(read(), note), NOW, TIMING)
    assert (after.state, after.fault) == (State.DRAFTED, note)
    assert next_step(after) is None


def test_a_2xx_without_a_body_is_read() -> None:
    after = after_answer(receipt(State.CREATING), Unanswered(), NOW, TIMING)
    assert (after.state, after.resume) == (State.UNCERTAIN, State.CREATING)
