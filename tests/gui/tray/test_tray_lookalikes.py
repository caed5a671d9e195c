"""Receipts that look alike: the mark in the list, the line over the tray, the comparison and its answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedLabel
from desktop.gui.tray.model import Role
from desktop.gui.tray.view import TrayView
from desktop.receipts.company import Company
from desktop.receipts.paper import Paper
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.resources import resource_path
from desktop.words import use_language
from tests.gui.tray.conftest import COMPANY

MakeTray = Callable[[], TrayView]
CONTROL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
TAG = Company(43, "Tag & Facade ApS", has_api=True, vat_number="DK13585628")
FILLED = Draft(
    supplier="Fjordtank", date=dt.date(2026, 11, 20), amount=Decimal("412.50"), account=7200, paid_from=55000
)


def saved_again(tmp_path: Path, name: str, turn: int = 0) -> Path:
    """Return the sample receipt as another program would save it."""
    with Image.open(resource_path("samples", "fjordtank.jpg")) as image:
        small = image.convert("RGB").rotate(turn, expand=True)
        small.thumbnail((900, 900))
        small.save(tmp_path / name, quality=55)
    return tmp_path / name


@pytest.fixture
def twice(connected: Desk, tmp_path: Path) -> tuple[Receipt, Receipt]:
    """One receipt in the tray twice: as it is, and photographed again, on its side."""
    first = connected.take([resource_path("samples", "fjordtank.jpg")]).taken[0]
    second = connected.take([saved_again(tmp_path, "igen.jpg", turn=90)]).taken[0]
    for receipt in (first, second):
        connected.save_draft(receipt.id, FILLED)
    return first, second


def _warned(qtbot: QtBot, bridge: Bridge, receipt: Receipt) -> None:
    qtbot.waitUntil(lambda: receipt.id in bridge.likeness.cautions, timeout=10_000)


def test_the_second_is_marked_and_control_enter_compares_before_it_sends(
    qtbot: QtBot, bridge: Bridge, desk: Desk, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    first, second = twice
    tray = make_tray()
    _warned(qtbot, bridge, second)
    assert first.id not in bridge.likeness.cautions
    row = tray.model.index_of(second.id).data(Role.ROW)
    assert "Ligner et andet" in row.words
    tray.select(second.id)
    assert tray.alike.bar.isVisible()
    QTest.keyClick(tray.list, ENTER, CONTROL)
    qtbot.waitUntil(tray.alike.view.isVisible)
    qtbot.waitUntil(lambda: tray.alike.view.other.receipt is not None)
    assert tray.alike.view.other.receipt == bridge.receipts[first.id]
    assert desk.receipt(second.id).state is State.READY
    QTest.keyClick(tray.alike.view.keep, ENTER, CONTROL)
    qtbot.waitUntil(lambda: desk.receipt(second.id).state is State.QUEUED)
    assert not tray.alike.view.isVisible()


def test_throwing_out_can_be_undone(
    qtbot: QtBot, bridge: Bridge, desk: Desk, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    _first, second = twice
    tray = make_tray()
    _warned(qtbot, bridge, second)
    tray.select(second.id)
    QTest.keyClick(tray.list, Qt.Key.Key_D, CONTROL)
    qtbot.waitUntil(lambda: tray.alike.view.other.receipt is not None)
    QTest.keyClick(tray.alike.view.keep, Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: desk.receipt(second.id).state is State.BINNED)
    assert not tray.alike.view.isVisible()
    bridge.undo()
    qtbot.waitUntil(lambda: desk.receipt(second.id).state is State.READY)
    _warned(qtbot, bridge, second)


def test_send_all_leaves_the_second_and_shows_it(
    qtbot: QtBot, bridge: Bridge, desk: Desk, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    first, second = twice
    tray = make_tray()
    _warned(qtbot, bridge, second)
    QTest.keyClick(tray.list, ENTER, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(tray.alike.view.isVisible)
    assert desk.receipt(first.id).state is State.QUEUED
    assert desk.receipt(second.id).state is State.READY
    assert tray.current() == second.id


@pytest.fixture
def elsewhere(connected: Desk, tmp_path: Path) -> Receipt:
    """A receipt that is made out to another company of the user's."""
    connected.company_table.save_list((COMPANY, TAG))
    Image.new("RGB", (90, 60), "teal").save(tmp_path / "faktura.png")
    receipt = connected.take([tmp_path / "faktura.png"]).taken[0]
    connected.guards.likeness.papers.save(receipt, Paper(buyer_cvr="13585628"))
    return connected.save_draft(receipt.id, FILLED)


