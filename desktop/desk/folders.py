"""Watched folders: which there are, and what is taken from them. For worker threads, and the folders' own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk.intake import Intake, IntakeReport
from desktop.folders.beat import Setting
from desktop.folders.facts import Listener, Took
from desktop.folders.listing import list_folder
from desktop.folders.names import TAKEN_FOLDERS
from desktop.folders.patience import within
from desktop.folders.timing import USUAL, Timing
from desktop.folders.watch import FolderWatch, normal_folder
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.store.folders import Afterwards, Folder, FolderTable, Mark, Outcome
from desktop.words import current_language

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk
    from desktop.store import Incoming

Trash = Callable[[Path], bool]
"""Puts a file into the system's waste bin; returns False where there is none, or it does not take it."""
_LATER = frozenset({FaultCode.FILE_CHANGING, FaultCode.FILE_GONE, FaultCode.FILE_UNREADABLE})
"""Faults of a file that may be over the next time."""
_OURS = frozenset(
    {
        FaultCode.DISK_FULL, FaultCode.DATA_FOLDER_READ_ONLY, FaultCode.DATA_FOLDER_MISSING,
        FaultCode.DATA_FOLDER_ON_NETWORK, FaultCode.DATA_FOLDER_NEWER, FaultCode.JOURNAL_BUSY,
        FaultCode.JOURNAL_DAMAGED, FaultCode.OPENER_UNAVAILABLE,
    }
)  # fmt: skip
"""Faults of our own disk: every file would meet them, so the whole folder waits."""


@dataclass(frozen=True, slots=True)
class Found:
    """A folder that may be watched, and what lies in it already."""

    path: Path
    files: Mapping[str, Mark]
    """Those that may be receipts: directly in it, or in its subfolders where those are to be watched too."""
    folder: Folder | None = None
    """The folder whose subfolders they lie in; None: it is to be watched from now on."""


