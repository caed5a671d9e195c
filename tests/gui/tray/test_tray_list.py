"""The list: a model that keeps Qt's rules, and a thousand receipts that stay light."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.tray.model import Role, TrayModel
from desktop.gui.tray.receipt_list import AHEAD
from desktop.gui.tray.rows import RowState, row_of
from desktop.gui.tray.view import TrayView
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import State

START = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)


def receipt(number: int, state: State = State.NEW) -> Receipt:
    original = Original(f"{number:064x}", f"{number}.jpg", "image/jpeg", 1000)
    return Receipt(f"{number:032x}", (original,), state, added_at=START + dt.timedelta(seconds=number))


def shown(model: TrayModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_model_keeps_the_rules_of_qt_through_every_change(bridge: Bridge) -> None:
    model = TrayModel(bridge)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    bridge.changed([receipt(n) for n in (5, 1, 9, 3)])
    assert shown(model) == ["1.jpg", "3.jpg", "5.jpg", "9.jpg"]
    bridge.changed([receipt(n) for n in (0, 4, 2, 10, 11)])
    assert shown(model) == [f"{n}.jpg" for n in (0, 1, 2, 3, 4, 5, 9, 10, 11)]
    bridge.changed([receipt(1, State.QUEUED), receipt(2, State.QUEUED), receipt(10, State.BINNED)])
    assert shown(model) == [f"{n}.jpg" for n in (0, 3, 4, 5, 9, 11)]
    bridge.changed([replace(receipt(1), draft=Draft("Netto"))])
    assert shown(model)[1] == "Netto"


def test_model_keeps_the_rules_of_qt_in_a_random_life(bridge: Bridge) -> None:
    model = TrayModel(bridge)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chance, alive = random.Random(7), dict[int, State]()
    for _round in range(60):
        batch = {chance.randrange(40): chance.choice((State.NEW, State.READY, State.QUEUED)) for _ in range(8)}
        alive |= batch
        bridge.changed([receipt(n, state) for n, state in batch.items()])
        assert shown(model) == [f"{n}.jpg" for n in sorted(alive) if alive[n] is not State.QUEUED]


def test_row_in_words() -> None:
    lacks = (
        Missing("amount", FaultNote(FaultCode.FIELD_MISSING)),
        Missing("date", FaultNote(FaultCode.DATE_IN_FUTURE)),
    )
    draft = Draft("Netto", date=dt.date(2026, 5, 16), amount=Decimal("1234.5"))
    row = row_of(replace(receipt(1), draft=draft), lacks)
    assert (row.title, row.date, row.amount) == ("Netto", "16.05.2026", "1.234,50\u00a0kr.")
    assert (row.state, row.words) == (RowState.MISSING, "Mangler beløb")
    assert row_of(receipt(1), lacks[1:]).words == "Kræver dig: tjek dato"
    assert row_of(receipt(1), ()).words == "Klar"
    assert row.spoken() == "Netto, 16.05.2026, 1.234,50\u00a0kr., Mangler beløb"


def test_names_of_any_shape_stay_in_one_line() -> None:
    odd = replace(receipt(1), originals=(Original("0" * 64, 'kv"it\ntering 😀.jpg', "image/jpeg", 1),))
    assert row_of(odd, ()).title == 'kv"it tering 😀.jpg'
    assert row_of(replace(receipt(1), originals=()), ()).title == "Bilag uden navn"


def test_selection_stays_with_its_receipts(qtbot: QtBot, bridge: Bridge, tray: TrayView,
                                           photo: Callable[[str], Path]) -> None:  # fmt: skip
    _first, second, third = tray.model.ids()
    tray.list.select((second, third))
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("d.jpg")])
    assert tray.list.selected_ids() == (second, third)
    assert tray.current() == second
    assert tray.model.rowCount() == 4


def test_a_thousand_receipts_ask_for_the_visible_thumbnails_only(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    source = bridge.receipts[tray.model.ids()[0]].originals[0]
    many = [replace(receipt(n), originals=(replace(source, name=f"{n}.jpg"),)) for n in range(1000)]
    asked: set[str] = set()
    bridge.picture_ready.connect(lambda ready: asked.add(ready.key.original.name) if ready.key.thumb else None)
    bridge.changed(many)
    assert tray.model.rowCount() == 1003
    tray.list.scrollToTop()
    in_sight = tray.list.rows_in_sight()
    assert len(in_sight) < 30
    wanted = {tray.model.index(row, 0).data(Role.RECEIPT).originals[0].name for row in in_sight}
    qtbot.waitUntil(lambda: wanted <= asked | {"a.jpg", "b.jpg", "c.jpg"})
    assert len(asked) <= len(in_sight) + AHEAD + 3
    tray.list.scrollToBottom()
    bottom = tray.model.index(tray.list.rows_in_sight()[0], 0).data(Role.RECEIPT).originals[0].name
    qtbot.waitUntil(lambda: bottom in asked)


def test_enter_and_screen_reader_text(qtbot: QtBot, tray: TrayView) -> None:
    index = tray.model.index(0, 0)
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("a.jpg, ")
    with qtbot.waitSignal(tray.list.opened):
        QTest.keyClick(tray.list, Qt.Key.Key_Return)


@pytest.mark.parametrize(("row", "seen_before"), [(7, True), (60, False)])
def test_what_is_looked_at_stays_in_sight_when_the_window_shrinks(
    bridge: Bridge, tray: TrayView, row: int, seen_before: bool
) -> None:
    bridge.changed([receipt(n) for n in range(80)])
    rows = tray.list
    tray.resize(1100, 900)
    QApplication.processEvents()
    tray.select(tray.model.ids()[row])
    QApplication.processEvents()
    rows.verticalScrollBar().setValue(0)
    tray.resize(1100, 500)
    QApplication.processEvents()
    place, window = rows.visualRect(rows.currentIndex()), rows.viewport().rect()
    assert (place.top() >= 0 and place.bottom() <= window.bottom()) is seen_before
