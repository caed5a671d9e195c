"""The settings: each is in force at once, and the secret goes to the keyring."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.config import Config, Theme
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.settings import SettingsPage
from desktop.gui.window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def settings_page(window: MainWindow) -> SettingsPage:
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def test_booking_is_confirmed_once(window: MainWindow, bridge: Bridge) -> None:
    page = settings_page(window)
    page.booked.click()
    assert booking(bridge) == (False, False)
    assert page.question.isVisible()
    QTest.mouseClick(page.confirm, LEFT)
    assert booking(bridge) == (True, True)
    assert not page.question.isVisible()
    page.draft.click()
    assert booking(bridge) == (False, True)
    page.booked.click()
    assert booking(bridge) == (True, True)


def booking(bridge: Bridge) -> tuple[bool, bool]:
    return bridge.settings.book, bridge.settings.book_confirmed


def test_settings_reach_the_disk(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    page = settings_page(window)
    choose(page.theme, Theme.DARK)
    qtbot.waitUntil(lambda: desk.settings().theme is Theme.DARK)


def choose(field: QComboBox, value: object) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_the_secret_goes_to_the_keyring_and_nowhere_else(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, config: Config
) -> None:
    page = settings_page(window)
    page.connection.more.click()
    page.connection.ways.own.unfold.click()
    fields = page.connection.fields
    for field, text in (
        (fields.client_id, "isv_mit_firma"),
        (fields.secret, "dybt-hemmeligt"),
        (fields.redirect_uri, "https://example.dk/tilbage"),
    ):
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
    with qtbot.waitSignal(bridge.login_wanted):
        QTest.mouseClick(fields.save, LEFT)
    assert desk.session.has_registration()
    assert not fields.secret.text()
    written = b"".join(p.read_bytes() for p in config.data_dir.rglob("*") if p.is_file())
    assert b"isv_mit_firma" in written
    assert b"dybt-hemmeligt" not in written


@pytest.mark.parametrize("address", ["", "example.dk", "http://example.dk/tilbage", "https://"])
def test_a_redirect_address_that_cannot_work_is_said_at_the_field(
    window: MainWindow, bridge: Bridge, address: str
) -> None:
    fields = settings_page(window).connection.fields
    fields.client_id.setText("isv_x")
    fields.redirect_uri.setText(address)
    fields.save.click()
    assert bridge.settings.client_id is None
    assert not fields.fault.isHidden()
