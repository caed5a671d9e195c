"""What is said about a receipt that has left the tray: icon, colour and words for each state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.gui.notices import title_of
from desktop.gui.theme import Role
from desktop.receipts.asking import TOLD_FIRST
from desktop.receipts.dates import format_date
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, Proof, State
from desktop.words import N_, _
from desktop.words.about_undoing import proof_word, storage_fault
from desktop.words.faults import explain
from desktop.words.states import receipt_word, state_detail, state_word, waiting_word

_LOOKS: Mapping[State, tuple[str, Role]] = {
    State.QUEUED: ("clock", Role.MUTED),
    State.UPLOADING: ("send", Role.ACCENT),
    State.UPLOADED: ("send", Role.ACCENT),
    State.CONTACT: ("send", Role.ACCENT),
    State.CREATING: ("send", Role.ACCENT),
    State.BOOKING: ("book", Role.ACCENT),
    State.UNCERTAIN: ("search", Role.WAIT),
    State.ATTENTION: ("alert", Role.FAULT),
    State.DRAFTED: ("draft", Role.OK),
    State.BOOKED: ("check-circle", Role.OK),
    State.DELETING: ("undo", Role.ACCENT),
    State.REMOVED: ("trash", Role.WAIT),
}
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


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a receipt stands, for eye and ear."""

    icon: str
    role: Role
    words: str
    seal: str = ""
    """That Dinero has the very same bytes, where it was seen."""


def stage_of(receipt: Receipt, now: dt.datetime) -> Stage:
    """Return where a receipt stands at ``now`` (aware)."""
    icon, role = _LOOKS.get(receipt.state, ("receipt", Role.MUTED))
    if receipt.place is Place.ARCHIVE:
        return _delivered_stage(receipt, icon, role)
    if receipt.wish:
        return Stage("undo", Role.WAIT, _wish_words(receipt, now))
    if receipt.state is State.UNCERTAIN:
        return Stage(icon, role, _again(receipt, state_word(receipt.state), now))
    if _waits(receipt, now):
        return Stage("clock", Role.WAIT, _waiting_words(receipt, now))
    if receipt.state is State.QUEUED:
        return Stage(icon, role, _("Will be sent in a moment"))
    parts = [state_word(receipt.state), *_more(receipt)]
    return Stage(icon, role, ": ".join(parts[:2]) if receipt.state is State.ATTENTION else " · ".join(parts))


def _delivered_stage(receipt: Receipt, icon: str, role: Role) -> Stage:
    """Return the stage of what Dinero has confirmed: with its seal, or loud where its copy is not what was sent."""
    wrong = storage_fault(receipt)
    if wrong is not None:
        return Stage("alert", Role.FAULT, explain(wrong).title)
    parts, note = [state_word(receipt.state), *_more(receipt)], receipt.fault
    if receipt.state is State.REMOVED:
        return Stage(icon, role, " · ".join(parts))
    if note is not None and note.code in TOLD_FIRST:
        icon, role, parts = "alert", Role.WAIT, [explain(note).title, *parts[2:]]
    elif note is not None:
        parts.insert(1, explain(note).title)
    seal = proof_word(Proof.STORED) if receipt.proof is Proof.STORED else ""
    return Stage(icon, role, " · ".join(parts), seal)


def _wish_words(receipt: Receipt, now: dt.datetime) -> str:
    """Return what is being undone, and what it waits for."""
    more = _uncapitalized(_waiting_words(receipt, now)) if _waits(receipt, now) else state_detail(receipt)
    return " · ".join(words for words in (receipt_word(receipt), more) if words)


def _uncapitalized(words: str) -> str:
    return words[:1].lower() + words[1:]


def _waits(receipt: Receipt, now: dt.datetime) -> bool:
    if receipt.fault is None or receipt.state in {State.ATTENTION, State.UNCERTAIN}:
        return False
    return receipt.fault.code in _FOR_A_LOGIN or receipt.not_before is None or receipt.not_before > now


def _waiting_words(receipt: Receipt, now: dt.datetime) -> str:
    assert receipt.fault is not None
    return _again(receipt, waiting_word(waited_for(receipt.fault)), now)


def _again(receipt: Receipt, words: str, now: dt.datetime) -> str:
    """Return the words, with the time of the next try where there is one to come."""
    if receipt.not_before is None or receipt.not_before <= now:
        return words
    time = f"{receipt.not_before.astimezone():%H:%M}"
    return _("{waiting} · again at {time}").format(waiting=words, time=time)


def waited_for(note: FaultNote) -> str:
    """Return what is waited for when a receipt waits because of this fault."""
    words = _WAITED_FOR.get(note.code)
    return _(words) if words else explain(note).title.lower()


def _more(receipt: Receipt) -> list[str]:
    if receipt.state is State.ATTENTION and receipt.fault is not None:
        return [explain(receipt.fault).title]
    more = [state_detail(receipt)]
    if receipt.voucher_number is not None:
        more.append(_("voucher {number}").format(number=receipt.voucher_number))
    return [words for words in more if words]


@dataclass(frozen=True, slots=True)
class Line:
    """One receipt of a list, in words."""

    title: str
    date: str
    amount: str
    stage: Stage

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(
            part for part in (self.title, self.date, self.amount, self.stage.words, self.stage.seal) if part
        )


def line_of(receipt: Receipt, now: dt.datetime) -> Line:
    """Return the words of a receipt in a list."""
    draft = receipt.draft
    return Line(
        title_of(receipt),
        format_date(draft.date) if draft.date else "",
        format_money(draft.amount, draft.currency) if draft.amount is not None else "",
        stage_of(receipt, now),
    )


def matches(receipt: Receipt, text: str) -> bool:
    """Return whether every word of ``text`` stands somewhere in what is known about the receipt."""
    line = line_of(receipt, dt.datetime.now(dt.UTC))
    names = " ".join(o.name for o in receipt.originals)
    number = receipt.voucher_number or ""
    hay = f"{line.spoken()} {receipt.draft.description} {names} {number} {receipt.draft.account or ''}".casefold()
    return all(word in hay for word in text.casefold().split())
