"""Every page at twice the size of text, in both languages: nothing is cut off, everything is named and reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as PytestQtTimeoutError
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings, Theme
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Link
from desktop.gui.journey_view import JourneyView
from desktop.gui.pages import Shown
from desktop.gui.settings import SettingsPage
from desktop.gui.theme import look
from desktop.gui.ways import WaysIn
from desktop.gui.window import MainWindow
from desktop.receipts.company import Company
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft
from desktop.receipts.states import Proof, State, Wish
from desktop.words import use_language
from tests.gui.shell.looked_at import cut_text, describe, name_of, shown_in, takes_focus

Photo = Callable[[str], Path]
PAGES = [Shown.WELCOME, Shown.WAYS, Shown.SETTINGS, Shown.OVERVIEW, Shown.OUTBOX, Shown.ARCHIVE, Shown.TRAY]
LONG = "Bogbinderiet Nørregade v/Åse Østergård-Mikkelsen og Sønner"


def usual(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test in one language and size, where neither can matter."""
    for name, value in (("size", 1.0), ("language", "da")):
        test = pytest.mark.parametrize(name, [value], indirect=True)(test)
    return test


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    look().use(Theme.LIGHT)
    yield request.param
    qapp.setFont(before)
    look().use(Theme.LIGHT)


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    use_language(request.param)
    return str(request.param)


@pytest.fixture
def window(
    qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk, make_photo: Photo, size: float, language: str
) -> Iterator[MainWindow]:
    desk.save_settings(Settings(language=language, seen_welcome=True, company_id=1))
    desk.company_table.save_list((Company(1, LONG, has_api=True), Company(2, "Gratis", has_api=False)))
    fill(desk, make_photo)
    window = MainWindow(bridge, replace(config, sandbox=True))
    qtbot.addWidget(window)
    window.resize(round(1240 * size), round(780 * size))
    with qtbot.waitSignal(bridge.loaded):
        window.show()
        bridge.start()
    yield window
    window.close_now()


def fill(desk: Desk, make_photo: Photo) -> None:
    fault = FaultNote(FaultCode.ACCOUNT_GONE, {"number": 7200, "field": "account"})
    for number, state in enumerate((State.ATTENTION, State.BOOKED, State.NEW)):
        (receipt,) = desk.take([make_photo(f"{number}.jpg")]).taken
        draft = Draft(LONG, date=dt.date(2026, 5, 16), amount=Decimal("1234567.00"), account=7200, paid_from=55000)
        kept = replace(desk.save_draft(receipt.id, draft), company_id=1, sent_at=receipt.added_at)
        waits = state is State.ATTENTION
        desk.receipt_table.save(replace(kept, state=state, fault=fault if waits else None, resume=State.CREATING))


def ready(window: MainWindow, shown: Shown) -> QWidget:
    """Show a page with everything opened that it can open."""
    window.pages.show_page(shown)
    page = window.pages.currentWidget()
    assert page is not None
    if isinstance(page, SettingsPage):
        page.connection.more.click()
        page.booked.click()
    ways = page.ways if isinstance(page, WaysIn) else page.connection.ways if isinstance(page, SettingsPage) else None
    for card in (ways.release, ways.own, ways.key) if ways else ():
        card.unfold.setChecked(True)
    window.closing.ask(3)
    settle()
    return page


def settle() -> None:
    """Let what was told be counted, and what was counted be laid out."""
    for _step in range(3):
        QApplication.processEvents()


