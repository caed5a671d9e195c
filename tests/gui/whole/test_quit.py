"""``bilagsdrop quit``, as an installer asks for it: the window of another process closes, and its tray stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop.resources import resource_path
from tests.e2e.conftest import wait_for

OWN = (sys.executable, "-m", "desktop")


def _environ(data_dir: Path) -> dict[str, str]:
    return os.environ | {"BILAGSDROP_DATA_DIR": str(data_dir), "PYTHONPATH": str(Path(__file__).parents[3])}


def _run(data_dir: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*OWN, *words],
        env=_environ(data_dir),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _receipts(data_dir: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _run(data_dir, "status", "--json").stdout.splitlines()]


def test_the_open_window_closes_and_its_tray_stays(tmp_path: Path) -> None:
    sample = str(resource_path("samples", "p-billet.jpg"))
    window = subprocess.Popen([*OWN, sample], env=_environ(tmp_path), stderr=subprocess.PIPE)
    kept = wait_for(lambda: _receipts(tmp_path), "the receipt in the tray")
    asked = _run(tmp_path, "quit")
    assert (asked.returncode, asked.stderr) == (0, "")
    _out, errors = window.communicate(timeout=30)
    assert window.returncode == 0
    assert b"Traceback" not in errors
    assert _receipts(tmp_path) == kept


def test_nothing_is_open(tmp_path: Path) -> None:
    assert _run(tmp_path / "new", "quit").returncode == 0
    assert not (tmp_path / "new").exists(), "asking makes no folder"
