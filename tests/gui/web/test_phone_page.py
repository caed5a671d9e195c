"""The page that the phone opens, in a real browser's engine: files chosen in it land in a real tray."""

from __future__ import annotations

import ipaddress
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.gui.bridge import Bridge
from desktop.gui.phone.facts import Stage
from desktop.phone import Closed, Limits, Outcome, PhoneServer, Photo, PhotoState, Place
from desktop.receipts.receipt import Receipt
from desktop.sandbox import Sandbox

PHONE = (390, 844)
HERE = Place(ipaddress.IPv4Interface("127.0.0.1/24"), "lo")


class PhonePage(QWebEnginePage):
    """A page whose file chooser gives what the test says."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.offers: list[str] = []
        self.accepted: list[tuple[str, ...]] = []
        self.complaints: list[str] = []

    def chooseFiles(self, mode: object, old: Sequence[str], kinds: Sequence[str]) -> list[str]:  # noqa: N802, ARG002 - Qt's own
        self.accepted.append(tuple(kinds))
        return self.offers

    def javaScriptConsoleMessage(self, level: object, text: str, line: int, source: str) -> None:  # noqa: N802, ARG002 - Qt's own
        self.complaints.append(text)


class Browser:
    """A phone's browser with cookies of its own."""

    def __init__(self, bot: QtBot, link: str) -> None:
        self.bot = bot
        self.profile = QWebEngineProfile()
        self.page = PhonePage(self.profile)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(*PHONE)
        self.view.show()
        self.view.load(QUrl(link))

    def wait(self, fact: Callable[[], object], seconds: float = 30.0) -> None:
        self.bot.waitUntil(lambda: bool(fact()), timeout=round(seconds * 1000))

    def script(self, text: str) -> Any:  # noqa: ANN401 - whatever the page answers
        found: list[Any] = []
        self.page.runJavaScript(text, 0, found.append)
        self.wait(lambda: found)
        return found[0]

    def reads(self, words: str, selector: str = "body") -> None:
        """Wait until the page says it."""
        self.wait(lambda: words in str(self.script(f"document.querySelector('{selector}')?.innerText")))

    def choose(self, way: str, *paths: Path) -> None:
        """Touch a button, and choose files in what opens."""
        self.page.offers = [str(path) for path in paths]
        count = len(self.page.accepted)
        box = json.loads(self.script(f"JSON.stringify(document.querySelector('#{way}').getBoundingClientRect())"))
        middle = QPointF(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2).toPoint()
        surface = self.view.focusProxy()
        assert surface is not None
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=middle)
        self.wait(lambda: len(self.page.accepted) > count)

    def end(self) -> None:
        """Close it: page, then view, then profile."""
        self.view.setPage(None)  # type: ignore[arg-type]  # Qt's own way to say none
        self.page.deleteLater()
        self.view.close()
        self.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.profile.deleteLater()


Open = Callable[[str], Browser]


@pytest.fixture
def open_link(qtbot: QtBot) -> Iterator[Open]:
    browsers: list[Browser] = []

    def open_it(link: str) -> Browser:
        browsers.append(Browser(qtbot, link))
        return browsers[-1]

    yield open_it
    for each in browsers:
        each.end()


def photo(path: Path, colour: str) -> Path:
    Image.new("RGB", (300, 400), colour).save(path)
    return path


# --- into the tray ---


class Idle:
    """A delivery that has nothing to do."""

    def __init__(self, _listener: object) -> None:
        pass

    def start(self) -> None:
        """Nothing starts."""

    def stop(self, wait: float | None = None) -> bool:  # noqa: ARG002 - it ends at once
        return True

    def wake(self) -> None:
        """Nothing to look for."""


@pytest.fixture
def bridge(qtbot: QtBot, box: Sandbox, tmp_path: Path) -> Iterator[Bridge]:
    config = Config(box.url, box.url, tmp_path / "data", sandbox=True)
    config.data_dir.mkdir()
    desk = open_sandbox_desk(box, config)
    bridge = Bridge(desk, Idle)
    bridge.phone.places = lambda: (HERE,)
    bridge.start()
    qtbot.waitUntil(lambda: bridge.is_loaded)
    yield bridge
    bridge.stop()
    desk.close()


