"""Files that macOS hands over as events, before and after there is a window; a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import json, os, sys
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from desktop import start
from desktop.cli.leaving import leave
from desktop.gui.application import application
from desktop.gui.window import MainWindow

before, after = sys.argv[1:3]
app = application()
opened = []

def hand_over(url):
    opened.append(url)
    QCoreApplication.postEvent(app, QFileOpenEvent(url))

hand_over(QUrl.fromLocalFile(before))
hand_over(QUrl("mailto:nogen@example.dk"))

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            names = sorted(r.originals[0].name for r in window._bridge.receipts.values())
            if len(names) == 1 and len(opened) == 2:
                hand_over(QUrl.fromLocalFile(after))
            if len(names) == 2:
                print(json.dumps(names), flush=True)
                window.close_now()

timer = QTimer(interval=30)
timer.timeout.connect(look)
timer.start()
leave(start.run(os.environ, []))
"""


def test_files_that_come_before_the_window_and_after_it(tmp_path: Path, make_photo: Callable[[str], Path]) -> None:
    words = [sys.executable, "-c", PROGRAM, str(make_photo("før.jpg")), str(make_photo("efter.jpg"))]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "BILAGSDROP_DATA_DIR": str(tmp_path / "data")}
    ran = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert json.loads(ran.stdout) == ["efter.jpg", "før.jpg"]