def test_the_question_about_the_folder_is_not_cut_off(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    bridge.held_changed.emit(True)  # noqa: FBT003 - a signal's payload
    settle()
    assert window.held.isVisible()
    assert_whole(qtbot, window)


@pytest.mark.parametrize("shown", PAGES)
def test_no_text_is_cut_off(qtbot: QtBot, window: MainWindow, shown: Shown) -> None:
    ready(window, shown)
    assert_whole(qtbot, window)


def assert_whole(qtbot: QtBot, window: MainWindow) -> None:
    """No text is cut off once everything has its place: a look-alike may be found, and told, at any moment."""

    def cut() -> list[str]:
        return [said for widget in shown_in(window) if (said := cut_text(widget))]

    with suppress(PytestQtTimeoutError):  # what is cut is told below
        qtbot.waitUntil(lambda: not cut(), timeout=5_000)
    assert not cut()


@pytest.mark.parametrize("shown", PAGES)
@pytest.mark.parametrize("size", [2.0], indirect=True)
def test_a_small_window_with_large_text_keeps_header_and_status_whole(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, shown: Shown
) -> None:
    window.pages.show_page(shown)
    window.resize(1000, 650)
    qtbot.waitUntil(lambda: bridge.connection.link is Link.LOGGED_OUT)
    parts = [w for part in (window.header, window.status) for w in part.findChildren(QWidget)]

    def cut() -> list[str]:
        return [said for w in parts if w.isVisible() and (said := cut_text(w))]

    qtbot.waitUntil(lambda: cut() == [])
    rights = {describe(w): w.mapTo(window, w.rect().topRight()).x() for w in parts if w.isVisible()}
    assert max(rights.values()) < window.width(), rights
    assert window.header.height() >= window.header.sizeHint().height()


@pytest.mark.parametrize("shown", PAGES)
@pytest.mark.parametrize("size", [1.0], indirect=True)
def test_every_control_has_a_name(window: MainWindow, shown: Shown) -> None:
    ready(window, shown)
    nameless = [describe(w) for w in shown_in(window) if takes_focus(w) and not name_of(w)]
    assert not nameless


@pytest.mark.parametrize(
    "shown", [Shown.WELCOME, Shown.WAYS, Shown.SETTINGS, Shown.OVERVIEW, Shown.OUTBOX, Shown.ARCHIVE]
)
@usual
def test_tab_reaches_every_control(window: MainWindow, shown: Shown) -> None:
    page = ready(window, shown)
    wanted = {
        w for w in page.findChildren(QWidget) if w.isVisible() and takes_focus(w) and not isinstance(w, QRadioButton)
    }
    # Tab leads to one radio button of a group, arrow keys to the others.
    reached: set[QWidget] = set()
    for _step in range(120):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
    assert not [describe(w) for w in wanted - reached]


@pytest.mark.parametrize("shown", [Shown.WELCOME, Shown.WAYS, Shown.SETTINGS, Shown.OVERVIEW])
def test_pages_scroll_down_but_never_sideways(window: MainWindow, shown: Shown) -> None:
    page = ready(window, shown)
    assert isinstance(page, QScrollArea)
    inner, viewport = page.widget(), page.viewport()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= viewport.width()


@usual
def test_names_of_files_without_a_space_stay_in_the_panel(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    page = ready(window, Shown.ARCHIVE)
    assert isinstance(page, JourneyView)
    facts = page.facts
    receipt = next(r for r in bridge.receipts.values() if r.state is State.BOOKED)
    facts.show_receipt(replace(receipt, file_name="x" * 80, draft=replace(receipt.draft, supplier="y" * 200)))
    qtbot.waitUntil(lambda: not [w for w in facts.findChildren(QLabel) if w.isVisible() and cut_text(w)])
    assert facts.trail.mapTo(facts, facts.trail.rect().topRight()).x() <= facts.viewport().width()


@usual
def test_a_question_left_open_is_no_answer(window: MainWindow, bridge: Bridge) -> None:
    page = ready(window, Shown.SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.booked.isChecked()
    window.pages.show_page(Shown.TRAY)
    window.pages.show_page(Shown.SETTINGS)
    assert page.draft.isChecked()
    assert not page.question.isVisible()
    assert not bridge.settings.book


@usual
def test_booking_is_confirmed_once_by_keyboard(qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk) -> None:
    page = ready(window, Shown.SETTINGS)
    assert isinstance(page, SettingsPage)
    QTest.keyClick(page.confirm, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.settings().book and desk.settings().book_confirmed)
    page.draft.click()
    qtbot.waitUntil(lambda: not desk.settings().book)
    page.booked.click()
    assert bridge.settings.book, "it was confirmed before"
    assert not page.question.isVisible()


@pytest.mark.parametrize("shown", [Shown.SETTINGS, Shown.WAYS])
@usual
def test_pages_end_where_their_words_end(window: MainWindow, shown: Shown) -> None:
    page = ready(window, shown)
    assert isinstance(page, QScrollArea)
    inner = page.widget()
    assert inner is not None
    assert inner.height() <= max(page.viewport().height(), inner.heightForWidth(page.viewport().width()))


@usual
def test_passwords_are_hidden(window: MainWindow) -> None:
    page = ready(window, Shown.WAYS)
    hidden = [f for f in page.findChildren(QLineEdit) if f.echoMode() is QLineEdit.EchoMode.Password]
    assert len(hidden) == 3


FOREIGN: dict[str, str | int | float] = {
    "guid": "g", "number": 0, "booked": 0, "date": "2026-05-15", "amount": "99.50", "account": 2000,
    "description": "Scannet bilag fra Dineros egen mobilapp", "kind": "cash",
}  # fmt: skip
ASKING: dict[str, dict[str, Any]] = {
    "foreign": {"state": State.ATTENTION, "fault": FaultNote(FaultCode.FOREIGN_VOUCHER, FOREIGN), "rival_guid": "g"},
    "theirs booked": {
        "state": State.ATTENTION,
        "fault": FaultNote(FaultCode.FOREIGN_VOUCHER, {**FOREIGN, "booked": 1, "number": 1234}),
    },
    "twin": {
        "state": State.ATTENTION,
        "fault": FaultNote(FaultCode.TWIN_IN_DINERO, {"name": f"20260516-{'x' * 50}.jpg", "date": "2026-05-16"}),
    },
    "removed": {"state": State.REMOVED, "fault": FaultNote(FaultCode.DELETED_IN_DINERO), "file_guid": "f"},
    "offset": {"state": State.BOOKED, "fault": FaultNote(FaultCode.BOOKED_ALREADY)},
    "draft": {"state": State.DRAFTED, "proof": Proof.STORED},
    "copy differs": {"state": State.DRAFTED, "proof": Proof.DIFFERS, "file_name": "20260516-netto.jpg"},
    "undoing": {"state": State.UPLOADING, "wish": Wish.UNDO},
}


@pytest.mark.parametrize("asking", ASKING)
def test_what_is_asked_is_whole_named_and_reached(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, asking: str
) -> None:
    page = ready(window, Shown.ARCHIVE)
    assert isinstance(page, JourneyView)
    receipt = next(r for r in bridge.receipts.values() if r.state is State.BOOKED)
    shown = replace(receipt, delivered_at=receipt.added_at, proven_at=receipt.added_at, **ASKING[asking])
    page.facts.show_receipt(shown)
    qtbot.waitUntil(lambda: not [w for w in page.facts.findChildren(QWidget) if w.isVisible() and cut_text(w)])
    inner = page.facts.widget()
    assert inner is not None
    parts = [w for w in inner.findChildren(QWidget) if w.isVisible()]
    assert max(w.mapTo(inner, w.rect().topRight()).x() for w in parts) < page.facts.viewport().width()
    assert not [describe(w) for w in page.facts.findChildren(QAbstractButton) if w.isVisible() and not name_of(w)]
    assert all(takes_focus(made) for made in page.facts.card.buttons.values())