def test_one_made_out_to_another_company_is_sent_here_only_when_that_is_said(
    qtbot: QtBot, bridge: Bridge, desk: Desk, elsewhere: Receipt, make_tray: MakeTray
) -> None:
    tray = make_tray()
    _warned(qtbot, bridge, elsewhere)
    bar = tray.alike.bar
    assert bar.isVisible()
    assert "Tag & Facade ApS" in bar.words.text()
    QTest.keyClick(tray.list, ENTER, CONTROL)
    assert bar.there.hasFocus()
    assert desk.receipt(elsewhere.id).state is State.READY
    QTest.keyClick(bar.there, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert bar.here.hasFocus()
    QTest.keyClick(bar.here, ENTER)
    qtbot.waitUntil(lambda: desk.receipt(elsewhere.id).state is State.QUEUED)
    assert desk.receipt(elsewhere.id).company_id == COMPANY.id
    assert not bar.isVisible()


def test_or_it_is_sent_to_the_company_that_it_is_for(
    qtbot: QtBot, bridge: Bridge, desk: Desk, elsewhere: Receipt, make_tray: MakeTray
) -> None:
    tray = make_tray()
    _warned(qtbot, bridge, elsewhere)
    QTest.keyClick(tray.list, ENTER, CONTROL)
    QTest.keyClick(tray.alike.bar.there, ENTER)
    qtbot.waitUntil(lambda: desk.receipt(elsewhere.id).state is State.QUEUED)
    assert desk.receipt(elsewhere.id).company_id == TAG.id
    assert bridge.settings.company_id == TAG.id


def test_the_answer_is_asked_for_in_the_language_in_use(
    qtbot: QtBot, bridge: Bridge, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    tray = make_tray()
    _warned(qtbot, bridge, twice[1])
    tray.select(twice[1].id)
    tray.alike.compare()
    qtbot.waitUntil(lambda: tray.alike.view.other.receipt is not None)
    assert tray.alike.view.keep.text() == "Behold begge"
    use_language("en")
    QApplication.sendEvent(tray, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(tray.alike.view, QEvent(QEvent.Type.LanguageChange))
    assert tray.alike.view.keep.text() == "Keep both"
    assert tray.alike.view.title.text() == "Is it the same receipt?"


def test_what_is_the_same_is_marked_in_words(
    qtbot: QtBot, bridge: Bridge, desk: Desk, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    _first, second = twice
    desk.save_draft(second.id, replace(FILLED, supplier="Fjordtanken"))
    tray = make_tray()
    _warned(qtbot, bridge, second)
    tray.select(second.id)
    tray.alike.compare()
    qtbot.waitUntil(lambda: tray.alike.view.other.receipt is not None)

    def said() -> list[str]:
        return [w.accessibleName() for w in tray.alike.view.findChildren(ElidedLabel) if w.isVisible()]

    qtbot.waitUntil(lambda: "I alt: 412,50\u00a0kr., ens" in said())
    assert "Leverandør: Fjordtanken" in said()


def test_escape_goes_back_to_the_list(
    qtbot: QtBot, bridge: Bridge, twice: tuple[Receipt, Receipt], make_tray: MakeTray
) -> None:
    tray = make_tray()
    _warned(qtbot, bridge, twice[1])
    tray.select(twice[1].id)
    QTest.keyClick(tray.list, Qt.Key.Key_D, CONTROL)
    assert tray.alike.view.isVisible()
    QTest.keyClick(tray.alike.view.keep, Qt.Key.Key_Escape)
    assert not tray.alike.view.isVisible()
    assert tray.list.hasFocus()
    assert tray.alike.bar.isVisible()
