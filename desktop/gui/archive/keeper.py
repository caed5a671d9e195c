"""Lets go of what need not be kept any longer, when the user says so; the work is done in workers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.desk import Desk
from desktop.desk.archive_retention import Clearable, Periods
from desktop.gui.affairs import Affairs
from desktop.gui.workers import Lane

FIRST_MS, REST_MS, DAILY_MS = 8_000, 500, 86_400_000


class Keeper(QObject):
    """Belongs to the GUI thread."""

    known = Signal(object)
    """Clearable"""
    gone = Signal()
    """Receipts were cleared, taken back or deleted: the list is another one"""

    def __init__(self, affairs: Affairs) -> None:
        super().__init__(affairs)
        self._affairs = affairs
        self.last = Clearable()
        self._daily = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._daily.timeout.connect(self._day)
        affairs.loaded.connect(self._daily.start)
        affairs.book_changed.connect(self.ask)

    def stop(self) -> None:
        """Do no more by itself."""
        self._daily.stop()

    @Slot()
    def ask(self) -> None:
        """Find out what may be cleared; ``known`` tells."""
        self._affairs.crew.run(Lane.ARCHIVE, self._affairs.desk.archive.retention.clearable, self._tell)

    def clear(self, periods: Periods) -> None:
        """Clear what may be cleared of these companies and months; it can be taken back for a month."""
        work = partial(self._affairs.desk.archive.retention.clear, periods)
        self._affairs.crew.run(Lane.ARCHIVE, work, self._tell_change)

    @Slot()
    def take_back(self) -> None:
        """Bring back what was cleared and is not deleted yet."""
        self._affairs.crew.run(Lane.ARCHIVE, self._affairs.desk.archive.retention.take_back, self._tell_change)

    @Slot()
    def _day(self) -> None:
        """Delete what was cleared a month ago; where the setting says so, clear what is old."""
        work = partial(_day_of, self._affairs.desk, clear=self._affairs.settings.clear_old)
        self._affairs.crew.run(Lane.ARCHIVE, work, self._done)

    def _done(self, result: tuple[int, Clearable]) -> None:
        deleted, clearable = result
        if not self._affairs.crew.is_stopping():
            self._daily.start(REST_MS if deleted else DAILY_MS)
        if deleted or clearable.cleared != self.last.cleared:
            self._tell_change(clearable)
        else:
            self._tell(clearable)

    def _tell_change(self, clearable: Clearable) -> None:
        self._tell(clearable)
        self.gone.emit()

    def _tell(self, clearable: Clearable) -> None:
        self.last = clearable
        self.known.emit(clearable)


def _day_of(desk: Desk, *, clear: bool) -> tuple[int, Clearable]:
    deleted = desk.archive.retention.delete_due()
    return deleted, desk.archive.retention.clear() if clear else desk.archive.retention.clearable()
