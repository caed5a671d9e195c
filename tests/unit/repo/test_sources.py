"""What holds for every file of the repository."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.unit.repo.tree import ROOT, tracked

MACHINES = {b"/wo" + b"rk/": "a path of one machine", b"../sha" + b"red": "a folder beside the checkout"}
MAY_NAME = {".ci/run"}
"""The only file that knows what lies beside the checkout."""


@pytest.mark.parametrize("needle", MACHINES, ids=MACHINES.values())
def test_no_file_names(needle: bytes) -> None:
    files = tracked()
    assert len(files) > 100
    named = {path.relative_to(ROOT).as_posix() for path in files if needle in path.read_bytes()}
    assert named <= MAY_NAME


def test_translations_are_complete() -> None:
    words = [sys.executable, str(ROOT / "packaging" / "catalogue.py"), "check"]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", [".ci/run", "packaging/setup.sh"])
def test_scripts_can_be_run(name: str) -> None:
    path = ROOT / name
    assert os.access(path, os.X_OK)
    shell = path.read_text(encoding="utf-8").splitlines()[0].rpartition("/")[2].removeprefix("env ")
    assert subprocess.run([shell, "-n", str(path)], check=False, capture_output=True).stderr == b""
