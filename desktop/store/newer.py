"""Whether a newer program has written the journal, found out without writing a byte beside it.

Opening a database is no harmless thing: SQLite replays the log of a run that was killed, and the damage check sets
files aside. So the version is read first. Without a write-ahead log it stands in the file's header (bytes 60 to 63, big
endian: SQLite's file format, section 1.3); with one, a read-only connection finds the newest, and leaves journal and
log as they are (it may make the log's index, ``-shm``, anew).

Each journal is looked at once in a process, before SQLite opens it: whoever closes a file takes away every POSIX lock
that the process has on it, SQLite's too, and another process would then remove the log that this one writes to.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store.schema import MIGRATIONS

_HEADER = 64
_MAGIC = b"SQLite format 3\0"
_BUSY_SECONDS = 5.0
_guard = threading.Lock()
_passed: set[Path] = set()
"""Journals that this process may have open."""


def require_not_newer(path: Path, newest: int = len(MIGRATIONS)) -> None:
    """Raise Fault DATA_FOLDER_NEWER when the journal at ``path`` is of a later version than ``newest``.

    One that isn't there or can't be read passes: whoever opens it finds out why.
    """
    with _guard:
        if path.absolute() in _passed:
            return
        if (version_of(path) or 0) > newest:
            raise Fault(FaultCode.DATA_FOLDER_NEWER, Effect.WAIT)
        _passed.add(path.absolute())


def version_of(path: Path) -> int | None:
    """Return the journal's version, or None: there is no journal, or none that can be read.

    Only for a journal that this process has not open.
    """
    header = _header(path)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        return None
    written = int.from_bytes(header[60:64], "big", signed=True)
    return max(written, _version_in_log(path)) if _has_log(path) else written


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError:
        return b""


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _version_in_log(path: Path) -> int:
    """Return the version that SQLite sees, 0 when it sees none: damage is found, and told, by who opens it."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0
