"""Closing while receipts are on their way, and leaving the trial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.window import MainWindow
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Keep = Callable[..., Receipt]


def test_closing_with_receipts_on_their_way_says_how_many_and_what_happens(
    qtbot: QtBot, window: MainWindow, keep: Keep, bridge: Bridge, desk: Desk, photo: Path
) -> None:
    kept = keep(photo, state=State.QUEUED)
    assert not window.close()
    assert window.closing.words.text() == (
        "1 bilag er ikke sendt endnu. Det bliver her og sendes, når du åbner Bilagsdrop igen."
    )
    QTest.mouseClick(window.closing.when_done, LEFT)
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        bridge.changed((desk.receipt_table.save(replace(kept, state=State.DRAFTED)),))


def test_closing_twice_closes(window: MainWindow, keep: Keep, photo: Path) -> None:
    keep(photo, state=State.QUEUED)
    assert not window.close()
    assert window.close()


def test_leaving_the_sandbox_offers_to_take_the_tray_along(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo])
    bridge.use_dinero()
    assert window.take_along.isVisible()
    with qtbot.waitSignal(window.leave_asked) as answer:
        QTest.mouseClick(window.take_along.along, LEFT)
    assert answer.args == [True]
