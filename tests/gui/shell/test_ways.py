"""The three ways in, on their page and in the settings: a key typed by a person, tried at a real server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.desk.chosen_session import ChosenSession
from desktop.gui.affairs import connection_of
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Link
from desktop.gui.pages import Shown
from desktop.gui.settings import SettingsPage
from desktop.gui.ways import Ways, WaysIn
from desktop.gui.window import MainWindow
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.sandbox import KAFFE, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.store import load_settings
from desktop.visma import MemoryHome, PersonalKey
from tests.gui.shell.conftest import IdleCourier

LEFT = Qt.MouseButton.LeftButton


class Home(MemoryHome):
    """A keyring in memory that can be away."""

    missing = False

    def set(self, name: str, value: str) -> None:
        if self.missing:
            raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT)
        super().set(name, value)

    def entries(self) -> int:
        return len(self._secrets)


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def home() -> Home:
    return Home()


@pytest.fixture
def config(box: Sandbox, tmp_path: Path) -> Config:
    return Config(box.url, box.url, tmp_path / "data", authz_url=box.url)


@pytest.fixture
def desk(config: Config, home: Home, tmp_path: Path) -> Iterator[Desk]:
    session = ChosenSession(config, {}, lambda: load_settings(config.settings_path), home, tmp_path / "locks")
    desk = Desk(config, session)
    desk.open()
    desk.save_settings(Settings(language="da", seen_welcome=True))
    yield desk
    desk.close()


@pytest.fixture
def couriers() -> list[IdleCourier]:
    return []


@pytest.fixture
def bridge(qapp: QApplication, desk: Desk, couriers: list[IdleCourier]) -> Iterator[Bridge]:  # noqa: ARG001 - first
    def make(listener: object) -> IdleCourier:
        couriers.append(IdleCourier(listener))  # type: ignore[arg-type]
        return couriers[-1]

    bridge = Bridge(desk, make)
    yield bridge
    assert bridge.stop()


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge, config: Config) -> Iterator[MainWindow]:
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    with qtbot.waitSignal(bridge.loaded):
        window.show()
        bridge.start()
    qtbot.waitUntil(lambda: bridge.connection.link is Link.LOGGED_OUT)
    yield window
    window.close_now()


def ways_page(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> WaysIn:
    """Choose "Connect to Dinero", as a person without any way in does."""
    with qtbot.waitSignal(bridge.registration_missing):
        QTest.mouseClick(window.header.company.connect_button, LEFT)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    return page


def press(made: QPushButton) -> None:
    """Press a button by the keyboard, wherever the page is scrolled to."""
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)


def write_key(ways: Ways, box: Sandbox, api_key: str | None = None) -> None:
    ways.key.unfold.setChecked(True)
    form = ways.key_fields
    write(form.client_id, box.personal_client_id)
    write(form.secret, box.personal_client_secret)
    write(form.api_key, api_key or box.api_key)


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_a_key_is_tried_kept_and_its_company_chosen(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, box: Sandbox, couriers: list[IdleCourier]
) -> None:
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box)
    form = page.key_fields
    with qtbot.waitSignal(bridge.way_kept):
        QTest.keyClick(form.api_key, Qt.Key.Key_Tab)
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return)
        assert not form.save.isEnabled(), "one at a time"
        assert form.waiting.isVisible()
    assert window.pages.current() is Shown.TRAY
    qtbot.waitUntil(lambda: bridge.connection.link is Link.ONLINE and bridge.book is not None)
    assert (bridge.settings.key_client, bridge.settings.company_id) == (box.personal_client_id, KAFFE)
    assert not form.secret.text()
    assert not form.api_key.text()
    qtbot.waitUntil(lambda: len(couriers) == 2)
    assert [c.started for c in couriers] == [False, True], "a new delivery counts by the key's client"
    qtbot.waitUntil(lambda: desk.settings() == bridge.settings)
    written = b"".join(p.read_bytes() for p in desk.config.data_dir.rglob("*") if p.is_file())
    assert box.personal_client_id.encode() in written
    assert box.api_key.encode() not in written
    assert box.personal_client_secret.encode() not in written


def test_a_refused_key_is_said_at_the_form_and_nothing_has_to_be_typed_again(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox, home: Home
) -> None:
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box, "sandbox-key-nobody")
    form = page.key_fields
    with qtbot.waitSignal(bridge.way_failed):
        press(form.save)
    assert "Dinero godtager ikke nøglen" in form.fault.text()
    assert form.fault.isVisible()
    assert form.save.isEnabled()
    assert not form.for_now.isVisible()
    assert form.secret.text() == box.personal_client_secret
    assert home.entries() == 0
    write(form.api_key, box.api_key)
    assert not form.fault.isVisible()
    with qtbot.waitSignal(bridge.way_kept):
        press(form.save)


def test_a_server_that_is_down_is_said_at_the_form(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox
) -> None:
    box.faults.add(BoxFault("429", "personal_token", retry_after=9))
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box)
    with qtbot.waitSignal(bridge.way_failed):
        press(page.key_fields.save)
    assert "9 sekunder" in page.key_fields.fault.text()


@pytest.mark.parametrize("empty", ["client_id", "secret", "api_key"])
def test_what_is_missing_is_said_at_the_field(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox, empty: str
) -> None:
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box)
    field: QLineEdit = getattr(page.key_fields, empty)
    field.clear()
    press(page.key_fields.save)
    assert page.key_fields.fault.isVisible()
    assert field.hasFocus()
    assert [r for r in box.state.requests if r["operation"] == "personal_token"] == []


def test_two_words_are_no_key(qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox) -> None:
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box, "to ord")
    with qtbot.waitSignal(bridge.way_failed):
        press(page.key_fields.save)
    assert "ikke en hel nøgle" in page.key_fields.fault.text()


def test_without_a_keyring_the_key_may_serve_until_the_program_is_closed(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, box: Sandbox, home: Home
) -> None:
    home.missing = True
    page = ways_page(qtbot, window, bridge)
    write_key(page.ways, box)
    form = page.key_fields
    with qtbot.waitSignal(bridge.way_failed):
        press(form.save)
    assert "nøglering" in form.fault.text()
    assert bridge.settings.key_client is None
    with qtbot.waitSignal(bridge.way_kept):
        press(form.for_now)
    qtbot.waitUntil(lambda: bridge.connection.link is Link.ONLINE)
    assert desk.logged_in()
    assert home.entries() == 0


def test_ones_own_client_may_serve_likewise(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, home: Home
) -> None:
    home.missing = True
    page = ways_page(qtbot, window, bridge)
    page.ways.own.unfold.setChecked(True)
    form = page.fields
    for field, text in ((form.client_id, "isv_x"), (form.secret, "hemmelig"), (form.redirect_uri, "https://x.dk/")):
        write(field, text)
    with qtbot.waitSignal(bridge.way_failed):
        press(form.save)
    assert not page.key_fields.fault.isVisible(), "the other form did not ask"
    with qtbot.waitSignal(bridge.login_wanted):
        press(form.for_now)
    assert desk.can_log_in()


def in_use(qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox) -> SettingsPage:
    """Set a key in the settings."""
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    page.connection.more.click()
    write_key(page.connection.ways, box)
    with qtbot.waitSignal(bridge.way_kept):
        press(page.connection.key_fields.save)
    qtbot.waitUntil(lambda: bridge.connection.link is Link.ONLINE)
    return page


def test_the_settings_show_which_way_is_used_and_forget_the_key(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, box: Sandbox, home: Home
) -> None:
    page = in_use(qtbot, window, bridge, box)
    ways = page.connection.ways
    assert window.pages.current() is Shown.SETTINGS
    assert (ways.key.in_use.isVisible(), ways.own.in_use.isVisible()) == (True, False)
    assert page.connection.log_out.text() == "Glem nøglen"
    with qtbot.waitSignal(bridge.connection_changed):
        press(ways.forget)
    assert bridge.connection.link is Link.LOGGED_OUT
    assert bridge.settings.key_client is None
    assert desk.settings().key_client is None
    assert home.entries() == 0
    assert not ways.key.in_use.isVisible()
    assert page.connection.log_out.text() == "Log ud"


def test_a_key_that_dinero_no_longer_takes_leads_to_the_ways_in(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, box: Sandbox
) -> None:
    in_use(qtbot, window, bridge, box)
    box.expire_access_tokens()
    box.faults.add(BoxFault("invalid_client", "personal_token", times=None))
    with qtbot.waitSignal(bridge.connection_changed, check_params_cb=lambda c: c.link is Link.LOGGED_OUT):
        bridge.refresh()
    window.pages.show_page(Shown.TRAY)
    page = ways_page(qtbot, window, bridge)
    assert page.ways.key.in_use.isVisible()
    assert page.key_fields.client_id.text() == box.personal_client_id


def test_a_key_survives_a_restart_and_another_setting(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, box: Sandbox
) -> None:
    in_use(qtbot, window, bridge, box)
    bridge.save_settings(replace(bridge.settings, book=True, book_confirmed=True))
    qtbot.waitUntil(lambda: desk.settings().book)
    assert desk.settings().key_client == box.personal_client_id


def test_a_key_from_the_command_line_is_not_lost_to_the_open_window(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, box: Sandbox
) -> None:
    assert window.isVisible()
    desk.keep_key(PersonalKey(box.personal_client_id, box.personal_client_secret, box.api_key))
    bridge.save_settings(replace(bridge.settings, book=True, book_confirmed=True))
    qtbot.waitUntil(lambda: desk.settings().book)
    assert desk.settings().key_client == box.personal_client_id


def test_each_way_says_what_it_needs_how_long_it_takes_and_how_it_is_done(
    qtbot: QtBot, window: MainWindow, bridge: Bridge
) -> None:
    ways = ways_page(qtbot, window, bridge).ways
    for card in (ways.release, ways.own, ways.key):
        folded = words_in(card)
        assert "Du skal bruge" in folded
        assert "Det tager" in folded
        QTest.keyClick(card.unfold, Qt.Key.Key_Space)
        assert "2." in words_in(card)
    assert "kun giver til eget brug" in words_in(ways.key)


def test_a_release_with_access_does_not_say_that_it_has_none(
    qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk
) -> None:
    assert desk.settings().language == "da"
    page = WaysIn(bridge, replace(config, built_in=True))
    qtbot.addWidget(page)
    assert "Denne udgave" not in words_in(page)
    assert "ingen registrering" not in words_in(page)


@pytest.mark.parametrize(
    ("note", "link"),
    [
        (FaultNote(FaultCode.LOGIN_EXPIRED, {"way": "key"}), Link.LOGGED_OUT),
        (FaultNote(FaultCode.CLIENT_UNKNOWN, {"way": "key"}), Link.LOGGED_OUT),
        (FaultNote(FaultCode.CLIENT_UNKNOWN), Link.OFFLINE),
        (FaultNote(FaultCode.OFFLINE), Link.OFFLINE),
    ],
)
def test_a_refused_key_is_no_dead_line(note: FaultNote, link: Link) -> None:
    assert connection_of(note).link is link
