"""The phone as a camera, from the window: off until it is asked for, a code that can be read, and an end."""

from __future__ import annotations

import hashlib
import io
import ipaddress
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Theme
from desktop.desk import Desk
from desktop.desk.diagnostics import write_diagnostics
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.notices import Notices
from desktop.gui.pages import Shown
from desktop.gui.phone.facts import PhoneFacts, Stage
from desktop.gui.phone.networks import own_places
from desktop.gui.phone.panel import PhonePanel
from desktop.gui.theme import look
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from desktop.phone import Closed, Limits, Place
from desktop.words import use_language

LOOP = Place(ipaddress.IPv4Interface("127.0.0.1/24"), "lo")
OTHER = Place(ipaddress.IPv4Interface("127.0.0.5/24"), "Wi-Fi 5")
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""A panel that is shown alone is a window, on a screen without a window manager."""


class Phone:
    """A browser in a thread of its own, as the window goes on meanwhile."""

    def __init__(self, bot: QtBot, link: str) -> None:
        self.bot, self.link = bot, link
        self.http = requests.Session()
        self.http.trust_env = False
        parts = urlsplit(link)
        self.headers = {"Origin": f"{parts.scheme}://{parts.netloc}"}

    def _do(self, ask: Callable[[], requests.Response]) -> requests.Response:
        found: list[requests.Response] = []
        thread = threading.Thread(target=lambda: found.append(ask()))
        thread.start()
        self.bot.waitUntil(lambda: not thread.is_alive(), timeout=60_000)
        return found[0]

    def hello(self) -> int:
        return self._do(lambda: self.http.post(self.link + "/hello", headers=self.headers, timeout=50)).status_code

    def send(self, data: bytes, name: str = "bon.jpg") -> dict[str, str]:
        path, told = f"{self.link}/photos/{secrets.token_hex(16)}", self.headers | {"X-Name": name}
        answer: dict[str, str] = self._do(lambda: self.http.put(path, data, headers=told, timeout=50)).json()
        return answer


@pytest.fixture
def bridge_on_loop(bridge: Bridge) -> Iterator[Bridge]:
    bridge.phone.places = lambda: (LOOP, OTHER)
    yield bridge
    look().use(Theme.LIGHT)


class Opened:
    """A link and the panel that shows it."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.notices = Notices(bridge)
        self.panel = PhonePanel(bridge.phone)

    @property
    def facts(self) -> PhoneFacts:
        return self.bridge.phone.facts

    def rebuild(self) -> None:
        """Make the panel anew, in today's language."""
        self.panel.deleteLater()
        self.panel = PhonePanel(self.bridge.phone)


@pytest.fixture
def closed(qtbot: QtBot, bridge_on_loop: Bridge) -> Opened:
    """A panel without a link."""
    look().use(Theme.LIGHT)
    made = Opened(bridge_on_loop)
    made.panel.resize(820, 240)
    qtbot.addWidget(made.panel)
    return made


@pytest.fixture
def opened(qtbot: QtBot, closed: Opened) -> Opened:
    """An open link."""
    closed.bridge.phone.open()
    qtbot.waitUntil(lambda: closed.facts.stage is Stage.OPEN, timeout=20_000)
    return closed


def phone_of(bot: QtBot, opened: Opened) -> Phone:
    phone = Phone(bot, opened.facts.link)
    assert phone.hello() == 200
    bot.waitUntil(lambda: opened.facts.joined, timeout=20_000)
    return phone


def can_connect(link: str) -> bool:
    parts = urlsplit(link)
    try:
        socket.create_connection((str(parts.hostname), int(parts.port or 0)), 5).close()
    except OSError:
        return False
    return True


def read_code(widget: QWidget) -> list[str]:
    """Return what a phone's camera reads in a picture of a widget."""
    data, picture = QByteArray(), widget.grab()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    with Image.open(io.BytesIO(bytes(data.data()))) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


# --- opening ---


def test_nothing_listens_before_it_is_asked_for_and_then_the_window_shows_it(
    qtbot: QtBot, bridge_on_loop: Bridge, window: MainWindow
) -> None:
    phone = bridge_on_loop.phone
    assert phone.facts.stage is Stage.OFF
    assert not window.phone.isVisible()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("phone-")]
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: phone.facts.stage is Stage.OPEN, timeout=20_000)
    assert window.phone.isVisible()
    assert window.phone.stop.hasFocus()
    assert read_code(window.phone) == [phone.facts.link]
    link = phone.facts.link
    window.stays = lambda: True
    window.close()  # it only hides, but takes the link along
    qtbot.waitUntil(lambda: not can_connect(link), timeout=20_000)
    assert phone.facts.stage is Stage.OFF


