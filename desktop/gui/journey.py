"""What is said about a receipt that has left the tray: icon, colour and words for each state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.gui.notices import title_of
from desktop.gui.theme import Role
from desktop.receipts.asking import TOLD_FIRST
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, Proof, State
from desktop.words import _
from desktop.words.about_undoing import proof_word, storage_fault
from desktop.words.faults import explain
from desktop.words.standing import receipt_word, waiting_for, waits
from desktop.words.states import state_detail, state_word

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


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a receipt stands, for eye and ear."""

    icon: str
    role: Role
    words: str
    seal: str = ""
    """That Dinero has the very same bytes, where it was seen."""


def stage_of(receipt: Receipt, now: dt.datetime, *, logged_in: bool = True) -> Stage:
    """Return where a receipt stands at ``now`` (aware); ``logged_in`` False: nobody sends or asks at present."""
    icon, role = _LOOKS.get(receipt.state, ("receipt", Role.MUTED))
    if receipt.place is Place.ARCHIVE:
        return _delivered_stage(receipt, icon, role)
    word, waiting = receipt_word(receipt, now, logged_in=logged_in), waits(receipt, now, logged_in=logged_in)
    if receipt.wish:
        more = _uncapitalized(_again(receipt, waiting_for(receipt, logged_in=logged_in), now)) if waiting else ""
        return Stage("undo", Role.WAIT, " · ".join(w for w in (word, more or state_detail(receipt)) if w))
    if waiting:
        return Stage("clock", Role.WAIT, _again(receipt, word, now))
    said = [word, *_more(receipt)]
    words = ": ".join(said[:2]) if receipt.state is State.ATTENTION else " · ".join(said)
    return Stage(icon, role, _again(receipt, words, now) if receipt.state is State.UNCERTAIN else words)


def _delivered_stage(receipt: Receipt, icon: str, role: Role) -> Stage:
    """Return the stage of what Dinero has confirmed: with its seal, or loud where its copy is not what was sent."""
    wrong = storage_fault(receipt)
    if wrong is not None:
        return Stage("alert", Role.FAULT, explain(wrong).title)
    parts, note = [state_word(receipt.state), *_more(receipt)], receipt.fault
    if receipt.state is State.REMOVED:
        return Stage(icon, role, ": ".join(parts[:2]))
    if note is not None and note.code in TOLD_FIRST:
        icon, role, parts = "alert", Role.WAIT, [explain(note).title, *parts[2:]]
    elif note is not None:
        parts.insert(1, explain(note).title)
    seal = proof_word(Proof.STORED) if receipt.proof is Proof.STORED else ""
    return Stage(icon, role, " · ".join(parts), seal)


def _uncapitalized(words: str) -> str:
    return words[:1].lower() + words[1:]


def _again(receipt: Receipt, words: str, now: dt.datetime) -> str:
    """Return the words, with the time of the next try where there is one to come."""
    if receipt.not_before is None or receipt.not_before <= now:
        return words
    time = f"{receipt.not_before.astimezone():%H:%M}"
    return _("{waiting} · again at {time}").format(waiting=words, time=time)


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


def line_of(receipt: Receipt, now: dt.datetime, *, logged_in: bool = True) -> Line:
    """Return the words of a receipt in a list."""
    draft = receipt.draft
    return Line(
        title_of(receipt),
        format_date(draft.date) if draft.date else "",
        format_money(draft.amount, draft.currency) if draft.amount is not None else "",
        stage_of(receipt, now, logged_in=logged_in),
    )


def matches(receipt: Receipt, text: str) -> bool:
    """Return whether every word of ``text`` stands somewhere in what is known about the receipt."""
    line = line_of(receipt, dt.datetime.now(dt.UTC))
    names = " ".join(o.name for o in receipt.originals)
    number = receipt.voucher_number or ""
    hay = f"{line.spoken()} {receipt.draft.description} {names} {number} {receipt.draft.account or ''}".casefold()
    return all(word in hay for word in text.casefold().split())
