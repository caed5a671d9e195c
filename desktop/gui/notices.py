"""What has happened, in words: the status line shows the newest, "Details" all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.facts import CompanyStopped, Connection, Link
from desktop.gui.theme import Role
from desktop.gui.trimming import ManyTrimmed
from desktop.receipts.company import Company
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.words import _, ngettext
from desktop.words.about_undoing import storage_fault
from desktop.words.faults import explain
from desktop.words.states import place_word

if TYPE_CHECKING:
    from desktop.desk import IntakeReport, SendReport

KEPT = 200
"""Notices that "Details" remembers."""
LONGEST_NAME = 36
"""Letters of a file's name that stand before what happened to it, where one line has to hold both."""


class Tone(Enum):
    """How a notice is meant: icon and colour role."""

    OK = ("check-circle", Role.OK)
    INFO = ("info", Role.MUTED)
    WAIT = ("clock", Role.WAIT)
    FAULT = ("alert", Role.FAULT)

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return self.value[0]

    @property
    def role(self) -> Role:
        """The role of its colour."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that has happened."""

    tone: Tone
    title: str
    text: str = ""
    at: dt.datetime | None = None
    short: str = ""
    """The title for one line, where a long name would leave no room for what happened; empty: the title will do."""

    @property
    def stays(self) -> bool:
        """True when it is shown until it is put away or something newer comes."""
        return self.tone is Tone.FAULT


def notice_of(note: FaultNote, *, about: str = "") -> Notice:
    """Return a fault in words; ``about`` names the file it is about."""
    words = explain(note)
    title = f"{about}: {words.title}" if about else words.title
    short = f"{_shortened(about)}: {words.title}" if len(about) > LONGEST_NAME else ""
    return Notice(Tone.FAULT, title, f"{words.sentence} {words.step}".strip(), short=short)


def _shortened(name: str) -> str:
    """Return how a long name begins and ends: what tells one file from another is in either."""
    return f"{name[: LONGEST_NAME - 13].rstrip()}…{name[-12:]}"