def test_the_empty_tray_offers_it(qtbot: QtBot, bridge_on_loop: Bridge, window: MainWindow) -> None:
    tray = window.pages.page(Shown.TRAY)
    assert isinstance(tray, TrayView)
    assert tray.empty.phone.text() == "Brug telefonen"
    QTest.mouseClick(tray.empty.phone, LEFT)
    qtbot.waitUntil(lambda: bridge_on_loop.phone.facts.stage is Stage.OPEN, timeout=20_000)
    for width, height in ((820, 500), (1240, 780)):
        window.resize(width, height)
        qtbot.waitUntil(lambda: window.phone.height() >= window.phone.heightForWidth(window.phone.width()))
        assert read_code(window) == [bridge_on_loop.phone.facts.link]


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_code_on_the_screen_is_the_link(qtbot: QtBot, opened: Opened, theme: Theme) -> None:
    look().use(theme)
    qtbot.waitUntil(opened.panel.code.isVisible)
    link = opened.facts.link
    assert read_code(opened.panel) == [link]
    assert opened.panel.address.text().replace("\u200b", "") == link
    assert opened.panel.code.accessibleName() == "QR-kode med linket"


def test_it_says_what_is_not_protected(opened: Opened) -> None:
    assert "ikke krypteret" in opened.panel.safety.text()
    assert opened.panel.time.text().startswith("Lukker om ")


def test_another_network_can_be_chosen(qtbot: QtBot, opened: Opened) -> None:
    before = opened.facts.link
    assert opened.panel.network.isVisible()
    opened.panel.network.setFocus()
    QTest.keyClick(opened.panel.network, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: opened.facts.place == OTHER)
    assert opened.facts.link.startswith("http://127.0.0.5:")
    assert not can_connect(before)


def test_without_a_network_it_says_what_to_do(qtbot: QtBot, closed: Opened) -> None:
    phone = closed.bridge.phone
    phone.places = lambda: ()
    phone.open()
    qtbot.waitUntil(lambda: closed.facts.stage is Stage.FAILED, timeout=20_000)
    assert closed.panel.title.text() == "Computeren er ikke på et lokalt netværk"
    phone.places = lambda: (LOOP,)
    QTest.mouseClick(closed.panel.anew, LEFT)
    qtbot.waitUntil(lambda: closed.facts.stage is Stage.OPEN, timeout=20_000)


def test_the_computers_own_addresses_are_private_and_no_loop() -> None:
    for place in own_places():
        assert place.interface.ip.is_private
        assert not place.interface.ip.is_loopback


# --- photos ---


def test_a_photo_is_in_the_vault_when_the_phone_hears_of_it(
    qtbot: QtBot, opened: Opened, desk: Desk, photo: Path
) -> None:
    phone = phone_of(qtbot, opened)
    qtbot.waitUntil(lambda: not opened.panel.code.isVisible())
    assert opened.panel.title.text() == "Telefonen er forbundet"
    data = photo.read_bytes()
    assert phone.send(data)["state"] == "taken"
    (receipt,) = desk.receipts()
    assert receipt.originals[0].sha256 == hashlib.sha256(data).hexdigest()
    assert desk.path_of(receipt.originals[0]).read_bytes() == data
    qtbot.waitUntil(lambda: receipt.id in opened.bridge.receipts)
    qtbot.waitUntil(lambda: opened.panel.count.text() == "1 billede modtaget")  # no longer "et er på vej"
    assert opened.notices.all[-1].title == "1 bilag ligger i bakken"
    assert phone.send(data) == {"state": "known", "title": "", "text": ""}


def test_what_is_refused_is_told_on_phone_and_computer(qtbot: QtBot, opened: Opened, desk: Desk) -> None:
    phone = phone_of(qtbot, opened)
    told = phone.send(b"none of it", "noter.docx")
    assert told["state"] == "refused"
    assert told["title"] == "Hverken billede, PDF, e-faktura eller mail"
    assert "Brug et foto" in told["text"]
    assert desk.receipts() == ()
    qtbot.waitUntil(lambda: any("noter.docx" in each.title for each in opened.notices.all))


def test_a_folder_that_cannot_be_written_is_told_and_the_photo_may_come_again(
    qtbot: QtBot, opened: Opened, desk: Desk, photo: Path
) -> None:
    phone = phone_of(qtbot, opened)
    vault = desk.config.vault_dir
    vault.write_bytes(b"in its place")
    told = phone.send(photo.read_bytes())
    assert told["state"] == "refused"
    assert told["text"]
    assert desk.receipts() == ()
    vault.unlink()
    assert phone.send(photo.read_bytes())["state"] == "taken"


def test_a_new_code_is_for_another_phone(qtbot: QtBot, opened: Opened) -> None:
    phone_of(qtbot, opened)
    first = opened.facts.link
    QTest.mouseClick(opened.panel.anew, LEFT)
    qtbot.waitUntil(lambda: opened.facts.stage is Stage.OPEN)
    assert opened.facts.link != first
    assert not can_connect(first)
    assert opened.panel.code.isVisible()
    phone_of(qtbot, opened)


def test_hints_come_when_no_phone_does(qtbot: QtBot, opened: Opened) -> None:
    assert not opened.panel.hint.isVisible()
    opened.bridge.phone._opened_at -= 61
    qtbot.waitUntil(opened.panel.hint.isVisible)
    assert "gæstenetværk" in opened.panel.hint.text()
    phone_of(qtbot, opened)
    assert not opened.panel.hint.isVisible()


