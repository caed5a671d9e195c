"""A login page that can't be shown: said where one would log in, with a personal key as the way round it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.gui.pages import Shown
from desktop.gui.ways import WaysIn
from desktop.gui.web_helper import unavailable
from desktop.gui.window import MainWindow


def _ways(window: MainWindow) -> WaysIn:
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    return page


@pytest.fixture
def ways(window: MainWindow) -> WaysIn:
    window.resize(820, 500)
    window.pages.tell_no_login(unavailable("libQt6WebEngineCore.so.6"))
    return _ways(window)


def test_it_is_said_on_top_of_the_ways_in_and_names_the_file(window: MainWindow, ways: WaysIn) -> None:
    assert window.pages.current() is Shown.WAYS
    note = ways.no_login
    assert note.isVisible()
    assert note.title.text() == "Loginsiden kan ikke vises på denne computer"
    assert "libQt6WebEngineCore.so.6" in note.sentence.text()
    assert note.accessibleDescription() == note.sentence.text()
    top = note.mapTo(window, note.rect().topLeft()).y()
    assert 0 < top < window.height() / 2, "seen without scrolling"


def test_enter_opens_the_fields_of_a_personal_key(ways: WaysIn) -> None:
    focused = QApplication.focusWidget()
    assert focused is ways.no_login.key
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert ways.key_fields.isVisible()
    assert QApplication.focusWidget() is ways.key_fields.client_id


def test_dinero_opens_in_ones_own_browser(ways: WaysIn) -> None:
    class Browser(QObject):
        opened: str = ""

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            Browser.opened = url.toString()

    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]  # the stubs say bytes
    try:
        QTest.mouseClick(ways.no_login.browser, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert Browser.opened == "https://app.dinero.dk"


def test_it_goes_when_the_login_can_be_shown_again(window: MainWindow, ways: WaysIn) -> None:
    window.pages.tell_no_login(None)
    assert not ways.no_login.isVisible()
    window.pages.show_ways()
    assert not ways.no_login.isVisible()
