"""What the table of :mod:`desktop.outbox.machine` means for a receipt: one function for each kind of move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.outbox.answers import (
    Absent,
    Answer,
    ContactKnown,
    Deleted,
    FileKnown,
    Foreign,
    MayBeThere,
    Prepared,
    Proven,
    Reached,
    Step,
    StillThere,
    Unanswered,
    VoucherKnown,
)
from desktop.outbox.machine import Next, next_of, reply_of
from desktop.outbox.timing import Timing
from desktop.outbox.wishes import deleted, granted, withdrawn
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import IN_FLIGHT, Proof, State, Wish

_STATE_BEFORE = {
    State.UPLOADING: State.QUEUED,
    State.CONTACT: State.UPLOADED,
    State.CREATING: State.UPLOADED,
    State.BOOKING: State.DRAFTED,
    State.DELETING: State.DRAFTED,
}
_BEFORE_DELETING = {Wish.REPLACE: State.UPLOADED, Wish.OFFSET: State.BOOKED}
_REFUSALS = frozenset({FaultCode.STALE_TIMESTAMP, FaultCode.NOT_FOUND, FaultCode.CONFLICT})
_PROOF_FAULTS = {Proof.DIFFERS: FaultCode.STORED_DIFFERS, Proof.GONE: FaultCode.STORED_GONE}


def state_before(receipt: Receipt, state: State) -> State:
    """Return where a receipt goes back to when the request of a bracketed state surely wrote nothing."""
    if state is State.DELETING and receipt.wish:
        return _BEFORE_DELETING.get(receipt.wish, State.DRAFTED)
    return _STATE_BEFORE.get(state, state)


def interrupted(receipt: Receipt, now: dt.datetime) -> Receipt:
    """Return a receipt whose request was out when a process ended: its outcome is to be asked for."""
    if receipt.state not in IN_FLIGHT:
        return receipt
    note = FaultNote(FaultCode.UNKNOWN_OUTCOME)
    return replace(receipt, state=State.UNCERTAIN, resume=receipt.state, attempts=0, not_before=now, fault=note)


def resumed(receipt: Receipt) -> Receipt:
    """Return a receipt that needed attention, ready to go on where it stopped (the user said: try again)."""
    asks = receipt.resume in IN_FLIGHT
    state = State.UNCERTAIN if asks else receipt.resume or State.QUEUED
    resume = receipt.resume if asks else None
    return replace(receipt, state=state, resume=resume, fault=None, attempts=0, not_before=None)


# answers


def after_answer(receipt: Receipt, answer: Answer, now: dt.datetime, timing: Timing) -> Receipt:
    """Return the receipt after a step was answered; a wish of the user's that can be carried out now has been."""
    return granted(_answered(receipt, answer, now, timing))


def _answered(receipt: Receipt, answer: Answer, now: dt.datetime, timing: Timing) -> Receipt:
    match answer:
        case Prepared(file_name, sha256, size):
            # Nothing was sent yet: the undo time still runs.
            return replace(receipt, file_name=file_name, rendition_sha256=sha256, rendition_size=size, fault=None)
        case MayBeThere(note):
            return replace(receipt, state=State.ATTENTION, resume=receipt.state, not_before=None, fault=note)
        case Proven(proof):
            return _proven(receipt, proof, now)
        case Absent() | StillThere():
            return _missing(receipt, answer, now, timing)
        case Unanswered():
            return replace(_clean(receipt), state=State.UNCERTAIN, resume=_in_flight(receipt), not_before=now)
        case _:
            return _reached(_clean(receipt), answer, now, timing)


def _clean(receipt: Receipt) -> Receipt:
    """Return the receipt without what belonged to the step that is done."""
    return replace(receipt, attempts=0, not_before=None, fault=None, resume=None)


def _reached(receipt: Receipt, answer: Reached, now: dt.datetime, timing: Timing) -> Receipt:
    """Return the receipt in the state that it has come to."""
    match answer:
        case FileKnown(file_guid):
            return replace(receipt, state=State.UPLOADED, file_guid=file_guid, not_before=now + timing.file_settles)
        case ContactKnown():
            draft = replace(receipt.draft, contact_guid=receipt.contact_guid)
            return replace(receipt, state=State.UPLOADED, draft=draft)
        case VoucherKnown():
            return _voucher_known(receipt, answer, now)
        case Foreign():
            return _foreign(receipt, answer)
        case Deleted():
            return deleted(receipt)


def _in_flight(receipt: Receipt) -> State | None:
    return receipt.resume if receipt.state is State.UNCERTAIN else receipt.state


