"""The whole delivery runs where there is no Qt at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NO_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"{name} was asked for", name=name)

sys.meta_path.insert(0, NoQt())
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-W", "error", "-c", program, *arguments]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_blocker_blocks() -> None:
    ran = run(NO_QT + "import PySide6.QtCore")
    assert "ModuleNotFoundError: PySide6 was asked for" in ran.stderr


@pytest.mark.parametrize(
    "module", ["app", "cli.main", "cli.self_test", "desk", "outbox", "sandbox", "sandbox.cli", "words"]
)
def test_it_loads_without_qt(module: str) -> None:
    ran = run(NO_QT + f"import desktop.{module}")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "out"), [(["--version"], "Bilagsdrop "), (["status", "--json"], ""), (["deliver"], "")]
)
def test_a_command_runs_without_qt(command: list[str], out: str) -> None:
    ran = run(NO_QT + "from desktop.cli.main import run\nraise SystemExit(run(sys.argv[1:]))", *command)
    assert (ran.returncode, ran.stdout[: len(out)]) == (0, out), ran.stderr


@pytest.mark.parametrize("module", ["gui.window", "gui.application", "start"])
def test_the_window_loads_without_the_web_view(module: str) -> None:
    ran = run(f"import sys, desktop.{module}\nprint([m for m in sys.modules if 'WebEngine' in m])")
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")
