"""Schema changes: every earlier version for real, and what can go wrong with steps made up for the test."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import ANY

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import Proof, State, Wish
from desktop.store import Journal, MetaTable, ReceiptTable
from desktop.store.receipts import to_row
from desktop.store.salvage import salvage
from desktop.store.schema import MIGRATIONS, backup_path, migrate


def _add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE meta ADD COLUMN added TEXT")
    connection.execute("UPDATE meta SET added = value || '!'")


def _add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")


STEPS = (*MIGRATIONS, _add_column, _add_table)
NOW = len(MIGRATIONS)
END = "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
KILLED = (-9, 15)
"""What the system says of it: POSIX, and Windows, where every signal kills."""


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
        expected = [] if start == 0 else ["value!"] if start <= NOW else [None]
        assert [row[0] for row in connection.execute("SELECT added FROM meta")] == expected
    assert backup_path(path, start).exists() == (start > 0)


def test_the_backup_is_the_journal_as_it_was_and_one_file(old: Path) -> None:
    with _opened(old) as connection:
        migrate(connection, old, STEPS)
    backup = backup_path(old, NOW)
    with _opened(backup) as connection:
        assert _version(connection) == NOW
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sorted(p.name for p in old.parent.iterdir()) == [f"journal-version-{NOW}.sqlite3", "journal.sqlite3"]


def test_a_first_start_makes_no_backup(old: Path) -> None:
    assert [p.name for p in old.parent.iterdir()] == ["journal.sqlite3"]


def test_a_step_that_fails_leaves_the_journal_as_it_was(old: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT * FROM no_such_table")

    with _opened(old) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, old, (*STEPS, broken))
        assert _version(connection) == NOW
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        migrate(connection, old, STEPS)
        assert _version(connection) == len(STEPS)


def test_a_kill_in_the_middle_leaves_the_journal_whole(old: Path) -> None:
    code = (
        "import os, signal, sqlite3, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from desktop.store.schema import MIGRATIONS, migrate\n"
        "def column(c): c.execute('ALTER TABLE meta ADD COLUMN added TEXT')\n"
        f"def killed(c): c.execute('DELETE FROM meta'); {END}\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "migrate(c, Path(sys.argv[1]), (*MIGRATIONS, column, killed))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(old), str(Path(__file__).parents[3])], check=False)
    assert ran.returncode in KILLED
    with _opened(old) as connection:
        assert _version(connection) == NOW
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        migrate(connection, old, STEPS)
        assert connection.execute("SELECT * FROM meta").fetchall() == [("key", "value", "value!")]


def test_without_room_for_the_backup_nothing_is_migrated(old: Path) -> None:
    backup_path(old, NOW).mkdir()  # the name is taken by what can't be replaced
    with _opened(old) as connection:
        with pytest.raises(Fault):
            migrate(connection, old, STEPS)
        assert _version(connection) == NOW


def test_a_newer_journal_is_not_touched(old: Path) -> None:
    with _opened(old) as connection:
        migrate(connection, old, STEPS)
        with pytest.raises(Fault) as caught:
            migrate(connection, old)
        assert caught.value.code is FaultCode.DATA_FOLDER_NEWER
        assert _version(connection) == len(STEPS)


def _as_version_1_wrote(path: Path, receipt: Receipt) -> None:
    """Write a journal as the first version of the program did: its tables, and its columns of a receipt."""
    with _opened(path) as connection:
        migrate(connection, path, MIGRATIONS[:1])
        columns = [row[1] for row in connection.execute("PRAGMA table_info(receipts)")]
        row = {name: value for name, value in to_row(receipt).items() if name in columns}
        marks = ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT INTO receipts ({', '.join(row)}) VALUES ({marks})", row)
        values = (receipt.id, "c" * 64)
        connection.execute("INSERT INTO originals VALUES (?, 0, ?, 'bon.jpg', 'image/jpeg', 7, 1, 3)", values)


RECEIPT = Receipt(
    "ab" * 16,
    (Original("c" * 64, "bon.jpg", "image/jpeg", 7, turns=3),),
    State.DRAFTED,
    Draft("Café Ærø", None, dt.date(2026, 5, 16), Decimal("125.00"), 7200, "I25", 55000, description="Kaffe"),
    42,
    voucher_guid="v",
    voucher_timestamp="0B",
    file_guid="web0",
)


def test_what_version_1_wrote_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    _as_version_1_wrote(path, RECEIPT)
    journal = Journal(path)
    (found,) = ReceiptTable(journal).all()
    assert found == RECEIPT
    changed = ReceiptTable(journal).save(replace(found, wish=Wish.UNDO, proof=Proof.STORED, gone_vouchers=("x",)))
    assert ReceiptTable(journal).get(found.id) == replace(changed, changed_at=ANY)
    journal.close()
    assert backup_path(path, 1).exists()


def test_what_can_be_read_of_a_damaged_journal_of_version_1_comes_over(tmp_path: Path) -> None:
    old, path = tmp_path / "old.sqlite3", tmp_path / "journal.sqlite3"
    _as_version_1_wrote(old, RECEIPT)
    journal = Journal(path)
    assert salvage(old, journal) == 1
    assert ReceiptTable(journal).all() == (RECEIPT,)
    journal.close()


def test_a_kill_while_version_1_becomes_the_newest_leaves_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    _as_version_1_wrote(path, RECEIPT)
    code = (
        "import os, signal, sqlite3, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from desktop.store.schema import MIGRATIONS, migrate\n"
        f"def killed(c): {END}\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "migrate(c, Path(sys.argv[1]), (*MIGRATIONS, killed))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path), str(Path(__file__).parents[3])], check=False)
    assert ran.returncode in KILLED
    with _opened(path) as connection:
        assert _version(connection) == 1
    journal = Journal(path)
    assert ReceiptTable(journal).all() == (RECEIPT,)
    journal.close()
