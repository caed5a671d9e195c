"""Where the window's keys and doors lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.ways import WaysIn
from desktop.gui.welcome import Welcome
from desktop.gui.window import MainWindow
from desktop.words import use_language

Photo = Callable[[str], Path]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_keys_lead_to_the_views_and_the_settings_and_back(window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, shown in ((Qt.Key.Key_2, Shown.OUTBOX), (Qt.Key.Key_3, Shown.ARCHIVE), (Qt.Key.Key_1, Shown.TRAY)):
        QTest.keyClick(window, key, control)
        assert window.pages.current() is shown
    QTest.keyClick(window, Qt.Key.Key_2, control)
    QTest.keyClick(window, Qt.Key.Key_Comma, control)
    assert window.pages.current() is Shown.SETTINGS
    QTest.keyClick(window.pages.page(Shown.SETTINGS), Qt.Key.Key_Escape)
    assert window.pages.current() is Shown.OUTBOX


def test_the_tabs_count_what_is_there(qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Photo) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo(f"{n}.jpg") for n in range(4)])
    tabs = window.header.tabs._tabs.values()
    qtbot.waitUntil(lambda: [tab.text() for tab in tabs] == ["Bakke  4", "Afsendes", "Arkiv"])


def test_another_language_is_spoken_at_once_where_one_is(window: MainWindow) -> None:
    window.pages.show_page(Shown.SETTINGS)
    use_language("en")
    window.rebuild()
    assert window.pages.current() is Shown.SETTINGS
    assert window.status.details.text() == "Details"
    assert window.header.settings_button.isChecked()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_minimized_window_comes_forward(qtbot: QtBot, window: MainWindow) -> None:
    window.showMinimized()
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.isMinimized()


@pytest.mark.usefixtures("window")
def test_the_focus_is_never_on_a_field_by_itself() -> None:
    assert not isinstance(QApplication.focusWidget(), QLineEdit)


def test_without_a_registration_connect_leads_to_the_ways_in(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    window.pages.show_welcome()
    page = window.pages.currentWidget()
    assert isinstance(page, Welcome)
    with qtbot.waitSignal(bridge.registration_missing):
        QTest.mouseClick(page.connect_door, LEFT)
    ways = window.pages.currentWidget()
    assert isinstance(ways, WaysIn)
    QTest.mouseClick(ways.back, LEFT)
    assert window.pages.current() is Shown.WELCOME


def test_the_second_door_asks_for_the_sandbox(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    window.pages.show_welcome()
    page = window.pages.currentWidget()
    assert isinstance(page, Welcome)
    with qtbot.waitSignal(bridge.sandbox_wanted):
        QTest.mouseClick(page.sandbox_door, LEFT)
