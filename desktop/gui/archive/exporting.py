"""Exports what the filters show: asks where, works in the background, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.desk.archive_export import ExportReport
from desktop.gui.affairs import Affairs
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote


class Exporter(QObject):
    """One export at a time. Belongs to the GUI thread."""

    begun = Signal(int)
    """How many receipts there are to export"""
    progressed = Signal(int)
    """How many are done"""
    ended = Signal(object)
    """ExportReport"""
    failed = Signal(object)
    """FaultNote: nothing was written"""

    def __init__(self, affairs: Affairs) -> None:
        super().__init__(affairs)
        self._affairs = affairs
        self._stop = threading.Event()
        self.is_busy = False

    def start(self, ids: Sequence[str], path: Path) -> None:
        """Export these receipts into a zip file."""
        if self.is_busy:
            return
        self.is_busy = True
        self._stop.clear()
        self.begun.emit(len(ids))
        work = partial(self._affairs.desk.archive.export, tuple(ids), path, self.progressed.emit, self._is_stopped)
        self._affairs.crew.run(Lane.ARCHIVE, work, self._on_end, self._on_fault)

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing is kept."""
        self._stop.set()

    def _is_stopped(self) -> bool:
        return self._stop.is_set() or self._affairs.crew.is_stopping()

    def _on_end(self, report: ExportReport) -> None:
        self.is_busy = False
        self.ended.emit(report)

    def _on_fault(self, note: FaultNote) -> None:
        self.is_busy = False
        self.failed.emit(note)
