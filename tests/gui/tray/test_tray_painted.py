"""Rows that are painted once and shown again: what is seen must be what would be painted now."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.config import Theme
from desktop.gui.bridge import Bridge
from desktop.gui.kept import Kept
from desktop.gui.rereading import AT_ONCE
from desktop.gui.row_list import SPELL_S
from desktop.gui.theme import Role, look
from desktop.gui.tray.delegate import KEPT_ROWS, Lines, RowDelegate, paint_row, paint_straight, paper_edge, seen_of
from desktop.gui.tray.view import TrayView
from tests.gui.tray.five import by_name, choose


@pytest.fixture
def drawn(qtbot: QtBot, bridge: Bridge, five: TrayView) -> Iterator[TrayView]:
    """The five, once their pictures have come."""
    choose(five, "a")
    delegate = five.list.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    edge = round(paper_edge() * five.list.devicePixelRatioF())
    originals = [r.originals[0] for r in five.tray.all()]
    qtbot.waitUntil(lambda: all(delegate.thumbnails.pixmap(o, edge) for o in originals), timeout=30_000)
    assert bridge.crew.idle(20)
    QApplication.processEvents()
    yield five
    look().use(Theme.LIGHT)


def seen(view: TrayView, letter: str) -> QImage:
    """Return the pixels of a row."""
    rows = view.list
    return rows.viewport().grab(rows.visualRect(view.model.index_of(by_name(view, letter)))).toImage()


def test_a_row_looks_as_it_is_now(drawn: TrayView) -> None:
    usual = seen(drawn, "b")
    assert seen(drawn, "b") == usual, "shown again"
    choose(drawn, "b")
    assert seen(drawn, "b") != usual, "chosen"
    choose(drawn, "a")
    assert seen(drawn, "b") == usual
    look().use(Theme.DARK)
    assert seen(drawn, "b") != usual
    look().use(Theme.LIGHT)
    assert seen(drawn, "b") == usual


def test_a_row_follows_its_receipt(qtbot: QtBot, bridge: Bridge, drawn: TrayView) -> None:
    before = seen(drawn, "d")
    receipt = drawn.model.receipt(by_name(drawn, "d"))
    assert receipt is not None
    bridge.save_draft(receipt.id, replace(receipt.draft, amount=Decimal(7)))
    qtbot.waitUntil(lambda: seen(drawn, "d") != before, timeout=20_000)


def test_a_row_follows_the_font(qapp: QApplication, drawn: TrayView) -> None:
    usual, before = qapp.font(), seen(drawn, "b")
    larger = qapp.font()
    larger.setPointSizeF(1.5 * usual.pointSizeF())
    try:
        qapp.setFont(larger)
        look().apply()
        QApplication.processEvents()
        assert seen(drawn, "b").height() > before.height()
    finally:
        qapp.setFont(usual)
        look().apply()
    QApplication.processEvents()
    assert seen(drawn, "b").height() == before.height()


class SlowRows(RowDelegate):
    """Rows on a machine that has other things to do: none is painted before a list's time is over."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        time.sleep(SPELL_S)


def test_rows_for_which_there_is_no_time_follow(qtbot: QtBot, drawn: TrayView) -> None:
    letters = "abcde"
    usual = [seen(drawn, letter) for letter in letters]
    rows = drawn.list
    rows.setItemDelegate(SlowRows(drawn.thumbnails, rows))
    look().use(Theme.DARK)
    rows.repaint()
    before = rows.viewport().grab().toImage()
    assert not rows.is_whole, "one row was painted, and what was left of the time went with it"
    qtbot.waitUntil(lambda: rows.is_whole)
    after = rows.viewport().grab().toImage()
    assert after != before
    dark = [seen(drawn, letter) for letter in letters]
    look().use(Theme.LIGHT)
    qtbot.waitUntil(lambda: [seen(drawn, letter) for letter in letters] == usual)
    assert all(each != other for each, other in zip(dark, usual, strict=True))