class Notices(QObject):
    """Listens to the bridge and puts into words what the user should know."""

    added = Signal(object)
    """Notice: it is shown and read out."""
    kept = Signal(object)
    """tuple[Notice, ...]: only "Details" tells these."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.all: list[Notice] = []
        self.delivered = 0
        """Receipts that have reached Dinero since the window opened."""
        self._known: dict[str, Receipt] = {}
        self._link = Link.UNKNOWN
        bridge.fault.connect(self.on_fault)
        bridge.intake_finished.connect(self._on_intake)
        bridge.send_finished.connect(self._on_sent)
        bridge.receipts_changed.connect(self._on_receipts)
        bridge.nothing_undone.connect(self._on_nothing_undone)
        bridge.undoing.connect(self._on_undoing)
        bridge.files_left.connect(self._on_files_left)
        bridge.connection_changed.connect(self._on_connection)
        bridge.company_stopped.connect(self._on_stopped)
        bridge.companies_changed.connect(self._on_companies)
        bridge.trimming.looking.connect(self._on_looking)
        bridge.trimming.many_done.connect(self._on_trimmed)

    def tell(self, notice: Notice) -> None:
        """Add a notice."""
        (stamped,) = self._kept([notice])
        self.added.emit(stamped)

    def keep(self, notices: Iterable[Notice]) -> None:
        """Add notices for "Details" alone: another one sums them up, and a hundred read out would help nobody."""
        self.kept.emit(self._kept(notices))

    def _kept(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        now = dt.datetime.now().astimezone()
        stamped = tuple(replace(notice, at=now) for notice in notices)
        self.all = [*self.all, *stamped][-KEPT:]
        return stamped

    @Slot(object)
    def on_fault(self, note: FaultNote) -> None:
        """Tell a fault."""
        self.tell(notice_of(note))

    @Slot(object)
    def _on_intake(self, report: IntakeReport) -> None:
        if report.known:
            self.tell(_known_notice(report))
        if report.taken:
            self.tell(_taken_notice(len(report.taken), trial=self._bridge.desk.config.sandbox))
        told = [notice_of(each.note, about=each.name) for each in report.refused[-KEPT:]]  # no more are kept
        if len(told) == 1:
            self.tell(told[0])
        elif told:
            self.keep(told)
            self.tell(_refused_notice(len(report.refused), len(report.taken)))

    @Slot(object)
    def _on_sent(self, report: SendReport) -> None:
        n = len(report.held)
        if n:
            words = ngettext(
                "{n} receipt stays in the tray: something is missing",
                "{n} receipts stay in the tray: something is missing",
                n,
            )
            self.tell(Notice(Tone.WAIT, words.format(n=n)))
        n = len(report.warned)
        if n:
            words = ngettext(
                "{n} receipt stays in the tray: look at it before it is sent",
                "{n} receipts stay in the tray: look at them before they are sent",
                n,
            )
            self.tell(Notice(Tone.WAIT, words.format(n=n)))

    @Slot(object)
    def _on_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        for receipt in receipts:
            before = self._known.get(receipt.id)
            self._known[receipt.id] = receipt
            if before is not None:
                self._on_move(receipt, before)

    def _on_move(self, receipt: Receipt, before: Receipt) -> None:
        notice = turn_notice(receipt, before)
        if notice is not None:
            self.tell(notice)
        if receipt.state in _DELIVERED and before.state not in _DELIVERED:
            self.delivered += 1

    @Slot()
    def _on_nothing_undone(self) -> None:
        text = _("It is booked, or somebody has changed it in Dinero. The archive says what can be done.")
        self.tell(Notice(Tone.INFO, _("It can't be undone at once"), text))

    @Slot(object)
    def _on_undoing(self, receipts: tuple[Receipt, ...]) -> None:
        waiting = sum(r.wish is not None for r in receipts)
        if waiting:
            words = ngettext(
                "{n} receipt is undone as soon as Dinero has answered",
                "{n} receipts are undone as soon as Dinero has answered",
                waiting,
            )
            self.tell(Notice(Tone.WAIT, words.format(n=waiting)))

    @Slot(object)
    def _on_files_left(self, receipts: tuple[Receipt, ...]) -> None:
        n = len(receipts)
        words = ngettext("{n} receipt thrown out", "{n} receipts thrown out", n).format(n=n)
        text = ngettext("Its file stays in Dinero's archive.", "Their files stay in Dinero's archive.", n)
        self.tell(Notice(Tone.INFO, words, text))

    @Slot(int)
    def _on_looking(self, n: int) -> None:
        words = ngettext("Looking at {n} picture first …", "Looking at {n} pictures first …", n)
        self.tell(Notice(Tone.INFO, words.format(n=n)))

    @Slot(object)
    def _on_trimmed(self, report: ManyTrimmed) -> None:
        self.tell(trimmed_notice(report))

    @Slot(object)
    def _on_connection(self, connection: Connection) -> None:
        before, self._link = self._link, connection.link
        if connection.link is Link.ONLINE and before is Link.OFFLINE:
            self.tell(Notice(Tone.OK, _("Dinero answers again")))
        elif connection.link is Link.OFFLINE and before is not Link.OFFLINE and connection.fault is not None:
            self.tell(notice_of(connection.fault))

    @Slot(object)
    def _on_stopped(self, stopped: CompanyStopped) -> None:
        if stopped.fault is not None:
            name = next((c.name for c in self._bridge.companies if c.id == stopped.company_id), "")
            self.tell(notice_of(stopped.fault, about=name))

    @Slot(object)
    def _on_companies(self, companies: tuple[Company, ...]) -> None:
        """Say what to do when a login leaves the choice of a company open."""
        chosen = self._bridge.settings.company_id
        if self._bridge.connection.link is not Link.ONLINE or any(c.id == chosen and c.has_api for c in companies):
            return
        usable = [c for c in companies if c.has_api]
        if len(usable) > 1:
            self.tell(Notice(Tone.WAIT, _("Choose at the top of the window which company the receipts are for")))
        elif not usable:
            self.on_fault(FaultNote(FaultCode.NO_SUBSCRIPTION if companies else FaultCode.NO_COMPANY))


def turn_notice(receipt: Receipt, before: Receipt) -> Notice | None:
    """Return what is to be said when a receipt has moved on by itself, or None."""
    wrong, known = storage_fault(receipt), storage_fault(before)
    if wrong is not None and wrong != known:
        return notice_of(wrong, about=title_of(receipt))
    if before.wish and receipt.editable:
        return Notice(Tone.OK, _("{receipt} is back in the tray").format(receipt=title_of(receipt)))
    asks = receipt.state in {State.ATTENTION, State.REMOVED} and receipt.state is not before.state
    gave_up = before.wish is not None and receipt.wish is None
    doubled = receipt.fault is not None and receipt.fault.code is FaultCode.DOUBLE_IN_DINERO != _code_of(before)
    if receipt.fault is not None and (asks or gave_up or doubled):
        return notice_of(receipt.fault, about=title_of(receipt))
    return None


def _code_of(receipt: Receipt) -> FaultCode | None:
    return receipt.fault.code if receipt.fault else None


_DELIVERED = frozenset({State.DRAFTED, State.BOOKING, State.BOOKED})


def title_of(receipt: Receipt) -> str:
    """Return what a receipt is called: its supplier, else its description, else its file's name."""
    draft = receipt.draft
    name = receipt.originals[0].name if receipt.originals else ""
    return draft.supplier.strip() or draft.description.strip() or " ".join(name.split()) or _("Receipt")