# --- encrypted ---


def test_it_can_be_encrypted_and_shows_the_fingerprint_that_phones_show(
    qtbot: QtBot, opened: Opened, desk: Desk
) -> None:
    opened.panel.encrypted.setFocus()
    QTest.keyClick(opened.panel.encrypted, Qt.Key.Key_Space)
    facts = opened.bridge.phone
    qtbot.waitUntil(lambda: facts.facts.link.startswith("https://"))
    parts = urlsplit(facts.facts.link)
    pem = ssl.get_server_certificate((str(parts.hostname), int(parts.port or 0)), timeout=20)
    fingerprint = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    assert fingerprint.upper() in opened.panel.safety.text().replace(" ", "")
    assert read_code(opened.panel) == [facts.facts.link]
    qtbot.waitUntil(lambda: desk.settings().phone_encrypted)


# --- its end ---


def test_stop_ends_it(qtbot: QtBot, opened: Opened) -> None:
    link = opened.facts.link
    QTest.keyClick(opened.panel.stop, Qt.Key.Key_Return)
    assert not opened.panel.isVisible()
    qtbot.waitUntil(lambda: not can_connect(link))
    assert opened.facts.link == ""


def test_it_closes_by_itself(qtbot: QtBot, closed: Opened) -> None:
    closed.bridge.phone._limits = Limits(quiet_seconds=0.5)
    closed.bridge.phone.open()
    qtbot.waitUntil(lambda: closed.facts.stage is Stage.ENDED, timeout=20_000)
    assert closed.panel.title.text() == (
        "Linket til telefonen har lukket sig selv: der kom ingen billeder i et stykke tid."
    )
    assert closed.panel.anew.text() == "Åbn igen"
    QTest.mouseClick(closed.panel.stop, LEFT)
    assert not closed.panel.isVisible()


def test_another_address_of_the_computer_ends_it(qtbot: QtBot, opened: Opened) -> None:
    opened.bridge.phone.places = lambda: (OTHER,)
    opened.bridge.phone._ticks = 4
    qtbot.waitUntil(lambda: opened.facts.why is Closed.MOVED, timeout=20_000)
    assert "et andet netværk" in opened.panel.title.text()


def test_a_computer_that_slept_ends_it(qtbot: QtBot, opened: Opened) -> None:
    opened.bridge.phone._wall -= 3600
    qtbot.waitUntil(lambda: opened.facts.why is Closed.SLEPT, timeout=20_000)


def test_a_log_out_ends_it_but_not_the_lack_of_a_login(qtbot: QtBot, opened: Opened) -> None:
    bridge = opened.bridge
    bridge._set_connection(Connection(Link.LOGGED_OUT))
    assert bridge.phone.facts.stage is Stage.OPEN
    bridge._set_connection(Connection(Link.ONLINE))
    bridge.log_out()
    qtbot.waitUntil(lambda: bridge.phone.facts.why is Closed.LEFT, timeout=20_000)


def test_the_end_of_the_window_is_its_end(opened: Opened) -> None:
    link = opened.facts.link
    opened.bridge.stop()
    assert not can_connect(link)
    assert not [thread for thread in threading.enumerate() if thread.name == "phone-server"]


def test_one_that_is_being_opened_when_the_window_ends_does_not_stay(bridge_on_loop: Bridge) -> None:
    entered, go = threading.Event(), threading.Event()

    def slow() -> tuple[Place, ...]:
        entered.set()
        go.wait(20)
        return (LOOP,)

    bridge_on_loop.phone.places = slow
    bridge_on_loop.phone.open()
    assert entered.wait(20)
    bridge_on_loop.phone.stop()
    go.set()
    assert bridge_on_loop.crew.idle(20)
    until = time.monotonic() + 20
    while [thread for thread in threading.enumerate() if thread.name == "phone-server"]:
        assert time.monotonic() < until
        time.sleep(0.02)


# --- words and secrets ---


def test_it_speaks_another_language_at_once(opened: Opened) -> None:
    use_language("en")
    opened.rebuild()
    assert opened.panel.title.text() == "Scan the code with the phone's camera"
    assert read_code(opened.panel) == [opened.facts.link]


def test_no_report_holds_the_secret(qtbot: QtBot, opened: Opened, desk: Desk, tmp_path: Path, photo: Path) -> None:
    phone_of(qtbot, opened).send(photo.read_bytes())
    facts = opened.facts
    secret = urlsplit(facts.link).path[1:]
    report = tmp_path / "report.zip"
    write_diagnostics(desk, report, stopped=lambda: False)
    assert secret.encode() not in report.read_bytes()
    for path in (p for p in desk.config.data_dir.rglob("*") if p.is_file()):
        assert secret.encode() not in path.read_bytes(), path
    assert secret not in repr(facts)
    assert secret not in repr(replace(facts, photos=7))
