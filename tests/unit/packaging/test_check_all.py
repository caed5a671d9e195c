"""The command behind ``make test``: no folder of tests is left out, and what goes wrong is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import check_all
import pytest

ROOT = Path(__file__).parents[3]


def test_every_folder_with_tests_belongs_to_a_part() -> None:
    named = {folder for part in check_all.PARTS for folder in part.folders}
    for test in (ROOT / "tests").rglob("test_*.py"):
        path = test.relative_to(ROOT).as_posix()
        assert any(path.startswith(folder + "/") for folder in named), path


def test_what_a_part_leaves_out_another_takes() -> None:
    named = {folder for part in check_all.PARTS for folder in part.folders}
    assert {name for part in check_all.PARTS for name in part.without} <= named


def _run(tmp_path: Path, parts: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import sys; sys.path.insert(0, {folder!r})\n"
        "import check_all; from check_all import Part; from pathlib import Path\n"
        "check_all.OUTPUT = Path({output!r}); check_all.PARTS = {parts}\n"
        "raise SystemExit(check_all.main([]))"
    ).format(folder=str(ROOT / "packaging"), output=str(tmp_path), parts=parts)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


def test_one_broken_part_breaks_the_whole_and_the_others_still_run(tmp_path: Path) -> None:
    bad = 'Part("bad", "lint", (sys.executable, "-c", "print(\'what is wrong\'); raise SystemExit(3)"))'
    good = 'Part("good", "lint", (sys.executable, "-c", "print(\'all is well\')"))'
    done = _run(tmp_path, f"({bad}, {good})")
    assert done.returncode == 1
    assert "what is wrong" in done.stdout
    assert "all is well" in done.stdout
    assert "not well: bad" in done.stdout
    assert re.search(r"=== bad: status 3 in \d+ s", done.stdout)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
def test_two_parts_run_beside_each_other(tmp_path: Path) -> None:
    meet = (
        "import pathlib, sys, time\n"
        "here, there = map(pathlib.Path, sys.argv[1:])\n"
        "here.touch()\n"
        "end = time.monotonic() + 20\n"
        "while not there.exists():\n"
        "    assert time.monotonic() < end\n"
        "    time.sleep(0.01)\n"
    )
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    parts = ", ".join(
        f"Part({name!r}, 'lint', (sys.executable, '-c', {meet!r}, {x!r}, {y!r}))"
        for name, x, y in (("a", a, b), ("b", b, a))
    )
    began = time.monotonic()
    assert _run(tmp_path, f"({parts})").returncode == 0
    assert time.monotonic() - began < 20
