"""Watched folders in the journal, and the files that were met in them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from desktop.store.journal import Journal


class Afterwards(StrEnum):
    """What happens to a file in a watched folder, once it is safe in the vault."""

    LEAVE = "leave"
    MOVE = "move"
    """Into a folder inside the watched one."""
    BIN = "bin"
    """Into the system's waste bin; it is never deleted."""


class Outcome(StrEnum):
    """What became of a file."""

    OLD = "old"
    """It was there before and not wanted, or was met before under another name."""
    TAKEN = "taken"
    KNOWN = "known"
    """The same bytes are a receipt already."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Folder:
    """One watched folder."""

    id: int
    path: Path
    afterwards: Afterwards = Afterwards.LEAVE
    subfolders: bool = False
    is_on: bool = True


class Mark(NamedTuple):
    """What tells one content of a file from another without reading it."""

    size: int
    """Bytes."""
    mtime: int
    """Nanoseconds."""


class FolderTable:
    """The watched folders of one journal. Each method is one transaction, or part of the one around it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self) -> tuple[Folder, ...]:
        """Return the folders in the order in which they were added."""
        query = "SELECT id, path, afterwards, subfolders, is_on FROM folders WHERE NOT removed ORDER BY id"
        with self._journal.read() as connection:
            return tuple(_folder(row) for row in connection.execute(query))

    def add(self, path: Path, afterwards: Afterwards, *, subfolders: bool) -> Folder:
        """Watch a folder; one that was removed comes back, with what is known of its files."""
        values = (os.fsencode(path), afterwards.value, subfolders)
        with self._journal.write() as connection:
            connection.execute(
                "INSERT INTO folders (path, afterwards, subfolders, is_on) VALUES (?1, ?2, ?3, 1)"
                " ON CONFLICT (path) DO UPDATE SET afterwards = ?2, subfolders = ?3, is_on = 1, removed = 0",
                values,
            )
            return next(folder for folder in self.all() if folder.path == path)

    def change(self, folder: Folder) -> None:
        """Keep what is chosen for a folder."""
        values = (folder.afterwards.value, folder.subfolders, folder.is_on, folder.id)
        with self._journal.write() as connection:
            connection.execute("UPDATE folders SET afterwards = ?, subfolders = ?, is_on = ? WHERE id = ?", values)

    def set_removed(self, folder_id: int, *, removed: bool) -> None:
        """Watch a folder no longer, or again; what is known of its files is kept."""
        with self._journal.write() as connection:
            connection.execute("UPDATE folders SET removed = ? WHERE id = ?", (removed, folder_id))

    def close_thread(self) -> None:
        """Close the calling thread's connection, at the thread's end."""
        self._journal.close_thread()

    # -- files

    def files(self, folder_id: int) -> dict[str, set[Mark]]:
        """Return every content that was met, by the file's name below the folder."""
        met: dict[str, set[Mark]] = {}
        with self._journal.read() as connection:
            rows = connection.execute("SELECT name, size, mtime FROM folder_files WHERE folder_id = ?", (folder_id,))
            for name, size, mtime in rows:
                met.setdefault(os.fsdecode(name), set()).add(Mark(size, mtime))
        return met

    def owed(self, folder_id: int) -> tuple[tuple[str, Mark, str], ...]:
        """Return name, content and hash of files that are still to be moved or thrown out."""
        query = "SELECT name, size, mtime, sha256 FROM folder_files WHERE folder_id = ? AND owed"
        with self._journal.read() as connection:
            rows = connection.execute(query, (folder_id,)).fetchall()
        return tuple((os.fsdecode(name), Mark(size, mtime), sha256) for name, size, mtime, sha256 in rows)

    def has(self, sha256: str) -> bool:
        """Return whether these bytes were met before, in whichever folder."""
        with self._journal.read() as connection:
            return connection.execute("SELECT 1 FROM folder_files WHERE sha256 = ?", (sha256,)).fetchone() is not None

    def old_twins(self, folder_id: int, mark: Mark) -> tuple[str, ...]:
        """Return the names of files that were there before, were never read, and look like this one."""
        query = "SELECT name FROM folder_files WHERE (folder_id, size, mtime, outcome) = (?, ?, ?, ?)"
        with self._journal.read() as connection:
            rows = connection.execute(query, (folder_id, *mark, Outcome.OLD.value)).fetchall()
        return tuple(os.fsdecode(row[0]) for row in rows)

    def note(
        self, folder_id: int, name: str, mark: Mark, outcome: Outcome, sha256: str | None, *, owed: bool = False
    ) -> None:
        """Remember what became of a file."""
        with self._journal.write() as connection:
            _note(connection, folder_id, {name: mark}, outcome, sha256, owed=owed)

    def note_old(self, folder_id: int, files: Mapping[str, Mark]) -> None:
        """Remember files that were there before and are not wanted."""
        with self._journal.write() as connection:
            _note(connection, folder_id, files, Outcome.OLD, None, owed=False)

    def settle(self, folder_id: int, name: str, mark: Mark) -> None:
        """Remember that nothing is owed any more."""
        query = "UPDATE folder_files SET owed = 0 WHERE (folder_id, name, size, mtime) = (?, ?, ?, ?)"
        with self._journal.write() as connection:
            connection.execute(query, (folder_id, os.fsencode(name), *mark))

    def count_taken(self, folder_id: int) -> int:
        """Return how many files of a folder have become receipts."""
        query = "SELECT COUNT(*) FROM folder_files WHERE folder_id = ? AND outcome = ?"
        with self._journal.read() as connection:
            return int(connection.execute(query, (folder_id, Outcome.TAKEN.value)).fetchone()[0])


def _folder(row: sqlite3.Row) -> Folder:
    try:
        afterwards = Afterwards(row["afterwards"])
    except ValueError:  # a newer program's; what is left can be moved later
        afterwards = Afterwards.LEAVE
    return Folder(row["id"], Path(os.fsdecode(row["path"])), afterwards, bool(row["subfolders"]), bool(row["is_on"]))


def _note(
    connection: sqlite3.Connection,
    folder_id: int,
    files: Mapping[str, Mark],
    outcome: Outcome,
    sha256: str | None,
    *,
    owed: bool,
) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO folder_files (folder_id, name, size, mtime, outcome, sha256, owed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(folder_id, os.fsencode(name), *mark, outcome.value, sha256, owed) for name, mark in files.items()],
    )
