"""The one object through which the core and the widgets meet.

Commands return at once: they run in the lanes of a :class:`~desktop.gui.workers.Crew`. What comes of them, and what the
delivery's threads tell, arrives as signals in the GUI thread. No widget calls the desk, and no worker touches a widget.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QImage

from desktop.config import Settings
from desktop.desk.guards import Heed
from desktop.gui.affairs import connection_of
from desktop.gui.archive.link import ArchiveLink
from desktop.gui.chores import missing_of, take_image, take_paths
from desktop.gui.dustbin import BinDesk
from desktop.gui.errands import Errands
from desktop.gui.facts import (
    Act,
    CompanyStopped,
    MissingKnown,
    Progress,
    Undo,
)
from desktop.gui.finishing import FinishDesk
from desktop.gui.flow import FlowDesk
from desktop.gui.likeness import LikenessWatch
from desktop.gui.listener import CourierListener
from desktop.gui.overview.watch import OverviewWatch
from desktop.gui.phone.link import PhoneLink
from desktop.gui.pictures import PictureDesk
from desktop.gui.readings import ReadingDesk
from desktop.gui.rereading import AT_ONCE, Rereading
from desktop.gui.sources import Sources
from desktop.gui.strangers import Strangers
from desktop.gui.suppliers import SupplierBook
from desktop.gui.trimming import TrimDesk
from desktop.gui.undo import UndoStack, label_of
from desktop.gui.versions import VersionWatch
from desktop.gui.workers import Lane
from desktop.receipts.company import Company, CompanyBook
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import Place

if TYPE_CHECKING:
    from desktop.desk import Desk, IntakeReport, SendReport

GATHER_MS, GATHER_EACH_MS = 40, 0.2
"""Receipts that arrive one by one are handed on together this often, more seldom the more there are to lay out."""
STOP_S = 5.0
"""Seconds that closing waits for requests that are out; the journal knows them, so nothing is lost after that."""
STALE = dt.timedelta(minutes=1)
"""News older than what is known by less than this lost a race between two threads; by more, the clock was set back."""


class CourierLike(Protocol):
    """The background delivery, as far as the window needs it."""

    def start(self) -> None:
        """Begin to deliver."""

    def stop(self, wait: float | None = None) -> bool:
        """End, after what is under way; wait so many seconds for it, and return whether it ended."""

    def wake(self) -> None:
        """Look for work now."""


CourierFactory = Callable[[CourierListener], CourierLike]


class Bridge(Errands):
    """Commands in, facts out; and a copy in memory of what the widgets show."""

    def __init__(self, desk: Desk, courier_factory: CourierFactory, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self.receipts: dict[str, Receipt] = {}
        self.missing: dict[str, tuple[Missing, ...]] = {}
        self.pictures = PictureDesk(self.crew, desk.path_of, self)
        self.suppliers = SupplierBook(self, lambda: self.receipts)
        self.readings = ReadingDesk(self, desk.path_of, self.suppliers)
        self.strangers = Strangers(self)
        self.likeness = LikenessWatch(self, self.readings)
        self.versions = VersionWatch(desk, self.crew, self)
        self.flow = FlowDesk(self)
        self.trimming = TrimDesk(self)
        self.finishing = FinishDesk(self)
        self.dustbin = BinDesk(self)
        self.sources = Sources(self)
        self.archive, self.rereading = ArchiveLink(self), Rereading(self)
        self.overview = OverviewWatch(desk, self)
        self.phone = PhoneLink(self)
        self.is_loaded = False
        self._factory = courier_factory
        self._listener = CourierListener(self)
        self._courier: CourierLike | None = None
        self._ending: list[CourierLike] = []  # replaced ones, which may still have a request out
        self._undo = UndoStack()
        self._unsaved: dict[str, Draft] = {}
        self._fresh: dict[str, Receipt] = {}
        self._gather = QTimer(self, singleShot=True)
        self._wire()

    def _wire(self) -> None:
        self._gather.timeout.connect(self._hand_on)
        self.pictures.ready.connect(self.picture_ready)
        self.loaded.connect(self.versions.start)
        self.settings_changed.connect(self.versions.on_settings)
        self.intake_progress.connect(self._moved)
        self._listener.changed.connect(self._moved)
        self._listener.progressed.connect(self._progressed)
        self._listener.linked.connect(self._linked)
        self._listener.stopped.connect(self._stopped)

    # -- start and end

    def start(self) -> None:
        """Read what is on the disk, begin to deliver, then ask Dinero for what may have changed."""
        self.crew.run(Lane.DISK, self._read, self._show, self.unreadable.emit)

    def stop(self) -> bool:
        """End the delivery and all workers; return whether they ended in time."""
        self.desk.stop_waiting()
        ends = (self.phone, self.readings, self.archive, self.likeness, self.versions, self.dustbin, self.sources)
        for each in (*ends, self.rereading):
            each.stop()
        ended = self._end_courier()
        ended = self.crew.stop(STOP_S) and ended
        return self._end_courier() and ended  # a worker may have made it only just now

    def _read(self) -> tuple[Settings, tuple[Receipt, ...], tuple[Company, ...], CompanyBook | None]:
        settings = self.desk.settings()
        return settings, self.desk.open(), self.desk.companies(), self.desk.book(settings.company_id)

    def _show(self, read: tuple[Settings, tuple[Receipt, ...], tuple[Company, ...], CompanyBook | None]) -> None:
        settings, receipts, companies, book = read
        self._set_settings(settings)
        self._set_companies(companies)
        self._set_book(book)
        self.changed(receipts)
        self.is_loaded = True
        self.loaded.emit()
        self.tell_notices()
        self.crew.run(Lane.DISK, self._begin)
        self.refresh()

    def _begin(self) -> None:
        """Make the delivery, in a worker: it may ask the keyring for the registration; and let it begin."""
        self._courier = self._factory(self._listener)
        self._courier.start()

    def _end_courier(self) -> bool:
        courier, self._courier = self._courier, None
        ending, self._ending = [*self._ending, *([courier] if courier else [])], []
        stopped = [each.stop(STOP_S) for each in ending]  # each is told to, whatever the others do
        return all(stopped)

    def renew_delivery(self) -> None:
        """Let a new delivery take over; the one before ends with what it has out, and the lock goes from it to this."""
        if self._courier is None:
            return
        courier, self._courier = self._courier, None
        courier.stop(0)
        self._ending.append(courier)
        self.crew.run(Lane.DISK, self._begin)

    # -- receipts

    def take_paths(self, paths: Sequence[str | Path], *, again: bool = False) -> None:
        """Take files and folders into the tray."""
        self.intake_started.emit(len(paths))
        work = partial(take_paths, self.desk, tuple(paths), self.intake_progress.emit, again=again)
        self.crew.run(Lane.INTAKE, work, self._taken)

    def take_image(self, image: QImage, name: str) -> None:
        """Take a pasted or dropped picture into the tray."""
        self.intake_started.emit(1)
        self.crew.run(Lane.INTAKE, partial(take_image, self.desk, image.copy(), name), self._image_taken)

    def _taken(self, report: IntakeReport) -> None:
        self._hand_on()  # the rest of what ``intake_progress`` told
        self.intake_finished.emit(report)

    def _image_taken(self, report: IntakeReport) -> None:
        self.changed(report.taken)
        self._taken(report)

    def save_draft(self, receipt_id: str, draft: Draft) -> None:
        """Save the fields of a receipt; they count as saved at once in ``receipts``."""
        self.expect_draft(receipt_id, draft)
        self.crew.run(Lane.DISK, partial(self.desk.save_draft, receipt_id, draft), partial(self._saved, draft))

    def expect_draft(self, receipt_id: str, draft: Draft) -> None:
        """Count the fields of a receipt as saved while they are; no older news of it bring others back."""
        self._unsaved[receipt_id] = draft
        if receipt_id in self.receipts:
            self.receipts[receipt_id] = replace(self.receipts[receipt_id], draft=draft)

    def draft_saved(self, receipt_id: str, draft: Draft) -> None:
        """End what ``expect_draft`` began, unless other fields are expected by now."""
        if self._unsaved.get(receipt_id) is draft:
            del self._unsaved[receipt_id]

    def _saved(self, draft: Draft, receipt: Receipt) -> None:
        self.draft_saved(receipt.id, draft)
        self.changed((receipt,))

    def turn(self, receipt_id: str, position: int, quarter_turns: int) -> None:
        """Turn one original clockwise."""
        self._remember(Act.TURN, (receipt_id,), position=position, quarter_turns=quarter_turns)
        self._turn(receipt_id, position, quarter_turns)

    def _turn(self, receipt_id: str, position: int, quarter_turns: int) -> None:
        work = partial(self.desk.turn, receipt_id, position, quarter_turns)
        self.crew.run(Lane.DISK, work, self._changed_one)

    def merge(self, receipt_ids: Sequence[str]) -> None:
        """Make one receipt of several; the first gets all pages."""
        self._remember(Act.MERGE, receipt_ids)
        self.crew.run(Lane.DISK, partial(self.desk.merge, tuple(receipt_ids)), self.changed)

    def send(self, receipt_ids: Sequence[str], *, book: bool | None = None) -> None:
        """Send receipts; ``book`` None means as the settings say."""
        before = self._known(receipt_ids)
        to_book = self.settings.book if book is None else book
        work = partial(self.desk.send, tuple(receipt_ids), book=to_book, heed=Heed.ASK)
        self.crew.run(Lane.DISK, work, partial(self._sent, before))

    def _sent(self, before: tuple[Receipt, ...], report: SendReport) -> None:
        sent = {r.id for r in report.sent}
        if sent:
            self._undo.push(Undo(Act.SEND, tuple(r for r in before if r.id in sent)))
        self.changed(report.sent + report.replaced)
        for receipt, missing in report.held:
            self._set_missing((MissingKnown(receipt.id, missing),))
        self._tell_undo()
        self.send_finished.emit(report)
        self.wake()

    def bin(self, receipt_ids: Sequence[str]) -> None:
        """Take receipts out of the tray; "Undo" brings them back."""
        self._remember(Act.BIN, receipt_ids)
        self.crew.run(Lane.DISK, partial(self.desk.bin, tuple(receipt_ids)), self._binned)

    def _binned(self, receipts: tuple[Receipt, ...]) -> None:
        self.changed(receipts)
        left = tuple(r for r in receipts if r.file_guid)
        if left:
            self.files_left.emit(left)

    def restore(self, receipt_ids: Sequence[str]) -> None:
        """Bring binned receipts back."""
        self.crew.run(Lane.DISK, partial(self.desk.restore, tuple(receipt_ids)), self.changed)

    def undo(self) -> None:
        """Take the last act back."""
        undo = self._undo.pop()
        self._tell_undo()
        if undo is None:
            return
        if undo.take_back is not None:
            undo.take_back()
        elif undo.act is Act.SEND:
            self.undo_sending(undo.ids)
        elif undo.act is Act.BIN:
            self.restore(undo.ids)
        elif undo.act is Act.MERGE:
            self.crew.run(Lane.DISK, partial(self.desk.unmerge, undo.before), self.changed)
        else:
            self._turn(undo.ids[0], undo.position, -undo.quarter_turns)

    def remember(self, undo: Undo) -> None:
        """Let "Undo" take this back next."""
        self._undo.push(undo)
        self._tell_undo()

    def forget_acts(self, receipt_ids: Iterable[str]) -> None:
        """Let nothing be taken back of receipts that are gone for good."""
        self._undo.forget(receipt_ids)
        self._tell_undo()

    def undo_label(self) -> str | None:
        """Return what "Undo" would take back, in today's language."""
        top = self._undo.top()
        return label_of(top) if top else None

    # -- what others ask for

    def wake(self) -> None:
        """Let the delivery look for work now."""
        if self._courier is not None:
            self._courier.wake()

    def read_receipts(self) -> None:
        """Read all receipts again: a new default account may have reached those in the tray."""
        self.crew.run(Lane.DISK, self.desk.present, self.rereading.begin)

    # -- facts

    def changed(self, receipts: Sequence[Receipt]) -> None:
        """Take over new facts about receipts and tell the widgets."""
        news = tuple(self._with_unsaved(r) for r in receipts if not self._is_stale(r))
        self.strangers.note(news)
        shown = tuple(r for r in news if r.place is not Place.BIN and self.strangers.may_be_shown(r))
        kept = {r.id for r in shown}
        gone = tuple(r.id for r in news if r.id not in kept)
        self.receipts.update({r.id: r for r in shown})
        for receipt_id in gone:
            self.receipts.pop(receipt_id, None)
        self._undo.prune(self.receipts.values())
        if shown:
            self.receipts_changed.emit(shown)
            self._ask_missing(shown)
        if gone:
            self.receipts_gone.emit(gone)
        self._tell_undo()

    def know(self, receipt: Receipt) -> None:
        """Take note of a receipt that was read because it is looked at; nobody else has to hear of it."""
        self.receipts.setdefault(receipt.id, receipt)

    def _changed_one(self, receipt: Receipt) -> None:
        self.changed((receipt,))

    def _is_stale(self, news: Receipt) -> bool:
        known = self.receipts.get(news.id) if self.strangers.may_be_shown(news) else None
        return known is not None and dt.timedelta(0) < known.changed_at - news.changed_at < STALE

    def _with_unsaved(self, receipt: Receipt) -> Receipt:
        receipt, draft = self.flow.kept(receipt), self._unsaved.get(receipt.id)
        return replace(receipt, draft=draft) if draft is not None and receipt.editable else receipt

    def _ask_missing(self, receipts: Iterable[Receipt]) -> None:
        editable = tuple(r for r in receipts if r.editable)
        for start in range(0, len(editable), AT_ONCE):
            part = editable[start : start + AT_ONCE]
            self.crew.run(Lane.DISK, partial(missing_of, self.desk, part), self._set_missing)

    def _set_missing(self, found: tuple[MissingKnown, ...]) -> None:
        news = tuple(each for each in found if self.missing.get(each.receipt_id) != each.missing)
        self.missing.update({each.receipt_id: each.missing for each in news})
        if news:
            self.missing_known.emit(news)

    def _known(self, receipt_ids: Iterable[str]) -> tuple[Receipt, ...]:
        return tuple(self.receipts[i] for i in receipt_ids if i in self.receipts)

    def _remember(self, act: Act, receipt_ids: Iterable[str], *, position: int = 0, quarter_turns: int = 0) -> None:
        self.remember(Undo(act, self._known(receipt_ids), position, quarter_turns))

    def _tell_undo(self) -> None:
        self.undo_changed.emit(self.undo_label())

    def _set_book(self, book: CompanyBook | None) -> None:
        super()._set_book(book)
        self._ask_missing(self.receipts.values())

    @Slot()
    def _hand_on(self) -> None:
        fresh, self._fresh = tuple(self._fresh.values()), {}
        self.changed(fresh)

    @Slot(object)
    def _moved(self, receipt: Receipt) -> None:
        self._fresh[receipt.id] = receipt
        if not self._gather.isActive():
            self._gather.start(round(GATHER_MS + GATHER_EACH_MS * len(self.receipts)))

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        self.progress.emit(progress)

    @Slot(object)
    def _linked(self, note: FaultNote | None) -> None:
        if note is None or note.code is not FaultCode.DATA_FOLDER_FOREIGN:  # that one is asked about, and no fault
            self._set_connection(connection_of(note))

    @Slot(object)
    def _stopped(self, stopped: CompanyStopped) -> None:
        self.company_stopped.emit(stopped)
