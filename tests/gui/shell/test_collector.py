"""Qt objects that keep each other are cleared away in the window's thread, whoever makes garbage."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.gui.collector import Collector

pytestmark = pytest.mark.usefixtures("qapp")


class Pair(QObject):
    """Keeps itself, and a timer that belongs to its thread."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.timer = QTimer(self, interval=60_000)
        self.timer.start()


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()
    gc.disable()  # as the tests of the window have it


def _make_garbage(count: int = 20_000) -> None:
    for _ in range(count):
        ring: list[object] = []
        ring.append(ring)


@pytest.mark.usefixtures("collector")
def test_a_worker_that_makes_garbage_clears_no_qt_object_away(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    ended: list[str] = []
    pair = Pair()
    weakref.finalize(pair, lambda: ended.append(threading.current_thread().name))
    del pair
    worker = threading.Thread(target=_make_garbage, name="worker")
    worker.start()
    worker.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [threading.main_thread().name]


def test_nothing_is_collected_while_there_is_little(collector: Collector) -> None:
    gc.collect()
    ring: list[object] = []
    ring.append(ring)
    counts = gc.get_count()
    collector.check()
    assert gc.get_count()[1] == counts[1]


def test_at_the_end_python_has_it_again(collector: Collector) -> None:
    collector.settle()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
