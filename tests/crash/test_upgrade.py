"""A folder that an earlier version of the program wrote, and one that a later one did; real programs, real folders."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.config import Settings, Theme
from desktop.sandbox import KAFFE, Sandbox
from desktop.store import load_settings
from desktop.store.newer import version_of
from desktop.store.schema import MIGRATIONS, backup_path, migrate
from tests.crash.conftest import PROGRAM, Program

Picture = Callable[[str], Path]
ROOT = Path(__file__).parents[2]
EARLIER = "b0277024db051e4721c35cf7be372347b624a8f3"
"""The last commit whose journal is of version 1."""
ORDER = ("--date", "16.11.2026", "--account", "7200", "--company", str(KAFFE), "--json")
NEWER = (*MIGRATIONS, lambda connection: connection.execute("CREATE TABLE later (a TEXT) STRICT"))
WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import start
from desktop.cli.leaving import leave
from desktop.gui.application import application
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow
from pathlib import Path

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window.pages.current() is Shown.FAULT:
            bridge = window._bridge
            bridge.save_settings(bridge.settings)
            bridge.take_paths([Path(sys.argv[1])])
            bridge.crew.idle(30)
            print("said: " + window.pages._fault.code.value, flush=True)
            window.close_now()

application()
timer = QTimer(interval=30)
timer.timeout.connect(look)
timer.start()
leave(start.run(os.environ, [Path(sys.argv[1])]))
"""


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the earlier version."""
    folder = tmp_path_factory.mktemp("earlier")
    words = ["git", "-c", f"safe.directory={ROOT}", "archive", EARLIER]
    archive = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip("needs the repository with its history")
    (folder / "sources.tar").write_bytes(archive.stdout)
    with tarfile.open(folder / "sources.tar") as tar:
        tar.extractall(folder, filter="data")
    return folder


def _ran(program: Program, sources: Path, *args: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(sources / PROGRAM.relative_to(ROOT)), "--secrets", str(program.secrets), *args]
    environ = program.environ() | {"PYTHONPATH": str(sources)}
    return subprocess.run(
        words, env=environ, cwd=sources, input=f"{program.token}\n", capture_output=True, text=True, check=False
    )


def _told(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert ran.returncode in {0, 1}, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_an_upgrade_keeps_originals_journal_settings_and_login(
    box: Sandbox, tmp_path: Path, picture: Picture, earlier: Path
) -> None:
    old = Program(box, tmp_path / "data", box.issue_tokens().refresh_token or "", secrets=tmp_path / "secrets")
    sent = _ran(old, earlier, "send", str(picture("a.jpg")), "--amount", "149,-", "--supplier", "Café Ærø", *ORDER)
    assert sent.returncode == 0, sent.stderr
    waits = _ran(
        old, earlier, "send", str(picture("b.jpg")), "--amount", "77,50", *ORDER[:2], "--account", "1", *ORDER[4:]
    )
    assert waits.returncode == 1, waits.stderr
    settings = {"language": "da", "theme": "dark", "company_id": KAFFE, "book": True, "book_confirmed": True}
    (old.data_dir / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    told = _told(_ran(old, earlier, "status", "--json"))
    assert sorted(each["state"] for each in told) == ["drafted", "ready"]
    assert version_of(old.data_dir / "journal.sqlite3") == 1
    originals = {p.name: p.read_bytes() for p in (old.data_dir / "vault").rglob("*") if p.is_file()}

    new = replace(old, token="")
    now = _told(_ran(new, ROOT, "status", "--json"))
    assert [{name: each[name] for name in before} for each, before in zip(now, told, strict=True)] == told
    assert version_of(old.data_dir / "journal.sqlite3") == len(MIGRATIONS)
    assert backup_path(old.data_dir / "journal.sqlite3", 1).exists()
    assert {p.name: p.read_bytes() for p in (old.data_dir / "vault").rglob("*") if p.is_file()} == originals
    assert load_settings(old.data_dir / "settings.json") == Settings(
        language="da", theme=Theme.DARK, company_id=KAFFE, book=True, book_confirmed=True
    )
    again = new.run("send", str(picture("a.jpg")), "--amount", "149,-", "--supplier", "Café Ærø", *ORDER)
    assert (again.status, again.objects[0]["state"]) == (0, "drafted"), again.errors
    third = new.run("send", str(picture("c.jpg")), "--amount", "10", *ORDER)
    assert third.status == 0, third.errors
    assert len(box.state.vouchers(KAFFE)) == 2, "the first is known, and sent no second time; the login served"


# --- back to an earlier version ---


@pytest.fixture(params=["ended", "killed"])
def of_a_newer_one(request: pytest.FixtureRequest, program: Program, picture: Picture) -> Program:
    """A folder that this program filled, and the next one opened after it, which ended or was killed."""
    assert program.run("send", str(picture("a.jpg")), "--amount", "10", *ORDER).status == 0
    path = program.data_dir / "journal.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, path, NEWER)
        if request.param == "killed":
            killed = program.data_dir.with_name("killed")
            shutil.copytree(program.data_dir, killed, ignore=shutil.ignore_patterns("*-shm"))
            program = replace(program, data_dir=killed)
            assert (killed / "journal.sqlite3-wal").stat().st_size
    return program


def _folder(program: Program) -> dict[str, str]:
    """Return every file and what is in it. The log's index is SQLite's: readers, too, make it."""
    files = [p for p in program.data_dir.rglob("*") if p.is_file() and not p.name.endswith("-shm")]
    return {str(p.relative_to(program.data_dir)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_newer_folder_is_refused_with_a_sentence_by_every_command(of_a_newer_one: Program, picture: Picture) -> None:
    before = _folder(of_a_newer_one)
    bill = str(picture("b.jpg"))
    commands = (("status", "--json"), ("send", bill, "--amount", "5", *ORDER), ("deliver",), ("key", "set"))
    for words in commands:
        ran = of_a_newer_one.run(*words)
        assert ran.status != 0, words
        assert "newer version" in ran.errors, words
        assert _folder(of_a_newer_one) == before, words


def test_a_newer_folder_is_refused_by_the_window(of_a_newer_one: Program, picture: Picture) -> None:
    before = _folder(of_a_newer_one)
    environ = of_a_newer_one.environ() | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", WINDOW, str(picture("b.jpg"))]
    ran = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert "said: data_folder_newer" in ran.stdout.splitlines(), (ran.stdout, ran.stderr[-2000:])
    assert _folder(of_a_newer_one) == before
