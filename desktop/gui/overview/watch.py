"""The part of the bridge that is about the overview: reads it in a worker, and says when there is something new."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.desk import Desk
from desktop.desk.overview import Holds
from desktop.gui.affairs import Affairs
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote

SETTLE_MS = 250
"""Receipts come by the dozen; what they change is read once."""


class OverviewWatch(QObject):
    """Asked by whoever shows something of it; ``stale`` tells that asking again is worth it."""

    holds_known = Signal(object)
    """Holds"""
    month_known = Signal(object)
    """Month"""
    month_failed = Signal(object)
    """FaultNote"""
    stale = Signal()

    def __init__(self, desk: Desk, affairs: Affairs) -> None:
        super().__init__(affairs)
        self._desk, self._affairs = desk, affairs
        self.holds = Holds()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.stale)
        for signal in (
            affairs.receipts_changed, affairs.receipts_gone, affairs.missing_known, affairs.connection_changed,
            affairs.company_stopped, affairs.held_changed, affairs.book_changed, affairs.settings_changed,
        ):  # fmt: skip
            signal.connect(self._on_news)
        self.stale.connect(self.ask_holds)

    @Slot()
    def ask_holds(self) -> None:
        """Read what holds the delivery back; ``holds_known`` tells."""
        self._affairs.crew.run(Lane.DISK, self._desk.overview.holds, self._take_holds, self._keep_holds)

    def ask_month(self, first: dt.date) -> None:
        """Read one month of the chosen company; ``month_known`` or ``month_failed`` tells."""
        work = partial(self._desk.overview.month, first, self._affairs.settings.company_id)
        self._affairs.crew.run(Lane.DISK, work, self.month_known.emit, self.month_failed.emit)

    def _take_holds(self, holds: Holds) -> None:
        self.holds = holds
        self.holds_known.emit(holds)

    def _keep_holds(self, _note: FaultNote) -> None:
        """Show what was known: a folder that can't be read is told where it is opened."""

    @Slot()
    def _on_news(self) -> None:
        if not self._settle.isActive():
            self._settle.start()
