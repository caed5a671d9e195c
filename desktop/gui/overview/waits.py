"""What waits, and why, in the program's own words: each receipt stands in one group only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from desktop.desk.overview import Holds
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Link
from desktop.gui.notices import Tone
from desktop.receipts.asking import is_urgent
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, Proof, State
from desktop.words import _, ngettext
from desktop.words.about_undoing import storage_fault
from desktop.words.faults import explain
from desktop.words.standing import waited_for
from desktop.words.states import missing_word, waiting_word


class Deed(Enum):
    """What can be done about a group."""

    SHOW = "show"
    """Go to the first of its receipts."""
    TRY = "try"
    """Let its receipts go now."""
    LOG_IN = "log_in"
    SEND = "send"
    """Send its receipts, which are ready."""
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Wait:
    """Receipts that wait for the same thing."""

    tone: Tone
    title: str
    text: str
    deed: Deed
    receipts: tuple[str, ...] = ()
    """Their ids, in the order in which they came."""
    place: Place = Place.OUTBOX
    """Where they are shown."""
    count: int = 0

    @property
    def needs_user(self) -> bool:
        """True when it does not go on by itself."""
        return self.tone is Tone.FAULT


def waits_of(bridge: Bridge, holds: Holds, now: dt.datetime) -> tuple[Wait, ...]:
    """Return everything that waits at ``now`` (aware): what needs the user first, what goes by itself last."""
    open_ones = (r for r in bridge.receipts.values() if not _is_done(r))
    receipts = sorted(open_ones, key=lambda r: r.added_at)
    sent = _Outbox(bridge, holds, now).groups(r for r in receipts if r.place is Place.OUTBOX)
    archived = _grouped([(_urgent(r), r) for r in receipts if r.place is Place.ARCHIVE and is_urgent(r)])
    tray = _tray([r for r in receipts if r.place is Place.TRAY], bridge)
    proof = _proof(holds) if bridge.settings.prove_storage else ()
    found = [*sent, *archived, *tray, *proof]
    return tuple(sorted(found, key=_rank))


def _is_done(receipt: Receipt) -> bool:
    """Return True for what is in Dinero and asks for nothing: by far the most, so it is seen at a glance."""
    plain = receipt.fault is None and receipt.wish is None and not receipt.awaits_booking
    return plain and receipt.state in _IN_DINERO and receipt.proof in _FINE


_IN_DINERO = frozenset({State.DRAFTED, State.BOOKED})
_FINE = frozenset({None, Proof.STORED})


def _rank(wait: Wait) -> int:
    """Order by who has to act: the user at once, the user when there is time, nobody."""
    if wait.tone is Tone.FAULT:
        return 0
    if wait.place is Place.TRAY:
        return 1 if wait.deed is Deed.SEND else 2
    return 3 if wait.tone is Tone.WAIT else 4


_LOGIN = FaultNote(FaultCode.NOT_LOGGED_IN)


def _grouped(pairs: Iterable[tuple[Wait, Receipt]]) -> list[Wait]:
    """Return one group for each kind of waiting, with all its receipts."""
    found: dict[Wait, list[str]] = {}
    for wait, receipt in pairs:
        found.setdefault(wait, []).append(receipt.id)
    return [
        Wait(w.tone, w.title, w.text, w.deed, tuple(ids), w.place, len(ids))
        for w, ids in found.items()
    ]  # fmt: skip


class _Outbox:
    """Why each receipt of the outbox is still there; what holds back many comes before what holds back one."""

    def __init__(self, bridge: Bridge, holds: Holds, now: dt.datetime) -> None:
        self._bridge, self._holds, self._now = bridge, holds, now
        self._names: Mapping[int, str] = {c.id: c.name for c in bridge.companies}

    def groups(self, receipts: Iterable[Receipt]) -> list[Wait]:
        return _grouped((self._reason(r), r) for r in receipts)

    def _reason(self, receipt: Receipt) -> Wait:
        if receipt.state is State.ATTENTION:
            return _urgent(receipt)
        return self._common(receipt) or self._own(receipt)

    def _common(self, receipt: Receipt) -> Wait | None:
        """Return what holds back more than this one, or None."""
        company, connection = receipt.company_id or 0, self._bridge.connection
        stop, until = self._holds.stops.get(company), self._holds.pauses.get(company)
        if self._bridge.held:
            return _of_fault(FaultNote(FaultCode.DATA_FOLDER_FOREIGN), Deed.SETTINGS)
        if stop is not None:
            return _of_fault(stop, Deed.TRY, self._names.get(company, ""))
        if connection.link is Link.LOGGED_OUT:
            return _of_fault(connection.fault or _LOGIN, Deed.LOG_IN)
        if connection.link is Link.OFFLINE:
            return _by_itself(explain(connection.fault).title if connection.fault else "")
        if until is not None:
            words = _("Dinero has asked for a pause until {time}; it goes on by itself then.")
            text = words.format(time=f"{until.astimezone():%H:%M}")
            return Wait(Tone.WAIT, waiting_word(_("the pause that Dinero asked for")), text, Deed.SHOW)
        return None

    def _own(self, receipt: Receipt) -> Wait:
        if receipt.state is State.UNCERTAIN:
            text = _("Nothing is sent twice: it goes on when Dinero has answered.")
            return Wait(Tone.WAIT, _("Dinero is asked whether it arrived"), text, Deed.TRY)
        if receipt.fault is not None and (receipt.not_before is None or receipt.not_before > self._now):
            return _by_itself(_cause(receipt.fault))
        if receipt.wish is not None:
            return Wait(Tone.WAIT, _("Is being undone"), _("As soon as Dinero has answered."), Deed.SHOW)
        return Wait(Tone.INFO, _("On the way"), _("Nothing to do: it is being sent."), Deed.SHOW)


def _cause(note: FaultNote) -> str:
    """Return what is waited for, or what happened, where that is no thing to wait for."""
    title, awaited = explain(note).title, waited_for(note)
    return title if awaited == title.lower() else waiting_word(awaited)


def _by_itself(title: str) -> Wait:
    return Wait(Tone.WAIT, title, _("It is sent by itself as soon as that is over."), Deed.TRY)


def _of_fault(note: FaultNote, deed: Deed, about: str = "") -> Wait:
    words = explain(note)
    title = f"{about}: {words.title}" if about else words.title
    return Wait(Tone.FAULT, title, f"{words.sentence} {words.step}".strip(), deed)


def _urgent(receipt: Receipt) -> Wait:
    """Return why a receipt asks for the user; those of the same fault stand together, whatever its figures are."""
    note = storage_fault(receipt) or receipt.fault
    place = receipt.place
    if note is None:
        return Wait(Tone.FAULT, _("Needs you"), "", Deed.SHOW, place=place)
    return Wait(Tone.FAULT, explain(FaultNote(note.code)).title, "", Deed.SHOW, place=place)


def _tray(receipts: list[Receipt], bridge: Bridge) -> Iterator[Wait]:
    """Yield what the tray's receipts lack, the most common first, and those that lack nothing."""
    lacking, ready = [], []
    for receipt in receipts:
        missing = bridge.missing.get(receipt.id, ())
        if receipt.state is State.READY and not missing:
            ready.append(receipt.id)
        else:
            lacking.append((_lack(tuple(m.field for m in missing)), receipt))
    yield from sorted(_grouped(lacking), key=lambda wait: -wait.count)
    if ready:
        text = ngettext("It only needs to be sent.", "They only need to be sent.", len(ready))
        yield Wait(Tone.OK, _("Ready"), text, Deed.SEND, tuple(ready), Place.TRAY, len(ready))


def _lack(fields: tuple[str, ...]) -> Wait:
    title = missing_word(fields) if fields else _("Not looked at yet")
    return Wait(Tone.INFO, title, "", Deed.SHOW, place=Place.TRAY)


def _proof(holds: Holds) -> Iterator[Wait]:
    if holds.unproven:
        text = _("Nothing to do: they are fetched back one by one while nothing else is sent.")
        title = _("To be fetched back from Dinero, and compared")
        yield Wait(Tone.INFO, title, text, Deed.SHOW, place=Place.ARCHIVE, count=holds.unproven)