def _voucher_known(receipt: Receipt, answer: VoucherKnown, now: dt.datetime) -> Receipt:
    read = answer.read
    known = replace(
        receipt,
        voucher_guid=read.guid,
        voucher_timestamp=read.timestamp,
        voucher_number=read.number,
        delivered_at=receipt.delivered_at or now,
    )
    if answer.difference is not None and answer.difference.code is not FaultCode.CHANGED_IN_DINERO:
        return replace(known, state=State.ATTENTION, resume=State.CREATING, fault=answer.difference, delivered_at=None)
    return replace(known, state=State.BOOKED if read.is_booked else State.DRAFTED, fault=answer.difference)


def _foreign(receipt: Receipt, answer: Foreign) -> Receipt:
    """Leave a voucher that others made to the user, with what it takes to show it beside ours."""
    read = answer.read
    line = read.lines[0] if read.lines else None
    shown: dict[str, str | int | float] = {
        "guid": read.guid,
        "number": read.number or 0,
        "booked": int(read.is_booked),
        "date": read.date.isoformat() if read.date else "",
        "amount": str(read.total),
        "account": (line.account or 0) if line else 0,
        "description": line.description if line else "",
        "kind": read.purchase_type.lower(),
        "lines": len(read.lines),
    }
    return replace(
        receipt,
        state=State.ATTENTION,
        resume=State.UPLOADED,
        wish=None,
        rival_guid=read.guid,
        rival_timestamp=read.timestamp,
        fault=FaultNote(FaultCode.FOREIGN_VOUCHER, shown),
    )


def _proven(receipt: Receipt, proof: Proof, now: dt.datetime) -> Receipt:
    code = _PROOF_FAULTS.get(proof)
    # What a person has changed stays theirs: that note keeps the draft from being booked or deleted from here.
    note = FaultNote(code, {"name": receipt.file_name or ""}) if code and receipt.fault is None else receipt.fault
    return replace(receipt, proof=proof, proven_at=now, fault=note)


def double_noted(receipt: Receipt, vouchers: Iterable[str]) -> Receipt:
    """Return a delivered receipt with a note when its file has a voucher beside ours that isn't known to be gone.

    Dinero's own scan may make one between the listing that told of none and our request; nobody can rule that out, so
    it is seen afterwards and told.
    """
    others = sorted(set(vouchers) - {receipt.voucher_guid, *receipt.gone_vouchers})
    if receipt.state not in {State.DRAFTED, State.BOOKED} or receipt.fault is not None or not others:
        return receipt
    return replace(receipt, fault=FaultNote(FaultCode.DOUBLE_IN_DINERO, {"guid": others[0]}))


def _missing(receipt: Receipt, answer: Absent | StillThere, now: dt.datetime, timing: Timing) -> Receipt:
    """Count complete look-ups that found nothing; after the last one the write surely was not done."""
    in_flight = receipt.resume or receipt.state
    if isinstance(answer, StillThere) and answer.timestamp != _stamp(receipt):
        # The refusal of the old timestamp was the answer; the voucher itself is as we know it.
        return _back(_restamped(receipt, answer.timestamp), in_flight)
    if _refusals(receipt):
        return _stuck(receipt, in_flight) if _refusals(receipt) > 1 else _back(receipt, in_flight, receipt.fault)
    waits = list(timing.look_ups[1:])
    if receipt.fault is not None and receipt.fault.params.get("reason") == "timeout":
        waits.append(timing.after_timeout)
    if in_flight is State.CONTACT or receipt.attempts >= len(waits):  # a contact's guid is ours: a repeat is safe
        return _back(receipt, in_flight)
    return replace(receipt, attempts=receipt.attempts + 1, not_before=now + waits[receipt.attempts])


def _stamp(receipt: Receipt) -> str | None:
    return receipt.rival_timestamp if receipt.wish is Wish.REPLACE else receipt.voucher_timestamp


def _restamped(receipt: Receipt, timestamp: str | None) -> Receipt:
    if receipt.wish is Wish.REPLACE:
        return replace(receipt, rival_timestamp=timestamp)
    return replace(receipt, voucher_timestamp=timestamp)


def _refusals(receipt: Receipt) -> int:
    """Return how often in a row Dinero has refused what, by its own look-up, is as we know it."""
    fault = receipt.fault
    return int(fault.params.get("times", 1)) if fault is not None and fault.code in _REFUSALS else 0


def _stuck(receipt: Receipt, in_flight: State) -> Receipt:
    """Leave to the user what Dinero refuses although it is as we know it."""
    if in_flight is State.DELETING:
        return _given_up(receipt, "")
    before = state_before(receipt, in_flight)
    return replace(receipt, state=State.ATTENTION, resume=before, attempts=0, not_before=None)


