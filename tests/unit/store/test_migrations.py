"""Schema changes, with steps made up for the test: version 1 is the only one there is."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.store import Journal, MetaTable
from desktop.store.schema import MIGRATIONS, backup_path, migrate


def _add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE meta ADD COLUMN added TEXT")
    connection.execute("UPDATE meta SET added = value || '!'")


def _add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")


STEPS = (*MIGRATIONS, _add_column, _add_table)


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "journal.sqlite3"
    journal = Journal(path)
    MetaTable(journal).set("key", "value")
    journal.close()
    return path


@pytest.mark.parametrize("start", range(len(STEPS)))
def test_every_earlier_version_becomes_the_newest(tmp_path: Path, start: int) -> None:
    path = tmp_path / "journal.sqlite3"
    with _opened(path) as connection:
        migrate(connection, path, STEPS[:start])
        if start:
            connection.execute("INSERT INTO meta (key, value) VALUES ('key', 'value')")
        migrate(connection, path, STEPS)
        assert _version(connection) == len(STEPS)
        assert connection.execute("SELECT COUNT(*) FROM later").fetchone() == (0,)
        expected = {0: [], 1: ["value!"]}.get(start, [None])
        assert [row[0] for row in connection.execute("SELECT added FROM meta")] == expected
    assert backup_path(path, start).exists() == (start > 0)


def test_the_backup_is_the_journal_as_it_was_and_one_file(old: Path) -> None:
    with _opened(old) as connection:
        migrate(connection, old, STEPS)
    backup = backup_path(old, 1)
    with _opened(backup) as connection:
        assert _version(connection) == 1
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sorted(p.name for p in old.parent.iterdir()) == ["journal-version-1.sqlite3", "journal.sqlite3"]


def test_a_first_start_makes_no_backup(old: Path) -> None:
    assert [p.name for p in old.parent.iterdir()] == ["journal.sqlite3"]


def test_a_step_that_fails_leaves_the_journal_as_it_was(old: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT * FROM no_such_table")

    with _opened(old) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, old, (*STEPS, broken))
        assert _version(connection) == 1
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        migrate(connection, old, STEPS)
        assert _version(connection) == len(STEPS)


def test_a_kill_in_the_middle_leaves_the_journal_whole(old: Path) -> None:
    code = (
        "import os, signal, sqlite3, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from desktop.store.schema import MIGRATIONS, migrate\n"
        "def column(c): c.execute('ALTER TABLE meta ADD COLUMN added TEXT')\n"
        "def killed(c): c.execute('DELETE FROM meta'); os.kill(os.getpid(), signal.SIGKILL)\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "migrate(c, Path(sys.argv[1]), (*MIGRATIONS, column, killed))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(old), str(Path(__file__).parents[3])], check=False)
    assert ran.returncode == -signal.SIGKILL
    with _opened(old) as connection:
        assert _version(connection) == 1
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        migrate(connection, old, STEPS)
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value", "value!")]


def test_without_room_for_the_backup_nothing_is_migrated(old: Path) -> None:
    backup_path(old, 1).mkdir()  # the name is taken by what can't be replaced
    with _opened(old) as connection:
        with pytest.raises(Fault):
            migrate(connection, old, STEPS)
        assert _version(connection) == 1


def test_a_newer_journal_is_not_touched(old: Path) -> None:
    with _opened(old) as connection:
        migrate(connection, old, STEPS)
        with pytest.raises(Fault) as caught:
            migrate(connection, old)
        assert caught.value.code is FaultCode.DATA_FOLDER_NEWER
        assert _version(connection) == len(STEPS)
