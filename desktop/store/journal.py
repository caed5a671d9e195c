"""The journal: SQLite in WAL mode with ``synchronous=FULL``, one connection a thread, short write transactions.

Any number of threads and processes may write. Every fault of SQLite leaves this room as one of ours.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store.disk import make_directory, own_folder_faults
from desktop.store.mounts import require_local
from desktop.store.newer import require_not_newer
from desktop.store.schema import migrate
from desktop.store.steady import steady_seconds

Clock = Callable[[], dt.datetime]
Steady = Callable[[], float]
BUSY_SECONDS = 30.0
_log = logging.getLogger(__name__)
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE"})
"""What SQLite says on a full disk. The last three can also mean a broken one; to free space is a fair first step."""


def utc_now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def suspect_path(path: Path) -> Path:
    """Return the empty file that says: SQLite has met damage in this journal, so look closely at the next start."""
    return path.with_name(path.name + ".suspect")


@contextmanager
def sqlite_faults(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into a fault; damage is remembered beside the journal for the next start."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        fault = _as_fault(error, path)
        if fault.code is FaultCode.JOURNAL_DAMAGED:
            _remember_damage(path)
        raise fault from error


def _remember_damage(path: Path) -> None:
    try:
        suspect_path(path).touch()
    except OSError as error:  # the damage itself is what is told; the next start looks, as it does at every journal
        _log.warning("the damage could not be marked: %s", type(error).__name__)


def _as_fault(error: sqlite3.DatabaseError, path: Path) -> Fault:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name in _FULL:
        return Fault(FaultCode.DISK_FULL, Effect.WAIT, folder=str(path.parent))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return Fault(FaultCode.DATA_FOLDER_READ_ONLY, Effect.WAIT, folder=str(path.parent))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Fault(FaultCode.JOURNAL_BUSY, Effect.WAIT)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Fault(FaultCode.JOURNAL_DAMAGED, Effect.WAIT, file=path.name)
    return Fault(FaultCode.INTERNAL, Effect.WAIT, detail=name or type(error).__name__)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; when several first starts do so at once SQLite says "locked" without asking its busy handler."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def _file_of(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another of the same name."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Journal:
    """Opens and migrates the journal; gives out transactions. Safe to use from any thread."""

    def __init__(self, path: Path, clock: Clock = utc_now, steady: Steady = steady_seconds) -> None:
        self.path = path
        self.clock = clock
        self.steady = steady
        """Seconds of a clock that nobody sets, the same for every process of this computer."""
        self._local = threading.local()
        self._open: set[sqlite3.Connection] = set()
        self._guard = threading.Lock()

    def now(self) -> dt.datetime:
        """Return the clock's present moment (UTC, aware)."""
        return self.clock()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and not connection.in_transaction and self._local.file != _file_of(self.path):
            self.close_thread()  # another process has set the journal aside, and made a new one
            connection = None
        if connection is None:
            connection = self._connect()
            self._local.connection, self._local.file = connection, _file_of(self.path)
            with self._guard:
                self._open.add(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        require_local(self.path.parent)
        require_not_newer(self.path)  # before SQLite replays the log of a newer program that was killed
        with own_folder_faults(self.path.parent):
            make_directory(self.path.parent)
        # check_same_thread is off only so that close() may end connections of threads that are gone.
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read from, outside any transaction. Raises Fault."""
        with sqlite_faults(self.path):
            yield self._connection()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give one ``BEGIN IMMEDIATE`` transaction: committed and synced at the block's end, rolled back on a fault.

        A block inside a block joins the outer transaction. Raises Fault.
        """
        with sqlite_faults(self.path):
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def check(self) -> None:
        """Read the whole file once. Raises Fault JOURNAL_DAMAGED when SQLite finds it damaged."""
        with self.read() as connection:
            (answer,) = connection.execute("PRAGMA quick_check").fetchone()
        if answer != "ok":
            raise Fault(FaultCode.JOURNAL_DAMAGED, Effect.WAIT, file=self.path.name)

    def close_thread(self) -> None:
        """Close the calling thread's connection; a later use opens a new one."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            self._local.connection = None
            with self._guard:
                self._open.discard(connection)
            connection.close()

    def close(self) -> None:
        """Close every connection; call it once all threads that used the journal are done."""
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()
