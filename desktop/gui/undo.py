"""What "Undo" takes back: the last acts, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.gui.facts import Act, Undo
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.words import _, ngettext

DEPTH = 50
"""Acts that are remembered."""
_SETTLED = frozenset({State.NEW, State.READY, State.BINNED, State.BOOKED, State.REMOVED})
"""Not sent, or to be taken back with a decision only."""


def label_of(undo: Undo) -> str:
    """Return what "Undo" would take back, in words: "3 receipts sent"."""
    n = len(undo.before)
    words = {
        Act.SEND: ngettext("{n} receipt sent", "{n} receipts sent", n),
        Act.BIN: ngettext("{n} receipt removed", "{n} receipts removed", n),
        Act.MERGE: ngettext("{n} receipt merged", "{n} receipts merged", n),
        Act.TURN: ngettext("{n} receipt turned", "{n} receipts turned", n),
        Act.TRIM: ngettext("{n} receipt trimmed or shown whole", "{n} receipts trimmed or shown whole", n),
        Act.LIGHT: ngettext("light of {n} receipt", "light of {n} receipts", n),
        Act.CONTRAST: ngettext("contrast of {n} receipt", "contrast of {n} receipts", n),
        Act.COLOUR: ngettext("colour of {n} receipt", "colour of {n} receipts", n),
        Act.BLACK_OUT: ngettext("{n} receipt blacked out or shown again", "{n} receipts blacked out or shown again", n),
        Act.AS_IT_WAS: ngettext("{n} receipt made as it came", "{n} receipts made as they came", n),
        Act.EDIT: ngettext("{n} receipt changed", "{n} receipts changed", n),
        Act.MOVE: ngettext("{n} receipt moved", "{n} receipts moved", n),
        Act.SPLIT: ngettext("{n} receipt split", "{n} receipts split", n),
        Act.NOTE: ngettext("note on {n} receipt", "note on {n} receipts", n),
        Act.RESTORE: ngettext("{n} receipt restored", "{n} receipts restored", n),
        Act.FOLDER: _("folder not watched any more"),
        Act.ASSIGN: ngettext("{n} receipt moved to another company", "{n} receipts moved to another company", n),
    }
    return words[undo.act].format(n=n)


def can_undo(receipt: Receipt) -> bool:
    """Return True while a sent receipt can be taken back without asking: no voucher yet, or a draft of ours."""
    if receipt.wish or receipt.state in _SETTLED:
        return False
    return receipt.state is not State.DRAFTED or not is_changed(receipt)


def is_changed(receipt: Receipt) -> bool:
    """Return True for a voucher that a person has changed in Dinero, or that isn't ours: never deleted from here."""
    return receipt.fault is not None and receipt.fault.code is FaultCode.CHANGED_IN_DINERO


class UndoStack:
    """The last acts that can still be taken back."""

    def __init__(self) -> None:
        self._acts: list[Undo] = []

    def push(self, undo: Undo) -> None:
        """Remember an act."""
        self._acts = [*self._acts[-DEPTH + 1 :], undo]

    def pop(self) -> Undo | None:
        """Return the newest act and forget it."""
        return self._acts.pop() if self._acts else None

    def top(self) -> Undo | None:
        """Return the newest act."""
        return self._acts[-1] if self._acts else None

    def forget(self, receipt_ids: Iterable[str]) -> None:
        """Forget the acts that any of these receipts had a part in."""
        gone = set(receipt_ids)
        self._acts = [u for u in self._acts if gone.isdisjoint(u.ids)]

    def prune(self, receipts: Iterable[Receipt]) -> None:
        """Forget the sends of which, among all ``receipts``, nothing can be taken back any more."""
        sent = {i for u in self._acts if u.act is Act.SEND for i in u.ids}
        back = {r.id for r in receipts if r.id in sent and can_undo(r)}
        self._acts = [u for u in self._acts if u.act is not Act.SEND or not back.isdisjoint(u.ids)]
