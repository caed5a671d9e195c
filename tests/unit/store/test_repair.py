from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Original, Receipt, new_receipt_id
from desktop.store import Journal, MetaTable, ReceiptTable
from desktop.store.repair import is_damaged, rebuilt, set_aside, to_rebuild_from

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
PAGE = 4096
END = "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
KILLED = (-9, 15)
"""What the system says of it: POSIX, and Windows, where every signal kills."""


def _filled(path: Path, count: int = 50) -> Journal:
    journal = Journal(path)
    with journal.write():
        for _ in range(count):
            original = Original("a" * 64, "bon.jpg", "image/jpeg", 10)
            ReceiptTable(journal).save(Receipt(new_receipt_id(), (original,), added_at=NOW))
    return journal


def _spoil(path: Path, first: int, last: int) -> None:
    data = bytearray(path.read_bytes())
    data[first:last] = b"\xff" * (last - first)
    path.write_bytes(data)


@pytest.mark.parametrize(("first", "last"), [(0, 100), (PAGE * 2, PAGE * 4)], ids=["the head", "pages"])
def test_damage_is_found_and_a_sound_journal_is_not_called_damaged(tmp_path: Path, first: int, last: int) -> None:
    path = tmp_path / "j.sqlite3"
    assert not is_damaged(path)
    _filled(path).close()
    assert not is_damaged(path)
    _spoil(path, first, last)
    assert is_damaged(path)


def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    _filled(path).close()
    os.truncate(path, path.stat().st_size // 2)
    assert is_damaged(path)


def test_a_large_journal_is_read_after_an_unclean_end_or_after_damage_was_met(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    _filled(path).close()
    _spoil(path, PAGE, PAGE * 6)
    assert not is_damaged(path, always_checked=0)
    (tmp_path / "j.sqlite3-wal").touch()
    assert is_damaged(path, always_checked=0)
    (tmp_path / "j.sqlite3-wal").unlink()
    journal = Journal(path)
    with pytest.raises(Fault) as caught:
        ReceiptTable(journal).all()
    journal.close()
    assert caught.value.code is FaultCode.JOURNAL_DAMAGED
    assert is_damaged(path, always_checked=0)


def test_the_look_changes_nothing_and_does_not_mind_a_log_that_was_left(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    code = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from desktop.store import Journal, MetaTable\n"
        f"MetaTable(Journal(Path(sys.argv[1]))).set('key', 'value'); {END}"
    )
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code, str(path), str(root)], check=False)
    assert ran.returncode in KILLED
    log = (tmp_path / "j.sqlite3-wal").read_bytes()
    assert log
    assert not is_damaged(path, always_checked=0)
    assert (tmp_path / "j.sqlite3-wal").read_bytes() == log
    journal = Journal(path)
    assert MetaTable(journal).get("key") == "value"
    journal.close()


def test_set_aside_keeps_every_byte_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"j.sqlite3{suffix}").write_text(f"damaged{suffix}")
    set_aside(path, NOW)
    aside = to_rebuild_from(path)
    assert aside is not None
    assert aside.name.startswith("j-damaged-20260516-120000")
    assert [(tmp_path / (aside.name + s)).read_text() for s in ("", "-wal", "-shm")] == [
        "damaged",
        "damaged-wal",
        "damaged-shm",
    ]
    assert not list(tmp_path.glob("j.sqlite3-*"))
    rebuilt(path)
    assert to_rebuild_from(path) is None


def test_a_kill_between_the_renames_is_gone_on_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j.sqlite3"
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"j.sqlite3{suffix}").write_text(f"damaged{suffix}")
    real = Path.replace

    def killed_after_the_log(self: Path, target: Path) -> Path:
        if self.name == "j.sqlite3-shm":
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", killed_after_the_log)
        set_aside(path, NOW)
    assert not (tmp_path / "j.sqlite3-wal").exists()
    assert path.exists()
    assert is_damaged(path)
    set_aside(path, NOW + dt.timedelta(hours=1))
    assert not is_damaged(path)
    aside = to_rebuild_from(path)
    assert aside is not None
    assert [(tmp_path / (aside.name + s)).exists() for s in ("", "-wal", "-shm")] == [True] * 3
    assert aside.name.startswith("j-damaged-20260516-120000")


@pytest.mark.skipif(os.name == "nt", reason="Windows renames no file that is open")
def test_a_process_that_has_the_old_journal_open_goes_on_in_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    journal = _filled(path)
    assert len(ReceiptTable(journal).all()) == 50
    set_aside(path, NOW)
    assert ReceiptTable(journal).all() == ()
    MetaTable(journal).set("written", "in the new one")
    journal.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [("in the new one",)]
    connection.close()


def test_a_journal_that_a_kill_left_half_made_is_rolled_back_and_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    code = (
        "import os, signal, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('CREATE TABLE a (b)'); c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN')\n"
        f"c.executemany('INSERT INTO a VALUES (?)', [('x' * 3000,)] * 50); {END}"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert (tmp_path / "j.sqlite3-journal").stat().st_size
    assert not is_damaged(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM a").fetchone() == (0,)
    connection.close()