class Folders:
    """The part of the desk that watches folders."""

    def __init__(
        self, desk: ReceiptDesk, intake: Intake, checkpoint: Callable[[str], None] = lambda _point: None
    ) -> None:
        self._desk, self._intake = desk, intake
        self.table = FolderTable(desk.journal)
        self._checkpoint = checkpoint
        self._trash: Trash = _no_bin

    def all(self) -> tuple[Folder, ...]:
        """Return the watched folders in the order in which they were added. Raises Fault."""
        return self.table.all()

    def look(self, path: Path, timing: Timing = USUAL) -> Found:
        """Return what lies in a folder that is to be watched.

        Raises Fault FOLDER_OWN, FOLDER_NESTED or FOLDER_WATCHED when it can't be, else those of ``list_folder``;
        FOLDER_UNREACHABLE after ``timing.patience`` seconds.
        """
        path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would ask a network drive
        own = Path(os.path.abspath(self._desk.config.data_dir))  # noqa: PTH100 - as above
        for folder in self.all():
            if folder.path == path:
                raise Fault(FaultCode.FOLDER_WATCHED)
            if path.is_relative_to(folder.path) or folder.path.is_relative_to(path):
                raise Fault(FaultCode.FOLDER_NESTED, folder=folder.path.name or str(folder.path))
        listing = within(timing.patience, lambda: _listed(path, own), Fault(FaultCode.FOLDER_UNREACHABLE))
        return Found(path, listing)

    def look_below(self, folder: Folder, timing: Timing = USUAL) -> Found:
        """Return what lies in the subfolders of a watched folder, and was not met. Raises Fault as :meth:`look`."""
        late = Fault(FaultCode.FOLDER_UNREACHABLE)
        barred = (normal_folder(self._desk.config.data_dir),)
        listing = within(timing.patience, lambda: list_folder(folder.path, True, barred), late)  # noqa: FBT003 - a Lister
        return Found(folder.path, self._new(folder.id, listing.files), folder)

    def add(self, found: Found, *, take_old: bool) -> Folder:
        """Watch a folder from now on, or its subfolders too; without ``take_old``, what was found is left alone.

        Raises Fault.
        """
        with self._desk.journal.write():
            if found.folder is None:
                folder = self.table.add(found.path, Afterwards.LEAVE, subfolders=False)
            else:
                folder = replace(found.folder, subfolders=True)
                self.table.change(folder)
            if not take_old:
                self.table.note_old(folder.id, self._new(folder.id, found.files))
            return folder

    def _new(self, folder_id: int, files: Mapping[str, Mark]) -> Mapping[str, Mark]:
        met = self.table.files(folder_id)
        return {name: mark for name, mark in files.items() if mark not in met.get(name, ())}

    def change(self, folder: Folder) -> None:
        """Keep what is chosen for a folder: it holds for the files that come from now on. Raises Fault."""
        self.table.change(folder)

    def remove(self, folder_id: int) -> None:
        """Watch a folder no longer; what is known of its files is kept, should it come back. Raises Fault."""
        self.table.set_removed(folder_id, removed=True)

    def bring_back(self, folder_id: int) -> None:
        """Watch a removed folder again. Raises Fault."""
        self.table.set_removed(folder_id, removed=False)

    def new_watch(self, listener: Listener, trash: Trash, timing: Timing = USUAL) -> FolderWatch:
        """Return a watch over all folders; not started yet."""
        self._trash = trash
        data_dir = self._desk.config.data_dir
        own = Path(os.path.realpath(data_dir))
        return FolderWatch(data_dir / "folders.lock", Setting(self.table, own, self, listener, timing))

    # called from the folders' threads

    def take(self, folder: Folder, name: str, path: Path, mark: Mark) -> Took:
        """Take a file that looked like ``mark``, and remember it. Raises Fault for what our own disk has."""
        look = _Look(self, path, mark)
        report = self._intake.take_one(path, look)
        fault = report.refused[0].note if report.refused else None
        if fault is not None and fault.code in _OURS:
            raise Fault(fault.code, Effect.WAIT, folder=str(fault.params.get("folder", "")))
        if fault is not None and fault.code in _LATER and not report.taken:
            return Took(None, fault=fault)
        self._checkpoint("taken")
        took = self._judged(report, look.sha256, fault)
        took = replace(took, owed=self._is_owed(folder, took))
        self.table.note(folder.id, name, mark, took.outcome or Outcome.KNOWN, took.sha256, owed=took.owed)
        self._checkpoint("noted")
        return took

    def _judged(self, report: IntakeReport, sha256: str | None, fault: FaultNote | None) -> Took:
        if report.taken:
            return Took(Outcome.TAKEN, report.taken, fault, sha256)
        if fault is not None:
            return Took(Outcome.REFUSED, (), fault, sha256)
        return Took(Outcome.KNOWN if report.known else Outcome.OLD, (), None, sha256)

    def _is_owed(self, folder: Folder, took: Took) -> bool:
        """Return whether a file is to go: only when its own bytes are kept here, and every receipt in it was taken."""
        wanted = folder.afterwards is not Afterwards.LEAVE and took.fault is None and took.sha256 is not None
        if self._desk.config.sandbox:  # what is tried out costs nobody a file
            return False
        return wanted and self._desk.vault.state_of(str(took.sha256)) == "ok"

    def clear_away(self, folder: Folder, name: str, path: Path, mark: Mark, sha256: str) -> bool:
        """Move or throw out a file, once the vault was read and has the same bytes; False when that failed."""
        if folder.afterwards is Afterwards.LEAVE or self._desk.vault.state_of(sha256) != "ok":
            self.table.settle(folder.id, name, mark)
            return True
        try:
            if _mark_of(path) == mark and _hash_of(path) == sha256:
                self._checkpoint("clearing")
                if not self._gone(folder, name, path):
                    return False
        except OSError:
            return False
        self._checkpoint("cleared")
        self.table.settle(folder.id, name, mark)
        return True

    def _gone(self, folder: Folder, name: str, path: Path) -> bool:
        if folder.afterwards is Afterwards.BIN:
            return self._trash(path)
        _move(path, Path(str(path).removesuffix(name)) / _taken_folder() / name)
        return True

    def knows(self, sha256: str) -> IntakeReport | None:
        """Return a report of bytes that were met before or are a receipt, be it one in the bin; None: they are new."""
        if self.table.has(sha256):
            return IntakeReport()
        same = self._desk.receipt_table.with_hash(sha256)
        return IntakeReport(known=(same[-1],)) if same else None


class _Look:
    """Looks at the bytes of a file when they are all here."""

    def __init__(self, folders: Folders, path: Path, mark: Mark) -> None:
        self._folders, self._path, self._mark = folders, path, mark
        self.sha256: str | None = None

    def __call__(self, incoming: Incoming) -> IntakeReport | None:
        try:
            same = incoming.size == self._mark.size and _mark_of(self._path) == self._mark
        except OSError:
            same = False
        if not same:
            raise Fault(FaultCode.FILE_CHANGING)
        self.sha256 = incoming.sha256
        return self._folders.knows(incoming.sha256)


def _listed(path: Path, own: Path) -> Mapping[str, Mark]:
    real, own_real = Path(os.path.realpath(path)), Path(os.path.realpath(own))
    if real.is_relative_to(own_real):
        raise Fault(FaultCode.FOLDER_OWN)
    return list_folder(real, False).files  # noqa: FBT003 - a Lister


def _mark_of(path: Path) -> Mark:
    status = path.stat()
    return Mark(status.st_size, status.st_mtime_ns)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _taken_folder() -> str:
    return TAKEN_FOLDERS.get(current_language(), TAKEN_FOLDERS["en"])


def _move(path: Path, target: Path) -> None:
    """Move a file within its drive, beside one that has the name already. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    number, free = 2, target
    while os.path.lexists(free):
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    path.rename(free)


def _no_bin(_path: Path) -> bool:
    return False