def _given_up(receipt: Receipt, message: str) -> Receipt:
    """Give a deletion up with a word; where Dinero's own draft was to make room, the user is asked again."""
    before = state_before(receipt, State.DELETING)
    note = FaultNote(FaultCode.UNDO_REFUSED, {"message": message})
    stays = replace(receipt, state=before, resume=None, wish=None, not_before=None, attempts=0, fault=note)
    return replace(stays, state=State.ATTENTION, resume=before) if receipt.wish is Wish.REPLACE else stays


def _back(receipt: Receipt, in_flight: State, why: FaultNote | None = None) -> Receipt:
    before = state_before(receipt, in_flight)
    return replace(receipt, state=before, resume=None, attempts=0, not_before=None, fault=why)


# faults


@dataclass(frozen=True, slots=True)
class _Case:
    """One fault of one step."""

    receipt: Receipt
    step: Step
    fault: Fault
    now: dt.datetime
    timing: Timing

    @property
    def before(self) -> State:
        """Where the receipt goes back to; a look-up goes on being asked."""
        return state_before(self.receipt, self.receipt.state)

    @property
    def kept(self) -> FaultNote | None:
        """What the receipt says: while something is asked for, that stays its reason."""
        return self.receipt.fault if self.receipt.state is State.UNCERTAIN else self.fault.note()


def after_fault(receipt: Receipt, step: Step, fault: Fault, now: dt.datetime, timing: Timing) -> Receipt:
    """Return the receipt after a step failed. Pauses and stops of companies are the courier's business."""
    if step is Step.PROVE:
        return receipt  # it is delivered, whatever comes of the look back
    case = _Case(receipt, step, fault, now, timing)
    move = _MOVES[next_of(step, reply_of(fault), receipt.draft.kind)]
    return granted(move(case))


def _wait_outside(case: _Case) -> Receipt:
    """Hold, pause: nothing was written, and what is waited for is not the receipt's own."""
    return replace(case.receipt, state=case.before, fault=case.kept)


def _stop_company(case: _Case) -> Receipt:
    return replace(case.receipt, state=case.before, not_before=None, fault=case.kept)


def _ask(case: _Case) -> Receipt:
    note, before = case.fault.note(), case.receipt.fault
    if before is not None and before.code is note.code:
        note = FaultNote(note.code, {**note.params, "times": _refusals(case.receipt) + 1})
    return replace(
        case.receipt,
        state=State.UNCERTAIN,
        resume=case.receipt.state,
        attempts=0,
        not_before=case.now + case.timing.look_ups[0],
        fault=note,
    )


def _later(case: _Case) -> Receipt:
    """Ask again later; the count is of look-ups that were answered."""
    return replace(case.receipt, not_before=case.now + case.timing.retry(1))


def _again(case: _Case) -> Receipt:
    attempts = case.receipt.attempts + 1
    wait = case.timing.retry(attempts)
    return replace(
        case.receipt, state=case.before, attempts=attempts, not_before=case.now + wait, fault=case.fault.note()
    )


def _once(case: _Case) -> Receipt:
    fault = case.receipt.fault
    if fault is not None and fault.params.get("names_file"):
        return _needs(case)
    late = case.now + case.timing.file_late
    return replace(case.receipt, state=case.before, not_before=late, fault=case.fault.note())


def _needs(case: _Case) -> Receipt:
    resume = case.receipt.resume if case.receipt.state is State.UNCERTAIN else case.before
    return replace(
        case.receipt, state=State.ATTENTION, resume=resume, not_before=None, attempts=0, fault=case.fault.note()
    )


def _drop(case: _Case) -> Receipt:
    return _given_up(case.receipt, str(case.fault.params.get("message", "")))


def _removed(case: _Case) -> Receipt:
    if case.receipt.wish:
        return withdrawn(case.receipt)
    return replace(case.receipt, state=State.REMOVED, resume=None, not_before=None, fault=case.fault.note())


_MOVES: Mapping[Next, Callable[[_Case], Receipt]] = {
    Next.ASK: _ask,
    Next.LATER: _later,
    Next.AGAIN: _again,
    Next.HOLD: _wait_outside,
    Next.PAUSE: _wait_outside,
    Next.STOP: _stop_company,
    Next.ONCE: _once,
    Next.NEEDS: _needs,
    Next.DROP: _drop,
    Next.REMOVED: _removed,
}
"""The moves that a fault can make; ``on`` and ``count`` are made by answers."""
