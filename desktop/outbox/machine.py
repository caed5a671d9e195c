"""The state machine of the delivery: which step comes next, and what each answer makes of the receipt.

    queued --PREPARE--> queued --UPLOAD--> uploaded --CONTACT--> uploaded --VOUCHER--> drafted --BOOK--> booked
              (rendition stored)  (uploading)         (contact)            (creating)         (booking)
    drafted --DELETE--> ready           uploaded --DELETE--> uploaded       drafted, booked --PROVE--> the same
             (deleting) undo                    (deleting) "use mine"                              with its seal

In brackets: the state that the journal holds while the request is out; the row is committed before the request leaves.
BOOK is taken when it was ordered, CONTACT for a new supplier, DELETE when the user wishes it.

**What if the line drops right here?** Before the row is written: nothing was sent, the step is simply taken again. From
then on until the answer is written: the receipt stands in a bracketed state. A running program makes it ``uncertain``
and asks Dinero; so does the next start, after a kill or a power cut. Each question has an answer of Dinero's own:

    uploading   the listing of files: one with our id in its name and our size      found: uploaded
    contact     the contact by the guid that we made                                found: uploaded
    creating    a purchase: those of the file, one with our id as ExternalReference found: drafted, or booked
                a credit note: the one with the guid that we made
                a manual voucher: what the listing says the file is linked to, one with our id
    booking     the voucher: is it a draft still?                                   booked, or drafted and untouched
    deleting    the voucher: is it gone?                                            ready (undo), uploaded (use mine)

Missing (for ``booking`` and ``deleting``: there as before) in three complete look-ups, 2, 10 and 30 s after the
connection ended, and a fourth 60 s later after a time-out: it was not done, and only then it is sent again. Where the
question follows a refusal instead (a stale Timestamp), one look-up is enough; what is refused twice needs attention.

What comes back decides. Rows are answers, columns are steps; NOTE is VOUCHER for a credit note, whose guid is ours:

                 PREPARE  UPLOAD   CONTACT  VOUCHER  NOTE     BOOK     DELETE   ASK      PROVE
    done         on       on       on       on       on       on       on       on       on
    empty        .        ask      on       ask      ask      ask      on       later    later
    absent       .        .        .        .        .        .        .        count    .
    unsent       .        hold     hold     hold     hold     hold     hold     hold     hold
    login        hold     hold     hold     hold     hold     hold     hold     hold     hold
    limit        .        pause    pause    pause    pause    pause    pause    pause    pause
    busy         again    again    again    again    again    again    again    later    later
    unknown      .        ask      ask      ask      ask      ask      ask      later    later
    no-access    .        stop     stop     stop     stop     stop     stop     stop     later
    file-late    .        needs    needs    once     once     needs    drop     needs    later
    stale        .        needs    needs    needs    needs    ask      ask      needs    later
    taken        .        needs    ask      needs    ask      needs    drop     needs    later
    gone         .        needs    needs    needs    needs    ask      ask      needs    later
    removed      .        .        .        removed  removed  removed  .        removed  .
    refused      needs    needs    needs    needs    needs    needs    drop     needs    later

    done       a 2xx whose body is the one of this endpoint; for ASK: it is there
    empty      a 2xx without a body
    absent     a complete look-up did not find it (after BOOK and DELETE: it is there as before)
    unsent     nothing left this computer: refused, no such name, no network, a certificate that is not trusted
    login      no token is to be had: logged out, keyring locked
    limit      429
    busy       408, 480 and 5xx on a read, a read that was cut or timed out, a broken 2xx on a read, a full disk of ours
    unknown    a write that may have been done: cut or timed out after its first byte, 408, 480, 5xx, a redirect, or a
               2xx that is HTML, broken off, or of another shape (a JSON string instead of an object)
    no-access  401 after one new token, 403
    file-late  400 that names FileGuid
    stale      400 with code 58: the voucher's Timestamp is not the latest
    taken      409, 400 with code 72: our guid is known already
    gone       404 (HTML too), 400 with code 40, 63 or 65
    removed    a voucher of ours that was there, and that somebody deleted in Dinero
    refused    every other 400 (by code 42, 43, 45 ...), 413, 415; a picture that can't be made

    on         to the next state
    ask        uncertain: Dinero is asked
    count      one look-up more; after the last one back to the state before, and sent again
    later      nothing changes; asked again after a while
    again      back to the state before; again after 2, 10, 30, 120, 600 s, then hourly, each up to a fifth off
    hold       back; everything waits for the network or a login, and nothing counts as failed
    pause      back; the company waits as Retry-After says (else 60 s) and goes at half its rate for ten minutes
    stop       back; the company stops, the others go on
    once       back; once more after 3 s, the second time it needs attention
    needs      needs attention, alone; it keeps what it has reached and resumes at the step that was refused
    drop       the wish to delete is given up with a word; the receipt stays what it was
    removed    "removed in Dinero": the user is asked, it is never made again by itself
    .          does not come up

A step that is done is never done again: its result (file guid, voucher guid, timestamp) is in the receipt's row, in the
same transaction as the new state.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.outbox.answers import Step
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt, VoucherKind
from desktop.receipts.states import State


class Reply(StrEnum):
    """What came back, as far as it decides what happens next. See the module's text."""

    DONE = "done"
    EMPTY = "empty"
    ABSENT = "absent"
    UNSENT = "unsent"
    LOGIN = "login"
    LIMIT = "limit"
    BUSY = "busy"
    UNKNOWN = "unknown"
    NO_ACCESS = "no-access"
    FILE_LATE = "file-late"
    STALE = "stale"
    TAKEN = "taken"
    GONE = "gone"
    REMOVED = "removed"
    REFUSED = "refused"


