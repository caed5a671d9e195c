"""The words for states, views and fields: the same in tray, outbox, archive and on the command line.

A receipt is in one of five states, in a few words: Missing (and what), Ready, Sending (or "Waiting for …"), In Dinero,
Needs you. What is to be known beside that is its detail.
"""

from __future__ import annotations

from desktop.receipts.receipt import Receipt
from desktop.receipts.states import IN_FLIGHT, Place, Proof, State
from desktop.words.translation import N_, _

_PLACES = {
    Place.TRAY: N_("Tray"),
    Place.OUTBOX: N_("Outbox"),
    Place.ARCHIVE: N_("Archive"),
    Place.BIN: N_("Bin"),
}
_STATES = {
    State.NEW: N_("Missing"),
    State.READY: N_("Ready"),
    State.QUEUED: N_("Sending"),
    State.UPLOADING: N_("Sending"),
    State.UPLOADED: N_("Sending"),
    State.CONTACT: N_("Sending"),
    State.CREATING: N_("Sending"),
    State.DRAFTED: N_("In Dinero"),
    State.BOOKING: N_("Sending"),
    State.BOOKED: N_("In Dinero"),
    State.DELETING: N_("Deleting in Dinero"),
    State.UNCERTAIN: N_("Sending"),
    State.ATTENTION: N_("Needs you"),
    State.BINNED: N_("In the bin"),
    State.REMOVED: N_("Needs you"),
}
_DETAILS = {
    State.QUEUED: N_("in a moment"),
    State.BOOKING: N_("booking"),
    State.UNCERTAIN: N_("asking Dinero what became of it"),
    State.BOOKED: N_("booked"),
    State.REMOVED: N_("removed in Dinero"),
}
_FIELDS = {
    "supplier": N_("supplier"),
    "date": N_("date"),
    "amount": N_("amount"),
    "account": N_("account"),
    "vat_code": N_("VAT code"),
    "paid_from": N_("paid from"),
    "due": N_("due date"),
    "currency": N_("currency"),
    "description": N_("description"),
    "company": N_("company"),
    "file": N_("file"),
    "kind": N_("kind of purchase"),
    "part": N_("part of the total"),
    "lines": N_("parts of the total"),
    "balancing": N_("balancing account"),
}
_NO_VOUCHER = frozenset({State.NEW, State.READY, State.BINNED})
_FILE_THERE = N_("its file is in Dinero already, without a voucher")
_FILE_ANEW = N_("its file is sent anew")
_FILE_LEFT = N_("its file stays in Dinero's archive")
_ASKED = IN_FLIGHT | {State.UNCERTAIN}
_KINDS = {
    "cash": N_("paid"),
    "credit": N_("not paid"),
    "credit_note": N_("credit note"),
    "manual": N_("manual voucher"),
}


def place_word(place: Place) -> str:
    """Return the name of a view."""
    return _(_PLACES[place])


def state_word(state: State) -> str:
    """Return a state in one or two words."""
    return _(_STATES[state])


def state_detail(receipt: Receipt) -> str:
    """Return what is to be known beside the state's word, or an empty text."""
    if receipt.wish:
        return _("as soon as Dinero has answered") if receipt.state in _ASKED else ""
    return _plain_detail(receipt)


def _plain_detail(receipt: Receipt) -> str:
    if receipt.state is State.DRAFTED:
        return _("draft, to be booked") if receipt.place is Place.OUTBOX else _("draft, not booked")
    if receipt.state in _DETAILS and not (receipt.state is State.QUEUED and receipt.fault):
        return _(_DETAILS[receipt.state])
    if receipt.file_guid and receipt.state in _NO_VOUCHER:
        return _(_file_words(receipt))
    if receipt.fault is not None and receipt.not_before is not None and receipt.state not in IN_FLIGHT:
        return _("tries again by itself") if receipt.place is Place.OUTBOX else ""
    return ""


def _file_words(receipt: Receipt) -> str:
    if receipt.state is State.BINNED:
        return _FILE_LEFT
    return _FILE_ANEW if receipt.proof in {Proof.DIFFERS, Proof.GONE} else _FILE_THERE


def waiting_word(what: str) -> str:
    """Return ``Waiting for …`` with what is waited for: the network, Dinero, a login."""
    return _("Waiting for {what}").format(what=what)


def missing_word(fields: tuple[str, ...]) -> str:
    """Return ``Missing amount, account`` for names of fields of a draft."""
    return _("Missing {fields}").format(fields=", ".join(map(field_word, fields)))


def check_word(fields: tuple[str, ...]) -> str:
    """Return ``Needs you: check date`` for names of fields that are filled in and may be wrong."""
    return _("Needs you: check {fields}").format(fields=", ".join(map(field_word, fields)))


def field_word(field: str) -> str:
    """Return the name of a draft's field in lower case, as it stands in a sentence; an unknown one as it is."""
    return _(_FIELDS[field]) if field in _FIELDS else field


def kind_word(kind: str) -> str:
    """Return Dinero's ``cash`` and ``credit`` in words; anything else as it is."""
    return _(_KINDS[kind]) if kind in _KINDS else kind
