"""A heap of files that are no ordinary receipts, dropped at once: each is told, and the window lives on."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from tests.gui.shell.offered import drag
from tests.gui.shell.test_window_drops import urls
from tests.unit.desk.nasty import ODD_NAMES, nasty_files

BEAT_MS = 20
LONGEST_STALL_S = 5.0
"""Generous: the machine of a test does other things too. A decoder in the window's own thread would take longer."""


class Heart(QObject):
    """Beats in the window's thread, and remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.beats, self.longest = 0, 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def has_beaten(self, times: int) -> bool:
        return self.beats >= times

    @Slot()
    def _beat(self) -> None:
        now = time.monotonic()
        self.beats, self.longest, self._last = self.beats + 1, max(self.longest, now - self._last), now


@pytest.fixture
def heap(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "bunke"
    folder.mkdir()
    odd = {} if os.name == "nt" else ODD_NAMES
    for name, make in {nasty.name: nasty.make for nasty in nasty_files()}.items() | odd.items():
        (folder / name).write_bytes(make())
    return sorted(folder.iterdir())


def test_every_file_ends_in_a_row_or_in_a_line_and_the_window_lives_on(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, heap: list[Path]
) -> None:
    heart, before = Heart(), len(window.notices.all)
    started = time.monotonic()
    with qtbot.waitSignal(bridge.intake_finished, timeout=120_000):
        drag(window, urls(*heap))
    qtbot.waitUntil(lambda: window.pages.current() is Shown.TRAY)
    seconds = time.monotonic() - started
    told = [notice.title for notice in window.notices.all[before:]]
    rows = {original.name for receipt in bridge.receipts.values() for original in receipt.originals}
    for path in heap:
        name = " ".join(path.name.split())
        inside = path.suffix in {".zip", ".eml"}
        assert inside or path.name in rows or any(title.startswith(f"{name}:") for title in told), path.name
    assert len(rows) >= sum(nasty.taken for nasty in nasty_files())
    assert sum(title.partition(":")[0] != title for title in told) >= sum(len(n.refused) for n in nasty_files())
    assert heart.beats > seconds / LONGEST_STALL_S
    look_at_each_row(qtbot, window, bridge, heart)
    assert heart.longest < LONGEST_STALL_S


def look_at_each_row(qtbot: QtBot, window: MainWindow, bridge: Bridge, heart: Heart) -> None:
    """Choose one row after another, so that the preview of whatever was taken is asked for."""
    view = window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    qtbot.waitUntil(lambda: view.list.model().rowCount() == len(bridge.receipts), timeout=30_000)
    for row in range(view.list.model().rowCount()):
        view.list.setCurrentIndex(view.list.model().index(row, 0))
        enough = heart.beats + 2
        qtbot.waitUntil(partial(heart.has_beaten, enough), timeout=30_000)
