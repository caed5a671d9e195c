"""Receipts that were sent: what the outbox and the archive say about each, and what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.journey_view import JourneyView
from desktop.gui.pages import Shown
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State

Photo = Callable[[str], Path]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Keep = Callable[..., Receipt]


def journey(window: MainWindow, shown: Shown) -> JourneyView:
    window.pages.show_page(shown)
    view = window.pages.currentWidget()
    assert isinstance(view, JourneyView)
    return view


def test_a_receipt_that_needs_the_user_says_why_and_goes_back_to_the_tray(
    qtbot: QtBot, window: MainWindow, keep: Keep, bridge: Bridge, photo: Path, make_photo: Photo
) -> None:
    fault = FaultNote(FaultCode.ACCOUNT_GONE, {"number": 7200, "field": "account"})
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo("andet.jpg")])
    kept = keep(photo, state=State.ATTENTION, fault=fault, resume=State.CREATING)
    view = journey(window, Shown.OUTBOX)
    assert view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Netto, 16.05.2026, 125,00")
    assert view.facts.back.isVisible()
    QTest.mouseClick(view.facts.back, LEFT)
    qtbot.waitUntil(lambda: bridge.receipts[kept.id].editable)
    tray = window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    qtbot.waitUntil(lambda: tray.list.selected_ids() == (kept.id,))


def test_what_waits_for_a_login_says_so(window: MainWindow, keep: Keep, photo: Path) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=3)
    keep(photo, state=State.QUEUED, fault=FaultNote(FaultCode.NOT_LOGGED_IN), not_before=before)
    spoken = journey(window, Shown.OUTBOX).list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Venter på login")


def test_nobody_is_said_to_ask_dinero_while_nobody_is_logged_in(
    qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path, bridge: Bridge
) -> None:
    keep(photo, state=State.UNCERTAIN, resume=State.UPLOADING, fault=FaultNote(FaultCode.TIMEOUT))
    view = journey(window, Shown.OUTBOX)

    def told() -> str:
        return str(view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))

    def said_beside() -> list[str]:
        return [each.text() for each in view.facts.findChildren(QLabel) if each.isVisible()]

    qtbot.waitUntil(lambda: bridge.connection.link is Link.LOGGED_OUT)
    assert told().endswith("Venter på login")
    qtbot.waitUntil(lambda: "Venter på login" in said_beside())
    assert not any("Spørger Dinero" in words for words in said_beside())
    bridge.connection = Connection(Link.ONLINE)
    bridge.connection_changed.emit(bridge.connection)
    assert told().endswith("Sender · spørger Dinero, hvad der blev af det")
    qtbot.waitUntil(lambda: "Sender · spørger Dinero, hvad der blev af det" in said_beside())


def test_a_receipt_on_its_way_is_not_said_to_be_sent(window: MainWindow, keep: Keep, photo: Path) -> None:
    keep(photo, state=State.QUEUED, sent_at=dt.datetime.now(dt.UTC))
    view = journey(window, Shown.OUTBOX)
    said = [each.text() for each in view.facts.findChildren(QLabel) if each.isVisible()]
    assert "Sendes siden" in said
    assert "Sendt" not in said


def test_what_waits_says_for_what_and_until_when(window: MainWindow, keep: Keep, photo: Path) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=3)
    keep(photo, state=State.QUEUED, fault=FaultNote(FaultCode.OFFLINE), not_before=later)
    view = journey(window, Shown.OUTBOX)
    spoken = view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"Venter på internettet · igen kl. {later.astimezone():%H:%M}" in spoken
    assert view.facts.try_now.isVisible()
    assert view.facts.undo.isVisible()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.DRAFTED}, "I Dinero · kladde, ikke bogført"),
        ({"state": State.BOOKED, "voucher_number": 1234}, "I Dinero · bogført · bilag 1234"),
    ],
)
def test_the_archive_says_draft_or_booked(
    qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path, fields: dict[str, object], words: str
) -> None:
    keep(photo, **fields)
    view = journey(window, Shown.ARCHIVE)
    qtbot.waitUntil(lambda: view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) is not None)
    assert words in view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_ctrl_f_finds_in_the_archive(qtbot: QtBot, window: MainWindow, keep: Keep, make_photo: Photo) -> None:
    for number, name in enumerate(("a.jpg", "b.jpg")):
        keep(make_photo(name), state=State.BOOKED, voucher_number=700 + number)
    view = journey(window, Shown.ARCHIVE)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.search.hasFocus)
    QTest.keyClicks(view.search, "701 netto")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    QTest.keyClicks(view.search, " findes ikke")
    qtbot.waitUntil(view.no_match.isVisible)
    assert "findes ikke" in view.no_match.title.text()
