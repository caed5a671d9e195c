"""What is worth a notification: something that needs the user, and a batch that has been delivered, once each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.gui.bridge import Bridge
from desktop.gui.notices import title_of
from desktop.gui.overview.waits import Wait, waits_of
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State
from desktop.words import _, ngettext
from desktop.words.faults import explain

_DELIVERED = frozenset({State.DRAFTED, State.BOOKED})


@dataclass(frozen=True, slots=True)
class Message:
    """One notification."""

    title: str
    text: str
    place: Place | None
    """The view that shows what it is about; None: the overview."""
    urgent: bool = True


class Needs:
    """Remembers what the user was told of, so that the same is told once."""

    def __init__(self) -> None:
        self._known: set[object] = set()

    def fresh(self, bridge: Bridge) -> Message | None:
        """Return what needs the user and wasn't told yet, in one message; what is over may be told again."""
        waits = [w for w in waits_of(bridge, bridge.overview.holds, dt.datetime.now(dt.UTC)) if w.needs_user]
        now = {key for wait in waits for key in _keys(wait)} | ({"held"} if bridge.held else set())
        fresh, self._known = now - self._known, now
        told = [w for w in waits if fresh.intersection(_keys(w))]
        if not told:
            return _held() if "held" in fresh else None
        return _one(told[0], bridge) if len(told) == 1 else _many(told)


def _keys(wait: Wait) -> set[object]:
    """Return what makes a group new: a receipt of which it is not known, or (for many at once) the group itself."""
    return {(wait.title, receipt_id) for receipt_id in wait.receipts} if not wait.text else {wait.title}


def _held() -> Message:
    words = explain(FaultNote(FaultCode.DATA_FOLDER_FOREIGN))
    return Message(words.title, words.sentence, None)


def _one(wait: Wait, bridge: Bridge) -> Message:
    known = [bridge.receipts[i] for i in wait.receipts if i in bridge.receipts]
    if wait.text or len(known) != 1:
        many = ngettext("{n} receipt needs you", "{n} receipts need you", wait.count).format(n=wait.count)
        return Message(wait.title, wait.text or many, None if wait.text else wait.place)
    return Message(f"{title_of(known[0])}: {wait.title}", _("Open Bilagsdrop to see what to do."), wait.place)


def _many(waits: Iterable[Wait]) -> Message:
    groups = list(waits)
    count = sum(w.count for w in groups)
    title = ngettext("{n} receipt needs you", "{n} receipts need you", count).format(n=count)
    return Message(title, " · ".join(w.title for w in groups), None)


class Batch:
    """What was sent together: all that is in the outbox until it is empty of what goes by itself."""

    def __init__(self) -> None:
        self._under_way: set[str] = set()
        self._delivered = 0

    def take(self, receipts: Iterable[Receipt]) -> None:
        """Take over news of receipts."""
        for receipt in receipts:
            if receipt.place is Place.OUTBOX and receipt.wish is None:
                self._under_way.add(receipt.id)
            elif receipt.id in self._under_way:
                self._under_way.discard(receipt.id)
                self._delivered += receipt.state in _DELIVERED

    def over(self, bridge: Bridge) -> Message | None:
        """Return a message once the last of a batch is through, and begin a new one; None while some are under way."""
        known = (bridge.receipts.get(i) for i in self._under_way)
        if any(r is not None and r.state is not State.ATTENTION and r.place is Place.OUTBOX for r in known):
            return None
        count, self._delivered = self._delivered, 0
        if not count:
            return None
        title = ngettext("{n} receipt is in Dinero", "{n} receipts are in Dinero", count).format(n=count)
        return Message(title, _("All that was on its way is through."), Place.ARCHIVE, urgent=False)


def joined(needs: Message, batch: Message) -> Message:
    """Return one message for both: a batch that ended with some of it refused is told once."""
    return Message(needs.title, f"{needs.text} {batch.title}.", needs.place)