class Next(StrEnum):
    """What happens to the receipt. See the module's text."""

    ON = "on"
    ASK = "ask"
    COUNT = "count"
    LATER = "later"
    AGAIN = "again"
    HOLD = "hold"
    PAUSE = "pause"
    STOP = "stop"
    ONCE = "once"
    NEEDS = "needs"
    DROP = "drop"
    REMOVED = "removed"
    NEVER = "."


COLUMNS = ("PREPARE", "UPLOAD", "CONTACT", "VOUCHER", "NOTE", "BOOK", "DELETE", "ASK", "PROVE")
_TABLE = """
    done         on       on       on       on       on       on       on       on       on
    empty        .        ask      on       ask      ask      ask      on       later    later
    absent       .        .        .        .        .        .        .        count    .
    unsent       .        hold     hold     hold     hold     hold     hold     hold     hold
    login        hold     hold     hold     hold     hold     hold     hold     hold     hold
    limit        .        pause    pause    pause    pause    pause    pause    pause    pause
    busy         again    again    again    again    again    again    again    later    later
    unknown      .        ask      ask      ask      ask      ask      ask      later    later
    no-access    .        stop     stop     stop     stop     stop     stop     stop     later
    file-late    .        needs    needs    once     once     needs    drop     needs    later
    stale        .        needs    needs    needs    needs    ask      ask      needs    later
    taken        .        needs    ask      needs    ask      needs    drop     needs    later
    gone         .        needs    needs    needs    needs    ask      ask      needs    later
    removed      .        .        .        removed  removed  removed  .        removed  .
    refused      needs    needs    needs    needs    needs    needs    drop     needs    later
"""
"""What the program goes by; a test holds the module's text to it."""


def _read_table(text: str) -> Mapping[Reply, Mapping[str, Next]]:
    rows = [line.split() for line in text.strip().splitlines()]
    return {Reply(name): dict(zip(COLUMNS, map(Next, cells), strict=True)) for name, *cells in rows}


TABLE = _read_table(_TABLE)

IN_FLIGHT_OF = {
    Step.UPLOAD: State.UPLOADING,
    Step.CONTACT: State.CONTACT,
    Step.VOUCHER: State.CREATING,
    Step.BOOK: State.BOOKING,
    Step.DELETE: State.DELETING,
}
"""The state that the journal holds while a writing step's request is out."""

ASK_ABOUT = {
    State.UPLOADING: Step.ASK_FILE,
    State.CONTACT: Step.ASK_CONTACT,
    State.CREATING: Step.ASK_VOUCHER,
    State.BOOKING: Step.ASK_BOOKING,
    State.DELETING: Step.ASK_DELETION,
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
        FaultCode.LOGIN_TOO_LONG,
    }
)
"""Nothing can be sent until there is a login; no receipt is to blame."""

UNREACHABLE_CODES = frozenset(
    {
        FaultCode.OFFLINE,
        FaultCode.CERTIFICATE,
        FaultCode.CERTIFICATE_ISSUER,
        FaultCode.CERTIFICATE_DATES,
        FaultCode.PROXY_LOGIN,
        FaultCode.PLAIN_HTTP,
    }
)
"""Nothing can be reached; no receipt is to blame."""

_REPLY_OF_CODE = {
    FaultCode.RATE_LIMITED: Reply.LIMIT,
    FaultCode.STALE_TIMESTAMP: Reply.STALE,
    FaultCode.CONFLICT: Reply.TAKEN,
    FaultCode.NOT_FOUND: Reply.GONE,
    FaultCode.DELETED_IN_DINERO: Reply.REMOVED,
    **dict.fromkeys(LOGIN_CODES, Reply.LOGIN),
    **dict.fromkeys(UNREACHABLE_CODES, Reply.UNSENT),
}
_REPLY_OF_EFFECT = {
    Effect.ASK: Reply.UNKNOWN,
    Effect.WAIT: Reply.BUSY,
    Effect.STOP_COMPANY: Reply.NO_ACCESS,
    Effect.STOP_RECEIPT: Reply.REFUSED,
}


def reply_of(fault: Fault) -> Reply:
    """Return the row of the table for a fault."""
    if fault.params.get("names_file"):
        return Reply.FILE_LATE
    return _REPLY_OF_CODE.get(fault.code) or _REPLY_OF_EFFECT[fault.effect]


def next_of(step: Step, reply: Reply, kind: VoucherKind = VoucherKind.PURCHASE) -> Next:
    """Return what happens when a step gets this reply. What does not come up is left to the user, never guessed."""
    column = "ASK" if step.value.startswith("ask_") else step.name
    if step is Step.VOUCHER and kind is VoucherKind.CREDIT_NOTE:
        column = "NOTE"
    found = TABLE[reply][column]
    return Next.NEEDS if found is Next.NEVER else found


def next_step(receipt: Receipt) -> Step | None:
    """Return what is to be done for a receipt now, or None when the delivery has nothing to do."""
    if receipt.state is State.UNCERTAIN:
        return ASK_ABOUT.get(receipt.resume) if receipt.resume else None
    if receipt.wish:
        return Step.DELETE if receipt.state in {State.DRAFTED, State.BOOKED, State.UPLOADED} else None
    if receipt.state is State.UPLOADED or (receipt.state is State.QUEUED and receipt.file_guid):
        # In Dinero already; after an undo the file is used again.
        return Step.CONTACT if _needs_contact(receipt) else Step.VOUCHER
    if receipt.state is State.QUEUED:
        return Step.UPLOAD if receipt.rendition_sha256 else Step.PREPARE
    return Step.BOOK if receipt.awaits_booking else None


def _needs_contact(receipt: Receipt) -> bool:
    return receipt.draft.needs_supplier and receipt.draft.contact_guid is None