def trimmed_notice(report: ManyTrimmed) -> Notice:
    """Say what came of trimming several receipts, and which ones wait for the user."""
    n, several = report.changed, report.several
    words = ngettext("{n} receipt trimmed or made straight", "{n} receipts trimmed or made straight", n)
    title = words.format(n=n) if n else _("Nothing to trim: the pictures are well as they are")
    text = ngettext(
        "{n} picture holds several receipts: look at it by itself.",
        "{n} pictures hold several receipts: look at them one by one.",
        several,
    )
    if several and not n:
        title = _("Nothing was trimmed")
    return Notice(Tone.OK if n else Tone.INFO, title, text.format(n=several) if several else "")


def _taken_notice(n: int, *, trial: bool) -> Notice:
    """Say where receipts lie; in the trial, that it is not the real tray: a later start's files come here too."""
    if not trial:
        return Notice(Tone.OK, ngettext("{n} receipt is in the tray", "{n} receipts are in the tray", n).format(n=n))
    words = ngettext("{n} receipt is in the trial's tray", "{n} receipts are in the trial's tray", n)
    text = ngettext("It can come along when you connect.", "They can come along when you connect.", n)
    return Notice(Tone.OK, words.format(n=n), text)


def _refused_notice(refused: int, taken: int) -> Notice:
    """Sum up a drop of which several files were refused; why each was stands before it in the details."""
    title = ngettext("{n} file was not added", "{n} files were not added", refused).format(n=refused)
    others = ngettext("The other one is in the tray.", "The other {n} are in the tray.", taken).format(n=taken)
    why = _("Details says why.")
    return Notice(Tone.FAULT, title, f"{others} {why}" if taken else why)


def _known_notice(report: IntakeReport) -> Notice:
    n = len(report.known)
    words = ngettext("{n} receipt was here already", "{n} receipts were here already", n).format(n=n)
    places: Mapping[str, int] = {f"{title_of(r)} ({place_word(r.place)})": 1 for r in report.known[:3]}
    return Notice(Tone.INFO, words, ", ".join(places))
