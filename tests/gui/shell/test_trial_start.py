"""From the first start into the trial and back, and what a later start's files do meanwhile; real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[3]
FIRST = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from desktop import start
from desktop.cli.leaving import leave
from desktop.gui.application import application
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow

told = set()

def tell(word):
    if word not in told:
        told.add(word)
        print(word, flush=True)

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window._bridge.is_loaded:
            (in_trial if window._config.sandbox else in_real)(window)

def in_real(window):
    if "trial" not in told and window.pages.current() is Shown.WELCOME and "try" not in told:
        tell("try")
        QTest.mouseClick(window.pages.currentWidget().sandbox_door, Qt.MouseButton.LeftButton)
    elif "trial" in told and len(window._bridge.receipts) == 1:
        tell("along")
        window.close_now()
    elif "--fault" in sys.argv and any(n.stays for n in window.notices.all):
        tell("said: " + window.notices.all[-1].title)
        window.close_now()

def in_trial(window):
    tell("trial")
    said = [n.title + ". " + n.text for n in window.notices.all]
    if window._bridge.receipts and said and "leave" not in told:
        tell(said[-1])
        told.add("leave")
        window._bridge.use_dinero()
        QTest.mouseClick(window.take_along.along, Qt.MouseButton.LeftButton)

application()
timer = QTimer(interval=30)
timer.timeout.connect(look)
timer.start()
leave(start.run(os.environ, []))
"""


class Starts:
    """Starts of the program on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "Bilagsdrop"
        self.env = os.environ | {
            "PYTHONPATH": str(ROOT),
            "BILAGSDROP_DATA_DIR": str(self.data),
            "LANGUAGE": "en",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        self._running: list[subprocess.Popen[str]] = []

    def first(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", FIRST, *words]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=self.env
        )
        self._running.append(process)
        return process

    def later(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=self.env, timeout=60, check=False)

    def end(self) -> None:
        for process in self._running:
            process.kill()
            process.communicate()


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    made = Starts(tmp_path)
    yield made
    made.end()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.timeout(120)
def test_files_of_a_later_start_go_to_the_open_trial_and_along_to_the_real_tray(starts: Starts, tmp_path: Path) -> None:
    bon = tmp_path / "bon.png"
    Image.new("RGB", (300, 400), "white").save(bon)
    first = starts.first()
    assert line_of(first) == "try"
    assert line_of(first) == "trial"
    later = starts.later(str(bon))
    assert (later.returncode, later.stdout) == (0, ""), later.stderr
    assert line_of(first) == "1 receipt is in the trial's tray. It can come along when you connect."
    assert line_of(first) == "along"
    assert first.wait(30) == 0


@pytest.mark.timeout(120)
def test_a_trial_that_cannot_be_opened_is_said_in_the_real_window(starts: Starts) -> None:
    starts.data.with_name("Bilagsdrop-sandbox").write_text("no folder")
    first = starts.first("--fault")
    assert line_of(first) == "try"
    assert line_of(first).startswith("said: ")
    assert first.wait(30) == 0


@pytest.mark.timeout(120)
def test_a_trial_whose_made_up_dinero_is_damaged_begins_anew(starts: Starts) -> None:
    trial = starts.data.with_name("Bilagsdrop-sandbox")
    trial.mkdir()
    (trial / "dinero.sqlite3").write_bytes(b"no database" * 500)
    first = starts.first()
    assert line_of(first) == "try"
    assert line_of(first) == "trial"
    assert (trial / "dinero.sqlite3.damaged").exists()
