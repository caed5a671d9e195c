"""The version of a journal, read without touching it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.config import Settings
from desktop.receipts.faults import Fault, FaultCode
from desktop.store import Journal, MetaTable, load_settings, save_settings
from desktop.store.newer import require_not_newer, version_of
from desktop.store.schema import MIGRATIONS, migrate

NEWER = (*MIGRATIONS, lambda connection: connection.execute("CREATE TABLE later (a TEXT) STRICT"))


def _made(path: Path, *, killed: bool) -> Path:
    """Write a journal as the next version of the program would; ``killed``: with the change in the log alone."""
    first = path.with_name("first") / path.name
    first.parent.mkdir()
    journal = Journal(first)
    MetaTable(journal).set("a", "b")
    journal.close()
    with closing(sqlite3.connect(first, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        migrate(connection, first, NEWER)
        if not killed:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for file in first.parent.glob(f"{path.name}*"):
            if not file.name.endswith("-shm") and file.stat().st_size:
                shutil.copy(file, path.parent)
    return path


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("killed", [False, True])
def test_a_newer_journal_is_known_and_left_as_it_is(tmp_path: Path, killed: bool) -> None:
    path = _made(tmp_path / "journal.sqlite3", killed=killed)
    before = _bytes(tmp_path)
    assert (f"{path.name}-wal" in before) is killed
    assert version_of(path) == len(NEWER)
    with pytest.raises(Fault) as caught:
        require_not_newer(path)
    assert caught.value.code is FaultCode.DATA_FOLDER_NEWER
    after = _bytes(tmp_path)
    after.pop(f"{path.name}-shm", None)
    assert after == before


def test_the_header_alone_does_not_know_of_a_killed_migration(tmp_path: Path) -> None:
    path = _made(tmp_path / "journal.sqlite3", killed=True)
    (tmp_path / f"{path.name}-wal").unlink()
    assert version_of(path) == len(MIGRATIONS), "so the log was looked into above"


def test_this_version_and_earlier_ones_pass(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite3")
    MetaTable(journal).set("a", "b")
    require_not_newer(journal.path)
    journal.close()
    assert version_of(journal.path) == len(MIGRATIONS)
    require_not_newer(journal.path)
    require_not_newer(journal.path, len(MIGRATIONS))


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0", b"no database at all" * 100])
def test_what_is_no_journal_is_left_to_who_opens_it(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "journal.sqlite3"
    if content is not None:
        path.write_bytes(content)
    assert version_of(path) is None
    require_not_newer(path)


def test_a_journal_that_is_damaged_and_newer_is_still_a_newer_one(tmp_path: Path) -> None:
    path = _made(tmp_path / "journal.sqlite3", killed=False)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert version_of(path) == len(NEWER)


def test_settings_that_another_version_knows_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "da", "colour_of_the_door": "green"}', encoding="utf-8")
    save_settings(path, Settings(language="en", company_id=4))
    assert '"colour_of_the_door": "green"' in path.read_text(encoding="utf-8")
    assert load_settings(path) == Settings(language="en", company_id=4)


LOOKS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM meta").fetchone()
connection.close()
"""


def test_looking_takes_no_lock_away_from_a_journal_that_is_open(tmp_path: Path) -> None:
    """Another process that comes and goes must not remove the log of one that stays."""
    journal = Journal(tmp_path / "journal.sqlite3")
    table = MetaTable(journal)
    table.set("a", "b")
    require_not_newer(journal.path)
    subprocess.run([sys.executable, "-c", LOOKS, journal.path], check=True)
    assert journal.path.with_name(f"{journal.path.name}-wal").exists()
    table.set("a", "c")
    journal.close()
    with closing(sqlite3.connect(journal.path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'a'").fetchone() == ("c",)
