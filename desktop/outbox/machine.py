"""The state machine of the delivery: which step comes next, and what an answer or a fault makes of the receipt.

    queued --PREPARE--> queued --UPLOAD--> uploaded --CONTACT--> uploaded --VOUCHER--> drafted --BOOK--> booked
               (rendition stored)  (uploading)         (contact)            (creating)         (booking)

In brackets: the state that the journal holds while the request is out. What comes back decides:

    answer                              what happens
    ----------------------------------  ---------------------------------------------------------------------------
    2xx with body                       on to the next state
    2xx without body (voucher, book)    uncertain: read what was made
    nothing was sent (refused, DNS)     back to the state before; offline: everything waits, nothing counts as failed
    429                                 back; the whole company pauses (Retry-After, else 60 s)
    5xx on a read, 480                  back; again after 2, 10, 30, 120, 600 s, then hourly
    sent, outcome unknown (time-out,    uncertain: Dinero is asked after 2, 10 and 30 s (60 s more after a time-out);
      cut, 5xx on a write, broken 2xx)    found: on from there. Missing from all look-ups: sent again
    401, 403                            back; the company stops
    400 that names the file (voucher)   once more after 3 s, then needs attention
    400/58 at booking, 409 on contact   uncertain: read again, then decide
    other 400, 413, 415, 404            needs attention, and resumes at the step that was refused
    login gone                          back; everything waits for a login

A receipt found in a bracketed state at start is uncertain: its request may have been done.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from desktop.outbox.answers import (
    Absent,
    Answer,
    ContactKnown,
    FileKnown,
    Prepared,
    Step,
    Unanswered,
    VoucherKnown,
)
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import IN_FLIGHT, State

IN_FLIGHT_OF = {
    Step.UPLOAD: State.UPLOADING,
    Step.CONTACT: State.CONTACT,
    Step.VOUCHER: State.CREATING,
    Step.BOOK: State.BOOKING,
}
"""The state that the journal holds while a writing step's request is out."""

STATE_BEFORE = {
    State.UPLOADING: State.QUEUED,
    State.CONTACT: State.UPLOADED,
    State.CREATING: State.UPLOADED,
    State.BOOKING: State.DRAFTED,
}
"""Where a receipt goes back to when the request of a bracketed state surely wrote nothing."""

ASK_ABOUT = {
    State.UPLOADING: Step.ASK_FILE,
    State.CONTACT: Step.ASK_CONTACT,
    State.CREATING: Step.ASK_VOUCHER,
    State.BOOKING: Step.ASK_BOOKING,
}

LOGIN_CODES = frozenset(
    {
        FaultCode.NOT_LOGGED_IN,
        FaultCode.LOGIN_EXPIRED,
        FaultCode.NO_REGISTRATION,
        FaultCode.CLIENT_UNKNOWN,
        FaultCode.KEYRING_MISSING,
        FaultCode.KEYRING_LOCKED,
        FaultCode.KEYRING_FAILED,
    }
)
"""Nothing can be sent until there is a login; no receipt is to blame."""

UNREACHABLE_CODES = frozenset({FaultCode.OFFLINE, FaultCode.CERTIFICATE, FaultCode.PLAIN_HTTP})
"""Nothing can be reached; no receipt is to blame."""

_READ_AGAIN = {
    (Step.BOOK, FaultCode.STALE_TIMESTAMP),
    (Step.CONTACT, FaultCode.CONFLICT),
}
_BOOKED_STATUSES = frozenset({"paid", "booked", "overdue", "overpaid"})


def next_step(receipt: Receipt) -> Step | None:
    """Return what is to be done for a receipt now, or None when the delivery has nothing to do."""
    if receipt.state is State.QUEUED and receipt.file_guid:  # undone after its upload: the file is used again
        return Step.CONTACT if _needs_contact(receipt) else Step.VOUCHER
    if receipt.state is State.QUEUED:
        return Step.UPLOAD if receipt.rendition_sha256 else Step.PREPARE
    if receipt.state is State.UPLOADED:
        return Step.CONTACT if _needs_contact(receipt) else Step.VOUCHER
    if receipt.awaits_booking:
        return Step.BOOK
    if receipt.state is State.UNCERTAIN and receipt.resume is not None:
        return ASK_ABOUT.get(receipt.resume)
    return None


def _needs_contact(receipt: Receipt) -> bool:
    return receipt.draft.credit and receipt.draft.contact_guid is None


def interrupted(receipt: Receipt, now: dt.datetime) -> Receipt:
    """Return a receipt whose request was out when a process ended: its outcome is to be asked for."""
    if receipt.state not in IN_FLIGHT:
        return receipt
    note = FaultNote(FaultCode.UNKNOWN_OUTCOME)
    return replace(receipt, state=State.UNCERTAIN, resume=receipt.state, attempts=0, not_before=now, fault=note)


