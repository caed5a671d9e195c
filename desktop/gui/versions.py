"""Looks for newer versions while the window is open, in a worker of its own, and tells what was found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.config import Settings
from desktop.gui.workers import Crew, Lane
from desktop.receipts.faults import FaultNote
from desktop.updates import Announcement

if TYPE_CHECKING:
    from desktop.desk import Desk

EVERY_MS = 3_600_000
"""A window may stay open for weeks. The desk asks the network at most once a day, however often it is asked itself."""


class VersionWatch(QObject):
    """Commands and facts about newer versions."""

    found = Signal(object)
    """Announcement | None: the version to tell of, None: no newer one, or one that was put off"""
    looked = Signal()
    """The user's own look is over, and ``found`` has told"""
    failed = Signal(object)
    """FaultNote of the user's own look; one that nobody asked for fails in the log alone"""

    def __init__(self, desk: Desk, crew: Crew, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._crew = desk, crew
        self.newest: Announcement | None = None
        self._address: str | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    @Slot()
    def start(self) -> None:
        """Look now, and from time to time."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more by itself: the window closes."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Look if it is time."""
        work = partial(self._desk.new_version.look, self._address)
        self._crew.run(Lane.VERSIONS, work, partial(self._answered, self._address), self._ignore)

    def look_at_once(self) -> None:
        """Look because the user wants to know."""
        work = partial(self._desk.new_version.look, self._address, at_once=True)
        self._crew.run(Lane.VERSIONS, work, partial(self._answered_at_once, self._address), self.failed.emit)

    def put_off(self) -> None:
        """Say nothing of the version that is shown for a while."""
        if self.newest is not None and self._address is not None:
            self._crew.run(Lane.DISK, partial(self._desk.new_version.put_off, self._address, self.newest.version))
            self._found(None)

    @Slot(object)
    def on_settings(self, settings: Settings) -> None:
        """Forget what another address said."""
        if settings.update_url != self._address:
            self._address = settings.update_url
            self._found(None)

    def _answered(self, address: str | None, announcement: Announcement | None) -> None:
        if address == self._address:  # else the user has set another one meanwhile
            self._found(announcement)

    def _answered_at_once(self, address: str | None, announcement: Announcement | None) -> None:
        self._answered(address, announcement)
        self.looked.emit()

    def _found(self, announcement: Announcement | None) -> None:
        self.newest = announcement
        self.found.emit(announcement)

    def _ignore(self, _note: FaultNote) -> None:
        """Keep quiet: nobody waits for the answer, and the next look may bring it."""
