"""Qt may be called any number of times."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import desktop.gui
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Source(QObject):
    told = Signal(object)

app, source = QApplication([]), Source()
label = QLabel()
for n in range(30_000):
    label.setText("a")
    label.parentWidget()
    source.told.emit(n)
    QTimer(interval=1)
print("alive")
"""


def test_a_hundred_thousand_calls_leave_the_interpreter_alive() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == ("alive", 0), done.stderr[-400:]