def test_what_is_chosen_on_the_phone_lands_in_the_tray(
    qtbot: QtBot, bridge: Bridge, open_link: Open, tmp_path: Path
) -> None:
    bridge.phone.open()
    qtbot.waitUntil(lambda: bridge.phone.facts.stage is Stage.OPEN)
    browser = open_link(bridge.phone.facts.link)
    browser.reads("Forbundet til computeren", "#status")
    browser.wait(lambda: bridge.phone.facts.joined)
    browser.choose("take", photo(tmp_path / "bøn.png", "red"))
    browser.reads("Modtaget: det ligger i bakken", "#list")
    broken = tmp_path / "noter.pdf"
    broken.write_bytes(b"none of it")
    browser.choose("choose", photo(tmp_path / "to.png", "green"), broken, tmp_path / "bøn.png")
    browser.reads("Findes allerede", "#list")
    browser.reads("Hverken billede, PDF, e-faktura eller mail", "#list")
    browser.wait(lambda: len(bridge.receipts) == 2)
    assert sorted(name(each) for each in bridge.receipts.values()) == ["bøn.png", "to.png"]
    assert bridge.phone.facts.photos == 2
    assert browser.page.accepted == [("image/*",), ("image/*", "application/pdf")]
    assert browser.page.complaints == []  # nothing that the page's own policy forbids


def name(receipt: Receipt) -> str:
    return receipt.originals[0].name


# --- when it doesn't go as it should ---


class Album:
    """Takes photos, when it is let."""

    def __init__(self) -> None:
        self.photos: list[Photo] = []
        self.gate = threading.Event()

    def take(self, photo: Photo) -> Outcome:
        self.gate.wait(30)
        self.photos.append(photo)
        return Outcome(PhotoState.TAKEN)

    def greeted(self) -> None:
        """Hear that the first phone is there."""

    def sending(self, count: int) -> None:
        """Hear of photos on their way."""

    def settled(self) -> None:
        """Hear of one that has come."""

    def closed(self, why: Closed) -> None:
        """Hear that it has ended."""


@pytest.fixture
def album() -> Album:
    return Album()


@pytest.fixture
def server(album: Album) -> Iterator[PhoneServer]:
    server = PhoneServer(HERE, album.take, album, Limits(photo=100_000))
    yield server
    album.gate.set()
    server.close()
    server.join(10)


def test_an_answer_that_was_lost_is_asked_for_and_nothing_comes_twice(
    album: Album, server: PhoneServer, open_link: Open, tmp_path: Path
) -> None:
    browser = open_link(server.start())
    browser.reads("Forbundet til computeren", "#status")
    browser.choose("take", photo(tmp_path / "bon.png", "red"))
    browser.reads("Computeren lægger det på plads", "#list")
    for each in list(server._visits._open):
        each.shutdown(2)  # the network breaks while the computer writes
    browser.reads("Prøver igen", "#list")
    album.gate.set()
    browser.reads("Modtaget", "#list")
    assert [each.name for each in album.photos] == ["bon.png"]


def test_what_is_too_large_is_said_on_the_phone(
    album: Album, server: PhoneServer, open_link: Open, tmp_path: Path
) -> None:
    album.gate.set()
    large = tmp_path / "plakat.jpg"
    large.write_bytes(secrets.token_bytes(100_001))
    browser = open_link(server.start())
    browser.reads("Forbundet til computeren", "#status")
    browser.choose("choose", large, photo(tmp_path / "bon.png", "red"))
    browser.reads("For stor: højst 100", "#list")
    browser.reads("Modtaget", "#list")
    assert [each.name for each in album.photos] == ["bon.png"]


def test_a_second_phone_reads_why_it_may_not(album: Album, server: PhoneServer, open_link: Open) -> None:
    album.gate.set()
    link = server.start()
    first = open_link(link)
    first.reads("Forbundet til computeren", "#status")
    second = open_link(link)
    second.reads("En anden telefon bruger dette link")
    assert second.script("document.querySelectorAll('input').length") == 0
    first.view.reload()
    first.reads("Forbundet til computeren", "#status")


def test_a_link_that_has_closed_is_told_of(album: Album, server: PhoneServer, open_link: Open, tmp_path: Path) -> None:
    album.gate.set()
    browser = open_link(server.start())
    browser.reads("Forbundet til computeren", "#status")
    server.close()
    assert server.join(10)
    browser.choose("take", photo(tmp_path / "bon.png", "red"))
    browser.reads("Computeren svarer ikke", "#status")
    assert album.photos == []
