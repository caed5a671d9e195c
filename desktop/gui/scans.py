"""Scanning, for the widgets: which scanners there are, how far a scan is, what came of it. A part of the bridge."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot

from desktop.desk.intake import IntakeReport
from desktop.gui.workers import Lane, note_of
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.scanning import Port, Scanner, Wish, scanner_port

if TYPE_CHECKING:
    from desktop.desk.scans import Scanned
    from desktop.gui.bridge import Bridge

STOP_S = 10.0
"""Seconds that closing waits for a scanner to draw its lamp back; pages that came are safe before."""
T = TypeVar("T")


class Moved(NamedTuple):
    """How far a scan is."""

    page: int
    """From 1."""
    percent: float


class ScanEar(QObject):
    """Called from the thread that scans; its signals reach slots of objects in the GUI thread, where it lives."""

    moved = Signal(object)
    taken = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stop = threading.Event()

    def moved_on(self, page: int, percent: float) -> None:
        """Hear how far a page is."""
        self.moved.emit(Moved(page, percent))

    def is_stopped(self) -> bool:
        """Return True when the scan is to be broken off."""
        return self.stop.is_set()

    def took(self, receipt: Receipt) -> None:
        """Hear of a receipt that was made of a page."""
        self.taken.emit(receipt)


class ScanDesk(QObject):
    """Commands about scanning. Drivers hang at times, so the threads are of its own, and end with the process."""

    opened = Signal()
    """Show the panel."""
    found = Signal(object)
    """tuple[Scanner, ...]"""
    able = Signal(object)
    """Abilities of the scanner that was asked about"""
    refused = Signal(object)
    """FaultNote: why there is no scanner, or why it does not answer"""
    began = Signal()
    moved = Signal(object)
    """Moved"""
    ended = Signal(object)
    """Scanned"""
    _settled = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.port: Port | None = None
        """The way to scan; made when it is first needed."""
        self._ear = ScanEar(self)
        self._threads: list[threading.Thread] = []
        self._stopping = False
        self._ear.moved.connect(self.moved)
        self._ear.taken.connect(self._on_taken)
        self._settled.connect(self._settle)
        bridge.loaded.connect(self._on_loaded)

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    @Slot()
    def open(self) -> None:
        """Show the panel, and look for scanners."""
        self.opened.emit()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look for scanners; ``found`` or ``refused`` is the answer."""
        self._begin(lambda: self._way().scanners(), self.found.emit)

    def ask(self, scanner: Scanner) -> None:
        """Ask what a scanner can do; ``able`` or ``refused`` is the answer."""
        self._begin(lambda: self._way().abilities(scanner), self.able.emit)

    def scan(self, scanner: Scanner, wish: Wish, *, together: bool) -> None:
        """Scan into the tray; ``moved`` tells how far it is, and ``ended`` what came of it."""
        self._ear.stop.clear()
        self._bridge.intake_started.emit(1)
        self.began.emit()
        scan = partial(self._bridge.desk.scans.scan, together=together, on_taken=self._ear.took)
        self._begin(lambda: scan(self._way(), scanner, wish, self._ear), self._scanned, self._failed)

    def break_off(self) -> None:
        """Break the scan off; pages that are whole stay."""
        self._ear.stop.set()

    def stop(self) -> None:
        """Break everything off; a scan is waited for a moment."""
        self._stopping = True
        self._ear.stop.set()
        if self.port is not None:
            self.port.close()
        until = time.monotonic() + STOP_S
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0))

    # the threads

    def _way(self) -> Port:
        if self.port is None:
            self.port = scanner_port()
        return self.port

    def _begin(
        self, work: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[FaultNote], None] | None = None
    ) -> None:
        if self._stopping:
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        job = partial(self._work, work, then, otherwise or self.refused.emit)
        self._threads.append(threading.Thread(target=job, name="scanning", daemon=True))
        self._threads[-1].start()

    def _work(self, work: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[FaultNote], None]) -> None:
        try:
            settle = partial(then, work())
        except Exception as error:  # noqa: BLE001 - the border of the thread: whatever happens must reach the user
            settle = partial(otherwise, note_of(error))
        finally:
            self._bridge.desk.journal.close_thread()
        with suppress(RuntimeError):  # the window is gone
            self._settled.emit(settle)

    @Slot(object)
    def _settle(self, settle: Callable[[], None]) -> None:
        if not self._stopping:
            settle()

    @Slot(object)
    def _on_taken(self, receipt: Receipt) -> None:
        """Show a page at once: when the scan ends, it may be a part of another receipt."""
        self._bridge.changed((receipt,))

    def _scanned(self, scanned: Scanned) -> None:
        self._bridge.changed(scanned.changed)
        self._bridge.intake_finished.emit(scanned.report)
        self.ended.emit(scanned)

    def _failed(self, note: FaultNote) -> None:
        self._bridge.intake_finished.emit(IntakeReport())
        self.refused.emit(note)

    # what an earlier run has left

    @Slot()
    def _on_loaded(self) -> None:
        self._bridge.crew.run(Lane.INTAKE, self._bridge.desk.scans.recover, self._bridge.changed)
