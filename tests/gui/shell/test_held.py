"""A folder that another computer used last: the window asks, in place, and nothing is sent until it is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.window import MainWindow
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.store import MetaTable

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk) -> Iterator[MainWindow]:
    desk.save_settings(Settings(language="da", seen_welcome=True))
    MetaTable(desk.journal).set("computer", "another")
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    with qtbot.waitSignal(bridge.held_changed):
        window.show()
        bridge.start()
    yield window
    window.close_now()


def test_the_question_is_asked_in_words_and_is_no_fault(window: MainWindow) -> None:
    assert window.held.isVisible()
    assert window.held.words.text().startswith("Mappen er sidst brugt på en anden computer. ")
    assert not any(notice.stays for notice in window.notices.all)
    assert window.status.words.whole.startswith("intet sendes, før denne computer overtager")
    assert QApplication.focusWidget() is not window.held.adopt


def test_the_delivery_that_waits_for_the_answer_makes_no_fault_of_it(window: MainWindow, bridge: Bridge) -> None:
    before = bridge.connection
    bridge._listener.linked.emit(FaultNote(FaultCode.DATA_FOLDER_FOREIGN))
    assert bridge.connection == before
    assert not any(notice.stays for notice in window.notices.all)


def test_one_click_answers_it(qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk) -> None:
    with qtbot.waitSignal(bridge.held_changed):
        QTest.mouseClick(window.held.adopt, LEFT)
    assert not window.held.isVisible()
    assert desk.hold() is None
    assert "overtager" not in window.status.words.whole


def test_put_away_it_waits_in_the_settings(window: MainWindow, bridge: Bridge, desk: Desk) -> None:
    QTest.mouseClick(window.held.later, LEFT)
    assert not window.held.isVisible()
    assert bridge.held
    assert desk.hold() is not None
    assert "i indstillingerne" in window.status.words.whole


def test_an_answer_that_cannot_be_kept_is_told_and_asked_for_again(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk
) -> None:
    with desk.journal.write() as connection:
        connection.execute("CREATE TRIGGER no_room BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'no room'); END")
    with qtbot.waitSignal(bridge.fault):
        QTest.mouseClick(window.held.adopt, LEFT)
    assert bridge.held
    assert window.held.isVisible()
    assert window.held.adopt.isEnabled()
