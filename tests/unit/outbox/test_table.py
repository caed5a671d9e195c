"""The table of the state machine: the text says what the program does, and the program does what the table says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.dinero import VoucherRead
from desktop.outbox import machine
from desktop.outbox.answers import (
    Absent,
    Answer,
    ContactKnown,
    Deleted,
    FileKnown,
    Prepared,
    Step,
    StillThere,
    Unanswered,
    VoucherKnown,
)
from desktop.outbox.machine import COLUMNS, IN_FLIGHT_OF, TABLE, Next, Reply, next_of, next_step, reply_of
from desktop.outbox.moves import after_answer, after_fault, state_before
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Draft, Original, Receipt, VoucherKind
from desktop.receipts.states import State, Wish

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
TIMING = Timing(spread=0)
FAULTS = {
    Reply.UNSENT: Fault(FaultCode.OFFLINE, Effect.WAIT),
    Reply.LOGIN: Fault(FaultCode.LOGIN_EXPIRED, Effect.STOP_COMPANY),
    Reply.LIMIT: Fault(FaultCode.RATE_LIMITED, Effect.WAIT, retry_after=7),
    Reply.BUSY: Fault(FaultCode.SERVER_FAULT, Effect.WAIT, status=503),
    Reply.UNKNOWN: Fault(FaultCode.UNKNOWN_OUTCOME, Effect.ASK, reason="timeout"),
    Reply.NO_ACCESS: Fault(FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY, company=42),
    Reply.FILE_LATE: Fault(FaultCode.REFUSED, names_file=1),
    Reply.STALE: Fault(FaultCode.STALE_TIMESTAMP),
    Reply.TAKEN: Fault(FaultCode.CONFLICT),
    Reply.GONE: Fault(FaultCode.NOT_FOUND),
    Reply.REMOVED: Fault(FaultCode.DELETED_IN_DINERO),
    Reply.REFUSED: Fault(FaultCode.REFUSED, status=400),
}
"""One for each reply that is a fault; done, empty and absent are answers."""
STEPS = [step for step in Step if step is not Step.PROVE]


def in_flight(step: Step, kind: VoucherKind = VoucherKind.PURCHASE) -> Receipt:
    """Return a receipt as it stands while the request of a step is out."""
    resume = next((s for s, ask in machine.ASK_ABOUT.items() if ask is step), None)
    state = State.UNCERTAIN if resume else IN_FLIGHT_OF.get(step, State.QUEUED)
    draft = Draft("Netto", None, dt.date(2026, 5, 14), Decimal("125.00"), 2000, None, 55000)
    draft = replace(draft, kind=kind, balancing=55000 if kind is VoucherKind.MANUAL else None)
    wish = Wish.UNDO if State.DELETING in {state, resume} else None
    original = Original("c" * 64, "a.jpg", "image/jpeg", 1)
    return Receipt("ab" * 16, (original,), state, draft, 42, resume=resume, wish=wish, voucher_guid="v")


def test_the_text_is_the_table() -> None:
    assert machine.__doc__ is not None
    lines = [line for line in machine.__doc__.splitlines() if line.split() and line.split()[0] in set(Reply)]
    drawn = {line.split()[0]: line.split()[1:] for line in lines if len(line.split()) == len(COLUMNS) + 1}
    for reply, row in TABLE.items():
        assert drawn[reply.value] == [row[column].value for column in COLUMNS], reply


def test_the_text_explains_every_word_of_the_table() -> None:
    assert machine.__doc__ is not None
    explained = {line.split()[0] for line in machine.__doc__.splitlines() if line.startswith("    ") and line.split()}
    assert {r.value for r in Reply} | {n.value for n in Next} <= explained


@pytest.mark.parametrize("reply", FAULTS)
def test_every_fault_is_in_its_row(reply: Reply) -> None:
    assert reply_of(FAULTS[reply]) is reply


@pytest.mark.parametrize("kind", VoucherKind)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("reply", FAULTS)
def test_every_cell_does_what_it_says(step: Step, reply: Reply, kind: VoucherKind) -> None:
    before = in_flight(step, kind)
    if step is Step.PREPARE and next_of(step, reply) is Next.NEEDS and reply is not Reply.REFUSED:
        return  # can't come up: nothing is asked of Dinero
    after = after_fault(before, step, FAULTS[reply], NOW, TIMING)
    back = state_before(before, before.state)
    undone = before.wish is Wish.UNDO and back in {State.QUEUED, State.UPLOADED}
    assert not undone
    match next_of(step, reply, kind):
        case Next.ASK:
            assert (after.state, after.resume) == (State.UNCERTAIN, before.state)
            assert after.not_before == NOW + dt.timedelta(seconds=2)
            assert next_step(after) is not None
        case Next.LATER:
            assert (after.state, after.resume, after.attempts) == (before.state, before.resume, before.attempts)
            assert after.not_before is not None
        case Next.AGAIN:
            assert (after.state, after.attempts) == (back, 1)
            assert after.not_before == NOW + dt.timedelta(seconds=2)
        case Next.HOLD | Next.PAUSE | Next.STOP:
            assert (after.state, after.attempts, after.not_before) == (back, 0, None)
        case Next.ONCE:
            assert (after.state, after.not_before) == (State.UPLOADED, NOW + dt.timedelta(seconds=3))
        case Next.NEEDS:
            assert after.state is State.ATTENTION or after.wish
            assert after.fault is None or after.fault.code is FAULTS[reply].code
        case Next.DROP:
            assert (after.state, after.wish) == (State.DRAFTED, None)
            assert after.fault is not None
            assert after.fault.code is FaultCode.UNDO_REFUSED
        case Next.REMOVED:
            assert after.state is (State.READY if before.wish else State.REMOVED)
        case _:
            pytest.fail("a fault never goes on")


def test_only_a_credit_note_has_a_guid_of_ours_to_ask_for() -> None:
    answers = {kind: next_of(Step.VOUCHER, Reply.TAKEN, kind) for kind in VoucherKind}
    assert answers == {
        VoucherKind.PURCHASE: Next.NEEDS, VoucherKind.CREDIT_NOTE: Next.ASK, VoucherKind.MANUAL: Next.NEEDS,
    }  # fmt: skip
    differing = {reply for reply, row in TABLE.items() if row["VOUCHER"] is not row["NOTE"]}
    assert differing == {Reply.TAKEN}


READ = VoucherRead("v", "0B", "Draft", None, "cash", None, "web0", "ab" * 16, None, 55000, "DK", "DKK", None, ())
BOOKED = replace(READ, status="Paid", number=7)
DONE = [
    (Step.PREPARE, Prepared("a.jpg", "d", 1), State.QUEUED),
    (Step.UPLOAD, FileKnown("web0"), State.UPLOADED),
    (Step.CONTACT, ContactKnown(), State.UPLOADED),
    (Step.VOUCHER, VoucherKnown(READ), State.DRAFTED),
    (Step.BOOK, VoucherKnown(BOOKED), State.BOOKED),
    (Step.DELETE, Deleted(), State.READY),
    (Step.ASK_FILE, FileKnown("web0"), State.UPLOADED),
    (Step.ASK_CONTACT, ContactKnown(), State.UPLOADED),
    (Step.ASK_VOUCHER, VoucherKnown(READ), State.DRAFTED),
    (Step.ASK_BOOKING, VoucherKnown(BOOKED), State.BOOKED),
    (Step.ASK_DELETION, Deleted(), State.READY),
]
"""The answers of the first row."""


@pytest.mark.parametrize(("step", "answer", "state"), DONE, ids=lambda v: v.value if isinstance(v, Step) else "")
def test_what_is_done_goes_on(step: Step, answer: Answer, state: State) -> None:
    after = after_answer(in_flight(step), answer, NOW, TIMING)
    assert (after.state, after.fault, after.resume) == (state, None, None)


@pytest.mark.parametrize("step", [Step.VOUCHER, Step.BOOK])
def test_an_empty_success_is_asked_about(step: Step) -> None:
    assert TABLE[Reply.EMPTY][step.name] is Next.ASK
    before = in_flight(step)
    after = after_answer(before, Unanswered(), NOW, TIMING)
    assert (after.state, after.resume, after.not_before) == (State.UNCERTAIN, before.state, NOW)


@pytest.mark.parametrize("step", [s for s in STEPS if s.value.startswith("ask_") and s is not Step.ASK_CONTACT])
def test_what_is_absent_is_counted_and_then_sent_again(step: Step) -> None:
    assert TABLE[Reply.ABSENT]["ASK"] is Next.COUNT
    before = in_flight(step)
    missing = StillThere(before.voucher_timestamp) if step in {Step.ASK_BOOKING, Step.ASK_DELETION} else Absent()
    seen, waits = before, []
    while seen.state is State.UNCERTAIN:
        seen = after_answer(seen, missing, NOW, TIMING)
        waits += [seen.not_before - NOW] if seen.not_before else []
    assert waits == list(TIMING.look_ups[1:])
    assert seen.state is state_before(before, before.resume or before.state)
