"""Watched folders, for the widgets: which there are, how it stands with each, what came. A part of the bridge."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QFile, QObject, Signal, Slot

from desktop.folders.facts import Catch, Standing
from desktop.folders.timing import USUAL
from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.folders import Folder

if TYPE_CHECKING:
    from desktop.desk.folders import Found
    from desktop.folders.watch import FolderWatch
    from desktop.gui.bridge import Bridge

STOP_S = 3.0
"""Seconds that closing waits for a file that is being taken; one that was not is taken at the next start."""


class FolderEar(QObject):
    """Called from the folders' threads; its signals reach slots of objects in the GUI thread, where it lives."""

    stands = Signal(object)
    came = Signal(object)
    caught = Signal(object)

    def folder_stands(self, standing: Standing) -> None:
        """Hear how it stands with a folder."""
        self.stands.emit(standing)

    def receipt_came(self, receipt: Receipt) -> None:
        """Hear of a receipt that a folder has brought."""
        self.came.emit(receipt)

    def folder_caught(self, catch: Catch) -> None:
        """Hear what one look has brought."""
        self.caught.emit(catch)


class FolderDesk(QObject):
    """Commands about folders, and what is known of them."""

    changed = Signal()
    """``folders`` is another."""
    stands = Signal(object)
    """Standing of one folder"""
    caught = Signal(object)
    """Catch"""
    found = Signal(object)
    """Found: files lie in the folder already; are they wanted?"""
    added = Signal(object)
    """Folder"""
    refused = Signal(object)
    """FaultNote: why a folder can't be watched"""
    looking_changed = Signal()
    """``is_looking`` is another."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.folders: tuple[Folder, ...] = ()
        self.standings: dict[int, Standing] = {}
        self.timing = USUAL
        """Asked for when the watch begins."""
        self._ear = FolderEar(self)
        self._watch: FolderWatch | None = None
        self._looks = 0
        self._ear.stands.connect(self._on_stands)
        self._ear.came.connect(bridge.intake_progress)
        self._ear.caught.connect(self.caught)
        bridge.loaded.connect(self._on_loaded)

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    def stop(self) -> None:
        """Take no more; files that are being taken are waited for a moment."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.stop(STOP_S)

    def troubled(self) -> tuple[tuple[Folder, Standing], ...]:
        """Return the folders that the user should know about."""
        standings = [(f, self.standings.get(f.id)) for f in self.folders if f.is_on]
        return tuple((folder, s) for folder, s in standings if s is not None and not s.is_well)

    # -- what the user does

    @property
    def is_looking(self) -> bool:
        """True while it is not known yet whether a chosen folder can be watched; on a slow network that takes time."""
        return self._looks > 0

    def look(self, path: Path) -> None:
        """Watch a folder; when files lie in it already, ``found`` asks what to do with them."""
        self._look(partial(self._bridge.desk.folders.look, path))

    def include_subfolders(self, folder: Folder) -> None:
        """Watch what lies below a folder, too; ``found`` asks as for a new one."""
        self._look(partial(self._bridge.desk.folders.look_below, folder))

    def _look(self, work: Callable[[], Found]) -> None:
        self._count_looks(1)
        self._bridge.crew.run(Lane.FOLDERS, work, self._looked, self._not_looked)

    def _count_looks(self, more: int) -> None:
        self._looks += more
        self.looking_changed.emit()

    def _not_looked(self, note: FaultNote) -> None:
        self._count_looks(-1)
        self.refused.emit(note)

    def _looked(self, found: Found) -> None:
        self._count_looks(-1)
        if found.files:
            self.found.emit(found)
        else:
            self.add(found, take_old=True)

    def add(self, found: Found, *, take_old: bool) -> None:
        """Watch a folder from now on, with what lies in it already or without."""
        work = partial(self._bridge.desk.folders.add, found, take_old=take_old)
        self._bridge.crew.run(Lane.DISK, work, self._added, self.refused.emit)

    def _added(self, folder: Folder) -> None:
        self.added.emit(folder)
        self._read()

    def change(self, folder: Folder) -> None:
        """Keep what is chosen for a folder."""
        self.folders = tuple(folder if f.id == folder.id else f for f in self.folders)
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.folders.change, folder), self._refresh)
        self.changed.emit()

    def remove(self, folder: Folder) -> None:
        """Watch a folder no longer; "Undo" brings it back."""
        back = partial(self._bring_back, folder.id)
        self._bridge.remember(Undo(Act.FOLDER, (), take_back=back))
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.folders.remove, folder.id), self._refresh)

    def _bring_back(self, folder_id: int) -> None:
        work = partial(self._bridge.desk.folders.bring_back, folder_id)
        self._bridge.crew.run(Lane.DISK, work, self._refresh)

    # -- facts

    @Slot()
    def _on_loaded(self) -> None:
        if self._watch is None:
            self._watch = self._bridge.desk.folders.new_watch(self._ear, _to_waste_bin, self.timing)
            self._watch.start()
        self._read()

    def _refresh(self, _done: None) -> None:
        self._read()

    def _read(self) -> None:
        self._bridge.crew.run(Lane.DISK, self._bridge.desk.folders.all, self._show)

    def _show(self, folders: tuple[Folder, ...]) -> None:
        if self._watch is not None:
            self._watch.refresh()
        on = {folder.id for folder in folders if folder.is_on}
        self.standings = {i: standing for i, standing in self.standings.items() if i in on}
        self.folders = folders
        self.changed.emit()

    @Slot(object)
    def _on_stands(self, standing: Standing) -> None:
        self.standings[standing.folder_id] = standing
        self.stands.emit(standing)


def _to_waste_bin(path: Path) -> bool:
    """Put a file into the system's waste bin. Called from a folder's thread: QFile is reentrant."""
    return QFile(str(path)).moveToTrash()
