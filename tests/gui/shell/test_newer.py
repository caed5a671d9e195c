"""A newer version in the window: one line, a link, "not now"; and the card in the settings."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.settings import SettingsPage
from desktop.gui.version_card import VersionCard
from desktop.gui.window import MainWindow

PAGE = "https://example.dk/bilagsdrop"
LEFT = Qt.MouseButton.LeftButton


class Offer(HTTPServer):
    """Announces a version."""

    def __init__(self) -> None:
        offer = self
        self.version = "99.1"
        self.asked = 0

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                offer.asked += 1
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"version": offer.version, "page": PAGE}).encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
                """Keep quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/version.json"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()

    def end(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


@pytest.fixture
def offer() -> Iterator[Offer]:
    offer = Offer()
    yield offer
    offer.end()


class Browser(QObject):
    """Takes what the program wants to open outside."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]  # the stubs say bytes
    yield browser
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def told(qtbot: QtBot, window: MainWindow, bridge: Bridge, offer: Offer) -> MainWindow:
    """A window that has been told of a version."""
    bridge.save_settings(replace(bridge.settings, update_url=offer.url))
    assert bridge.crew.idle(10)
    with qtbot.waitSignal(bridge.versions.found):
        bridge.versions.look()
    return window


def test_until_an_address_is_set_nothing_is_shown(window: MainWindow, bridge: Bridge, offer: Offer) -> None:
    bridge.versions.look()
    assert bridge.crew.idle(10)
    QApplication.processEvents()
    assert not window.newer.isVisible()
    assert offer.asked == 0


def test_a_start_looks_by_itself(qtbot: QtBot, bridge: Bridge, desk: Desk, offer: Offer) -> None:
    desk.save_settings(replace(desk.settings(), update_url=offer.url))
    bridge.start()
    qtbot.waitUntil(lambda: bridge.versions.newest is not None)
    assert offer.asked == 1


def test_the_line_says_which_version_and_takes_no_focus(told: MainWindow) -> None:
    assert told.newer.isVisible()
    assert told.newer.words.text() == f"Version 99.1 af Bilagsdrop er kommet. Du har {__version__}, som virker som før."
    assert QApplication.focusWidget() not in {told.newer.see, told.newer.later}
    assert "example.dk" in told.newer.see.toolTip()
    assert not any(notice.stays for notice in told.notices.all)


def test_the_link_opens_the_page_in_the_browser(told: MainWindow, browser: Browser) -> None:
    QTest.mouseClick(told.newer.see, LEFT)
    assert browser.opened == [PAGE]


def test_not_now_puts_it_away_and_it_stays_away(
    told: MainWindow, bridge: Bridge, offer: Offer, desk: Desk, qtbot: QtBot
) -> None:
    QTest.mouseClick(told.newer.later, LEFT)
    assert not told.newer.isVisible()
    assert bridge.crew.idle(10)
    assert desk.new_version.look(offer.url) is None
    with qtbot.waitSignal(bridge.versions.found):
        bridge.versions.look()
    assert not told.newer.isVisible()
    assert offer.asked == 1


def test_another_language_says_it_again(qtbot: QtBot, told: MainWindow, bridge: Bridge) -> None:
    told.rebuild()
    qtbot.waitUntil(told.newer.isVisible)
    assert bridge.versions.newest is not None


def _card(window: MainWindow) -> VersionCard:
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.page(Shown.SETTINGS)
    assert isinstance(page, SettingsPage)
    return page.versions


def test_an_address_is_kept_and_looked_at_at_once(
    qtbot: QtBot, window: MainWindow, offer: Offer, desk: Desk, browser: Browser
) -> None:
    card = _card(window)
    assert card.state.text() == f"Dette er version {__version__}."
    assert not card.look.isVisibleTo(card)
    card.address.setText(offer.url)
    card.save.click()
    qtbot.waitUntil(lambda: card.see.isVisibleTo(card))
    assert "99.1" in card.state.text()
    qtbot.waitUntil(lambda: desk.settings().update_url == offer.url)
    card.see.click()
    assert browser.opened == [PAGE]
    offer.version = __version__
    card.look.click()
    qtbot.waitUntil(lambda: card.state.text() == f"Dette er version {__version__}, den nyeste.")
    assert not window.newer.isVisible()
    card.address.clear()
    card.save.click()
    assert not card.look.isVisibleTo(card)


def test_an_address_that_is_not_secure_is_not_kept(window: MainWindow, bridge: Bridge) -> None:
    card = _card(window)
    card.address.setText("http://example.dk/v.json")
    QTest.keyClick(card.address, Qt.Key.Key_Return)
    assert card.fault.isVisibleTo(card)
    assert bridge.settings.update_url is None


def test_what_goes_wrong_when_the_user_looks_is_said_in_words(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, offer: Offer
) -> None:
    offer.version = "ny"
    card = _card(window)
    card.address.setText(offer.url)
    card.save.click()
    qtbot.waitUntil(lambda: "versionsfil" in card.state.text())
    assert card.look.isEnabled()
    assert not window.newer.isVisible()
    assert not any(notice.stays for notice in window.notices.all), "it is no fault of the delivery"
    bridge.versions.look()
    assert bridge.crew.idle(10)