def after_answer(receipt: Receipt, answer: Answer, now: dt.datetime, timing: Timing) -> Receipt:
    """Return the receipt after a step was answered."""
    clean = replace(receipt, attempts=0, not_before=None, fault=None, resume=None)
    match answer:
        case Prepared(file_name, sha256, size):
            # Nothing was sent yet: the undo time still runs.
            return replace(receipt, file_name=file_name, rendition_sha256=sha256, rendition_size=size, fault=None)
        case FileKnown(file_guid):
            return replace(clean, state=State.UPLOADED, file_guid=file_guid, not_before=now + timing.file_settles)
        case ContactKnown():
            draft = replace(receipt.draft, contact_guid=receipt.contact_guid)
            return replace(clean, state=State.UPLOADED, draft=draft)
        case VoucherKnown():
            return _after_voucher(clean, answer, now)
        case Unanswered():
            return replace(clean, state=State.UNCERTAIN, resume=_in_flight(receipt), not_before=now)
        case Absent():
            return _after_absent(receipt, now, timing)


def _in_flight(receipt: Receipt) -> State | None:
    return receipt.resume if receipt.state is State.UNCERTAIN else receipt.state


def _after_voucher(receipt: Receipt, answer: VoucherKnown, now: dt.datetime) -> Receipt:
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
    if (read.status or "").casefold() in _BOOKED_STATUSES:
        return replace(known, state=State.BOOKED, fault=answer.difference)
    return replace(known, state=State.DRAFTED, fault=answer.difference)


def _after_absent(receipt: Receipt, now: dt.datetime, timing: Timing) -> Receipt:
    """Count complete look-ups that found nothing; after the last one the write surely was not done."""
    in_flight = receipt.resume or State.UPLOADING
    waits = list(timing.look_ups[1:])
    if receipt.fault is not None and receipt.fault.params.get("reason") == "timeout":
        waits.append(timing.after_timeout)
    if in_flight is State.CONTACT or receipt.attempts >= len(waits):  # a contact's guid is ours: a repeat is safe
        return replace(receipt, state=STATE_BEFORE[in_flight], resume=None, attempts=0, not_before=None, fault=None)
    return replace(receipt, attempts=receipt.attempts + 1, not_before=now + waits[receipt.attempts])


def after_fault(receipt: Receipt, step: Step, fault: Fault, now: dt.datetime, timing: Timing) -> Receipt:
    """Return the receipt after a step failed. Pauses and stops of companies are the courier's business."""
    before = STATE_BEFORE.get(receipt.state, receipt.state)
    if fault.code in LOGIN_CODES | UNREACHABLE_CODES | {FaultCode.RATE_LIMITED}:
        keep = receipt.fault if receipt.state is State.UNCERTAIN else fault.note()
        return replace(receipt, state=before, fault=keep)
    if fault.effect is Effect.ASK or (step, fault.code) in _READ_AGAIN:
        return _uncertain(receipt, fault, now, timing)
    if fault.effect is Effect.WAIT:
        return _later(receipt, before, fault, now, timing)
    if fault.effect is Effect.STOP_COMPANY:
        keep = receipt.fault if receipt.state is State.UNCERTAIN else fault.note()
        return replace(receipt, state=before, not_before=None, fault=keep)
    return _stopped(receipt, step, before, fault, now, timing)


def _uncertain(receipt: Receipt, fault: Fault, now: dt.datetime, timing: Timing) -> Receipt:
    if receipt.state is State.UNCERTAIN:  # a look-up that broke off: look again
        return replace(receipt, not_before=now + timing.retry(1))
    return replace(
        receipt,
        state=State.UNCERTAIN,
        resume=receipt.state,
        attempts=0,
        not_before=now + timing.look_ups[0],
        fault=fault.note(),
    )


def _later(receipt: Receipt, before: State, fault: Fault, now: dt.datetime, timing: Timing) -> Receipt:
    if receipt.state is State.UNCERTAIN:  # its count is of look-ups, and its note says what is asked
        return replace(receipt, not_before=now + timing.retry(2))
    attempts = receipt.attempts + 1
    return replace(
        receipt, state=before, attempts=attempts, not_before=now + timing.retry(attempts), fault=fault.note()
    )


def _stopped(receipt: Receipt, step: Step, before: State, fault: Fault, now: dt.datetime, timing: Timing) -> Receipt:
    late_before = receipt.fault is not None and bool(receipt.fault.params.get("names_file"))
    if step is Step.VOUCHER and fault.params.get("names_file") and not late_before:
        return replace(receipt, state=before, not_before=now + timing.file_late, fault=fault.note())
    if fault.code is FaultCode.DELETED_IN_DINERO:
        return replace(receipt, state=State.REMOVED, resume=None, not_before=None, fault=fault.note())
    resume = receipt.resume if receipt.state is State.UNCERTAIN else before
    return replace(receipt, state=State.ATTENTION, resume=resume, not_before=None, attempts=0, fault=fault.note())


def resumed(receipt: Receipt) -> Receipt:
    """Return a receipt that needed attention, ready to go on where it stopped (the user said: try again)."""
    asks = receipt.resume in IN_FLIGHT
    state = State.UNCERTAIN if asks else receipt.resume or State.QUEUED
    resume = receipt.resume if asks else None
    return replace(receipt, state=state, resume=resume, fault=None, attempts=0, not_before=None)
