"""Where a receipt stands, in a few words, and what it waits for: the same in every view and on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State, Wish
from desktop.words.faults import explain
from desktop.words.states import state_word, waiting_word
from desktop.words.translation import N_, _

_WAITED_FOR: Mapping[FaultCode, str] = {
    FaultCode.OFFLINE: N_("the internet"),
    FaultCode.TIMEOUT: N_("an answer from Dinero"),
    FaultCode.SERVER_FAULT: N_("Dinero"),
    FaultCode.BAD_ANSWER: N_("Dinero"),
    FaultCode.BROWNOUT: N_("Dinero"),
    FaultCode.RATE_LIMITED: N_("the pause that Dinero asked for"),
    FaultCode.NOT_LOGGED_IN: N_("a login"),
    FaultCode.LOGIN_EXPIRED: N_("a login"),
    FaultCode.KEYRING_LOCKED: N_("the keyring"),
    FaultCode.JOURNAL_BUSY: N_("the disk"),
}
_FOR_A_LOGIN = frozenset({FaultCode.NOT_LOGGED_IN, FaultCode.LOGIN_EXPIRED})
"""No time brings what is waited for; the user does."""
_WISHES = {
    Wish.UNDO: N_("Undoing …"),
    Wish.OFFSET: N_("Offsetting …"),
    Wish.REPLACE: N_("Making room for your draft …"),
}


def receipt_word(receipt: Receipt, now: dt.datetime | None = None, *, logged_in: bool = True) -> str:
    """Return where a receipt stands in a few words: what is being undone or waited for, else its state.

    ``now`` (aware) tells whether a wait is over; None: it is not. ``logged_in`` False: nobody sends or asks at present.
    """
    if receipt.wish:
        return _(_WISHES[receipt.wish])
    if waits(receipt, now, logged_in=logged_in):
        return waiting_for(receipt, logged_in=logged_in)
    return state_word(receipt.state)


def waits(receipt: Receipt, now: dt.datetime | None = None, *, logged_in: bool = True) -> bool:
    """Return whether a receipt on its way does not move at present: for a login, for the network, for a pause."""
    if receipt.place is not Place.OUTBOX or receipt.state is State.ATTENTION:
        return False
    if not logged_in or (receipt.fault is not None and receipt.fault.code in _FOR_A_LOGIN):
        return True
    if receipt.fault is None or receipt.state is State.UNCERTAIN:  # what is uncertain is being asked about
        return False
    return now is None or receipt.not_before is None or receipt.not_before > now


def waiting_for(receipt: Receipt, *, logged_in: bool = True) -> str:
    """Return ``Waiting for …`` for a receipt that waits."""
    login = FaultNote(FaultCode.NOT_LOGGED_IN)
    known = receipt.fault is not None and (logged_in or receipt.state is not State.UNCERTAIN)
    return waiting_word(waited_for(receipt.fault if known and receipt.fault is not None else login))


def waited_for(note: FaultNote) -> str:
    """Return what is waited for when a receipt waits because of this fault."""
    words = _WAITED_FOR.get(note.code)
    return _(words) if words else explain(note).title.lower()
