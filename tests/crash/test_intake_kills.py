"""SIGKILL before each file operation of an intake, and of the start that follows: what was told is there, once."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from tests.crash.long_form import LONG

CHILDREN = Path(__file__).with_name("killed_children.py")


def killed_children(action: str, root: Path, *files: Path) -> list[dict[str, Any]]:
    words = [sys.executable, str(CHILDREN), action, str(root), *map(str, files)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=150, check=False)
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


@contextmanager
def opened(folder: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", folder, sandbox=True))
    try:
        desk.open()
        yield desk
    finally:
        desk.close()


def hashes(*files: Path) -> list[str]:
    return sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def assert_whole(desk: ReceiptDesk) -> None:
    """Assert that every file with a lasting name is what its name says, and that nothing temporary is left."""
    with desk.journal.read() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert desk.notices == (), "nothing was found damaged, nothing was set aside"
    for path in (p for p in desk.config.vault_dir.rglob("*") if p.is_file()):
        if re.fullmatch(r"[0-9a-f]{64}", path.name):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
        else:
            assert path.suffix == ".json", f"left over: {path}"
            json.loads(path.read_text(encoding="utf-8"))


def assert_nothing_lost(folder: Path, taken: list[str], *files: Path) -> None:
    """Assert that what was told is there and whole, and that dropping the files again gives each of them once."""
    with opened(folder) as desk:
        assert_whole(desk)
        assert set(taken) <= {r.id for r in desk.receipts()}
        report = desk.take(files)
        assert not report.refused
        assert sorted(r.originals[0].sha256 for r in desk.receipts()) == hashes(*files)
        assert {r.id for r in desk.receipts()} >= set(taken)
        assert_whole(desk)


@pytest.fixture
def two(picture: Callable[..., Path]) -> tuple[Path, Path]:
    return picture("bon 1.jpg"), picture("bon 2.jpg")


def test_a_kill_before_any_file_operation_of_an_intake(two: tuple[Path, Path], tmp_path: Path) -> None:
    root = tmp_path / "folders"
    children = killed_children("take", root, *two)
    assert len(children) > 15
    assert len(children[-1]["taken"]) == 2
    for child in children:
        if (root / str(child["child"])).exists():
            assert_nothing_lost(root / str(child["child"]), child["taken"], *two)
    print(f"\n{len(children) - 1} kills during an intake")  # noqa: T201 - the figure is what it is run for


def test_a_kill_during_the_start_after_a_kill(two: tuple[Path, Path], tmp_path: Path) -> None:
    first = tmp_path / "folders"
    children = [c for c in killed_children("take", first, *two) if (first / str(c["child"])).exists()]
    kills = 0
    for child in children[:: 1 if LONG else 4]:
        second = tmp_path / f"starts-{child['child']}"
        shutil.copytree(first / str(child["child"]), second / "base")
        starts = killed_children("open", second)
        kills += len(starts) - 1
        for start in starts:
            assert_nothing_lost(second / str(start["child"]), child["taken"], *two)
    print(f"\n{kills} kills during the start after a kill")  # noqa: T201 - the figure is what it is run for
    assert kills
