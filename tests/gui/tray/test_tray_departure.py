"""In the whole window a sent receipt slides from the tray's list to the outbox; the keyboard notices nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Config
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.departure import Leaf
from desktop.gui.pages import Shown
from desktop.gui.tray.lacks import today
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from desktop.receipts.receipt import Draft
from desktop.receipts.states import Place, State

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(
    qtbot: QtBot, connected: Desk, bridge: Bridge, config: Config, photo: Callable[[str], Path]
) -> Iterator[MainWindow]:
    """Two receipts that are ready, and the window on them."""
    for receipt in connected.take([photo("a.jpg"), photo("b.jpg")]).taken:
        draft = Draft("Netto", date=today() - timedelta(days=2), amount=Decimal(125), account=7200, paid_from=55000)
        connected.save_draft(receipt.id, draft)
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    with qtbot.waitSignal(bridge.loaded), qtbot.waitExposed(window):
        window.show()
        bridge.start()
    window.pages.show_place(Place.TRAY)
    qtbot.waitUntil(lambda: {r.state for r in bridge.receipts.values()} == {State.READY})
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close_now()


def tray_of(window: MainWindow) -> TrayView:
    tray = window.pages.page(Shown.TRAY)
    assert isinstance(tray, TrayView)
    return tray


def outbox_tab(window: MainWindow) -> QRect:
    tab = window.header.tabs.tab(Place.OUTBOX)
    return QRect(tab.mapTo(window, tab.rect().topLeft()), tab.size())


def test_one_that_is_sent_slides_to_the_outbox(qtbot: QtBot, window: MainWindow) -> None:
    tray = tray_of(window)
    first, second = tray.model.ids()
    tray.list.setFocus()
    row = tray.list.visualRect(tray.model.index_of(first))
    QTest.keyClick(tray.list, Qt.Key.Key_Return, CTRL)
    (leaf,) = window.findChildren(Leaf)
    assert leaf.flight.startValue().topLeft() == tray.list.viewport().mapTo(window, row.topLeft())
    assert leaf.flight.endValue() == outbox_tab(window)
    assert tray.current() == second
    assert QApplication.focusWidget() is tray.list
    qtbot.waitUntil(lambda: not window.findChildren(Leaf))


def test_all_that_are_sent_slide_to_the_outbox(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    tray = tray_of(window)
    with qtbot.waitSignal(bridge.send_finished):
        QTest.keyClick(tray.list, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert len(window.findChildren(Leaf)) == 2
    qtbot.waitUntil(lambda: not window.findChildren(Leaf))