def test_a_row_that_changed_is_shown_as_it_was_until_there_is_time(drawn: TrayView) -> None:
    rows, receipt = drawn.list, drawn.tray.receipt_at(1)
    place = rows.visualRect(drawn.model.index_of(receipt.id))
    before = seen(drawn, "b")
    option = QStyleOptionViewItem()
    option.rect, option.widget = QRect(QPoint(), place.size()), rows
    image = QImage(place.size(), QImage.Format.Format_RGB32)
    while rows.may_paint():
        time.sleep(SPELL_S / 4)
    painter = QPainter(image)
    lines = Lines("Ganske anden", ("16.05.2026",), "1.234,50", "check", Role.OK, "Klar til at sende")
    paint_row(painter, option, receipt, drawn.thumbnails, lines)
    painter.end()
    assert image == before.convertToFormat(image.format())
    assert not rows.is_whole


def test_neighbours_are_told_of_at_once(bridge: Bridge, drawn: TrayView) -> None:
    told: list[tuple[int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append((first.row(), last.row()))

    drawn.tray.dataChanged.connect(note)
    bridge.receipts_changed.emit([replace(r, note="ny") for n, r in enumerate(drawn.tray.all()) if n != 3])
    drawn.tray.dataChanged.disconnect(note)
    assert told[:2] == [(0, 2), (4, 4)]
    assert all(first == last for first, last in told[2:]), "what was found out about a single one since"


def test_words_of_many_rows_are_made_in_steps(five: TrayView) -> None:
    five.tray.retell()
    assert [five.tray.know_rows(2) for _step in range(3)] == [False, False, True]


@pytest.mark.parametrize("most", [1, KEPT_ROWS])
def test_no_more_is_kept_than_said(most: int) -> None:
    kept: Kept[int, QPoint] = Kept(most)
    for number in range(most + 3):
        kept.keep(number, QPoint(number, 0))
        kept.get(0)
    assert sum(number in kept for number in range(most + 3)) == most
    assert (most + 2) in kept
    assert (0 in kept) == (most > 1), "what was used last stays"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("top", [0, 33, 66])
def test_a_row_shown_again_is_as_sharp_as_one_painted_there(drawn: TrayView, ratio: float, top: int) -> None:
    delegate, receipt = drawn.list.itemDelegate(), drawn.tray.receipt_at(1)
    assert isinstance(delegate, RowDelegate)
    lines = Lines("Hetzner", ("16.05.2026",), "1.234,50", "check", Role.OK, "Klar til at sende")
    option = QStyleOptionViewItem()
    option.rect = QRect(0, top, 280, 66)

    def painted(paint: Callable[[QPainter], None]) -> QImage:
        image = QImage(round(280 * ratio), round(160 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(look().colour(Role.SURFACE))
        painter = QPainter(image)
        paint(painter)
        painter.end()
        return image

    def straight(painter: QPainter) -> None:
        paint_straight(painter, option.rect, seen_of(painter, option, receipt, delegate.thumbnails, lines))

    def by_pixmap(painter: QPainter) -> None:
        paint_row(painter, option, receipt, delegate.thumbnails, lines)

    assert painted(by_pixmap) == painted(straight)
    assert painted(by_pixmap) == painted(straight), "shown again"


def test_what_was_read_again_takes_back_nothing_that_was_written_since(
    qtbot: QtBot, bridge: Bridge, drawn: TrayView
) -> None:
    old, written = drawn.tray.all(), by_name(drawn, "b")
    many = [replace(old[0], id=f"r{number}") for number in range(AT_ONCE)]
    bridge.rereading.begin([*many, *(replace(r, note="read") for r in old)])
    bridge.changed([replace(bridge.receipts[written], note="written")])
    qtbot.waitUntil(lambda: bridge.receipts[old[0].id].note == "read")
    notes = [bridge.receipts[r.id].note for r in old]
    assert notes == ["written" if r.id == written else "read" for r in old]
