"""What the archive does by itself: compares with Dinero, reads documents for the search, checks the originals.

All of it is background work: one small piece at a time, with a pause after each, and nobody waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.desk import Desk
from desktop.desk.archive_changes import Seen
from desktop.gui.decisions import Decisions
from desktop.gui.facts import Link
from desktop.gui.readings import READ
from desktop.gui.workers import Lane
from desktop.reading import Context, Limits, Reader, document_of
from desktop.receipts.faults import Fault, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.archive_reads import ChangesRow
from desktop.store.vault_checks import CheckedVault

LOOK_MS = 3_600_000
"""A window may stay open for weeks. Dinero is asked once a day, however often it is looked whether it is time."""
REST_MS = 200
FIRST_MS = 5_000
"""After the start the disk belongs to the user."""
PIECE = 4_000_000
"""Bytes of originals that are read in one go."""
TELL_EVERY = 25
"""Pieces after which the view hears how far the check has come."""


class Compared(NamedTuple):
    """What a look at Dinero has brought."""

    seen: Seen
    last: ChangesRow | None
    """The last answer about the chosen company."""


class ArchiveWatch(QObject):
    """Belongs to the GUI thread; all work is done in lanes."""

    compared = Signal(object)
    """ChangesRow | None: the last answer about the chosen company"""
    checked = Signal(object)
    """CheckedVault"""

    def __init__(self, bridge: Decisions, reader: Reader | None = None) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._reader = reader or Reader(Limits(workers=1))
        self._ended = threading.Event()
        self._comparing = False
        self._pieces = 0
        self.last: ChangesRow | None = None
        self.vault = CheckedVault()
        self._hourly = QTimer(self, interval=LOOK_MS)
        self._hourly.timeout.connect(self.look)
        self._check_next = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._check_next.timeout.connect(self._check)
        self._read_next = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._read_next.timeout.connect(self._read)
        bridge.loaded.connect(self.start)
        bridge.connection_changed.connect(self.look)
        bridge.settings_changed.connect(self._on_settings)

    @Slot()
    def start(self) -> None:
        """Begin: what was known is told at once, the work comes a little later."""
        self._hourly.start()
        self._check_next.start()
        self._read_next.start()
        self._on_settings()
        self._bridge.crew.run(Lane.DISK, self._bridge.desk.archive.checks.result, self._told)

    def stop(self) -> None:
        """Do no more: the program is closing."""
        for timer in (self._hourly, self._check_next, self._read_next):
            timer.stop()
        self._ended.set()
        self._reader.close()

    def _later(self, timer: QTimer, milliseconds: int) -> None:
        """Go on after a pause, unless the program is closing: an answer may still come after the end."""
        if not self._ended.is_set():
            timer.start(milliseconds)

    # -- Dinero

    @Slot()
    def look(self) -> None:
        """Ask Dinero what has become of the receipts, if it is time and it can be reached."""
        if self._comparing or self._bridge.connection.link is not Link.ONLINE:
            return
        self._comparing = True
        crew = self._bridge.crew
        work = partial(_compare, self._bridge.desk, self._bridge.settings.company_id, crew.is_stopping)
        crew.run(Lane.ARCHIVE, work, self._compared, self._not_compared)

    def _compared(self, compared: Compared) -> None:
        self._comparing = False
        if compared.seen.changed:
            self._bridge.changed(tuple(compared.seen.changed))
        self._tell_last(compared.last)

    def _not_compared(self, _note: FaultNote) -> None:
        self._comparing = False  # nobody waits for it, and the next look may bring it

    @Slot()
    def _on_settings(self) -> None:
        """Say when the company that is chosen now was last compared."""
        company_id = self._bridge.settings.company_id
        if company_id is not None:
            work = partial(self._bridge.desk.changes.last_answer, company_id)
            self._bridge.crew.run(Lane.DISK, work, self._tell_last)

    def _tell_last(self, last: ChangesRow | None) -> None:
        self.last = last
        self.compared.emit(last)

    # -- the originals

    def _check(self) -> None:
        work = partial(_check_piece, self._bridge.desk, tell=self._pieces % TELL_EVERY == 0)
        self._bridge.crew.run(Lane.ARCHIVE, work, self._piece_checked, self._rest_long)

    def _piece_checked(self, found: tuple[int, CheckedVault | None]) -> None:
        read, result = found
        self._pieces += 1
        if result is not None:
            self._told(result)
        self._later(self._check_next, REST_MS if read else LOOK_MS)

    def _rest_long(self, _note: FaultNote) -> None:
        self._later(self._check_next, LOOK_MS)

    def _told(self, result: CheckedVault) -> None:
        self.vault = result
        self.checked.emit(result)

    def tell_vault(self) -> None:
        """Say anew how the originals are: one was fetched back."""
        self._bridge.crew.run(Lane.DISK, self._bridge.desk.archive.checks.result, self._told)

    # -- the documents' text

    def _read(self) -> None:
        if not self._bridge.settings.read_in_background:
            self._later(self._read_next, LOOK_MS)
            return
        work = partial(_read_one, self._bridge.desk, self._reader, self._ended.is_set)
        self._bridge.crew.run(Lane.READING, work, self._was_read, self._reading_failed)

    def _was_read(self, receipt_id: str | None) -> None:
        if receipt_id is None:
            self._bridge.crew.run(Lane.READING, self._reader.rest)
            self._later(self._read_next, 60_000)
        else:
            self._later(self._read_next, REST_MS)

    def _reading_failed(self, _note: FaultNote) -> None:
        self._later(self._read_next, LOOK_MS)


def _compare(desk: Desk, company_id: int | None, stopped: Callable[[], bool]) -> Compared:
    seen = desk.changes.read(stopped)
    return Compared(seen, None if company_id is None else desk.changes.last_answer(company_id))


def _check_piece(desk: Desk, *, tell: bool) -> tuple[int, CheckedVault | None]:
    read = desk.archive.checks.go_on(PIECE)
    return read, desk.archive.checks.result() if tell or not read else None


def _read_one(desk: Desk, reader: Reader, stopped: Callable[[], bool]) -> str | None:
    """Read one delivered receipt that was never read, and keep what it says; return its id, None: all are."""
    receipts = desk.archive.texts.unread(sorted(READ), 1)
    if not receipts:
        return None
    receipt = receipts[0]
    desk.archive.texts.keep(receipt.id, _text_of(desk, reader, receipt, stopped))
    return receipt.id


def _text_of(desk: Desk, reader: Reader, receipt: Receipt, stopped: Callable[[], bool]) -> str:
    try:
        reading = reader.read(document_of(receipt, desk.path_of), Context(desk.today()))
    except Fault:
        if stopped():
            raise  # it was cut short, which says nothing of the document
        return ""  # a file that can't be read is no better tomorrow
    return "\n".join(" ".join(word.text for word in page.words) for page in reading.pages)
