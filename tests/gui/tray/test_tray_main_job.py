"""The main job by real keys and clicks: fill in, send, go on; merge, remove, turn, and take it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.lacks import today
from desktop.gui.tray.view import TrayView
from desktop.receipts.dates import format_date
from desktop.receipts.states import State
from desktop.resources import resource_path

MakeTray = Callable[[], TrayView]
CTRL = Qt.KeyboardModifier.ControlModifier


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focus(), text)


def names(view: TrayView) -> list[str]:
    return [r.originals[0].name for i in view.model.ids() if (r := view.model.receipt(i))]


def fill_by_keyboard(view: TrayView) -> None:
    """Supplier, date, total and account, from the list, without touching the mouse."""
    view.list.setFocus()
    press(Qt.Key.Key_Return)
    assert focus() is view.form.fields.date, "Enter goes to the first field that lacks something"
    write(format_date(today() - timedelta(days=2)))
    press(Qt.Key.Key_Tab)
    write("1250,5")
    press(Qt.Key.Key_Tab)
    write("kontor")
    press(Qt.Key.Key_Tab)


def test_fill_and_send_by_keyboard_alone_then_the_next(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first, second, _third = tray.model.ids()
    assert tray.current() == first
    fill_by_keyboard(tray)
    assert tray.form.fields.account.text() == "7200 Kontorartikler"
    assert tray.form.fields.vat_amount.text() == "250,10\u00a0kr."
    with qtbot.waitSignal(bridge.send_finished) as finished:
        press(Qt.Key.Key_Return, CTRL)
    assert [r.id for r in finished.args[0].sent] == [first]
    draft = bridge.receipts[first].draft
    assert (draft.amount, draft.account, draft.paid_from) == (Decimal("1250.50"), 7200, 55000)
    assert bridge.receipts[first].state is State.QUEUED
    assert tray.current() == second
    assert tray.model.ids()[0] == second
    assert focus() is tray.form.fields.date


def test_incomplete_is_not_sent_but_explained_at_the_field(bridge: Bridge, tray: TrayView) -> None:
    tray.list.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    rows = tray.form.fields.rows
    for field in ("date", "amount", "account"):
        assert rows[field].words.isVisible(), field
        assert rows[field].words.text() == rows[field].control.accessibleDescription()
    assert rows["account"].words.text() == "Vælg en konto: skriv nummer eller navn."
    assert not rows["supplier"].words.isVisible()
    assert focus() is tray.form.fields.date
    assert {r.state for r in bridge.receipts.values()} == {State.NEW}


def test_send_all_that_are_ready(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    fill_by_keyboard(tray)
    press(Qt.Key.Key_Escape)
    assert focus() is tray.list
    qtbot.waitUntil(lambda: tray.form.bar.send_all.text() == "Send alle klare (1)")
    with qtbot.waitSignal(bridge.send_finished):
        QTest.mouseClick(tray.form.bar.send_all, Qt.MouseButton.LeftButton)
    assert names(tray) == ["b.jpg", "c.jpg"]


def test_undo_of_a_send_brings_it_back_to_its_place(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    fill_by_keyboard(tray)
    with qtbot.waitSignal(bridge.send_finished):
        press(Qt.Key.Key_Return, CTRL)
    bridge.undo()
    qtbot.waitUntil(lambda: names(tray) == ["a.jpg", "b.jpg", "c.jpg"])
    tray.select(tray.model.ids()[0])
    assert tray.form.fields.amount.text() == "1.250,50"


def test_del_removes_and_undo_restores(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first, second, _third = tray.model.ids()
    tray.list.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(tray) == ["b.jpg", "c.jpg"])
    assert tray.current() == second
    bridge.undo()
    qtbot.waitUntil(lambda: names(tray) == ["a.jpg", "b.jpg", "c.jpg"])
    assert tray.current() == second, "what is looked at stays"
    assert first in bridge.receipts


def test_merge_of_selected_rows_and_undo(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    ids = tray.model.ids()
    tray.list.setFocus()
    assert not tray.list_bar.merge.isVisible()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tray.list_bar.merge.isVisible()
    press(Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: names(tray) == ["a.jpg", "c.jpg"])
    assert tray.current() == ids[0]
    assert [o.name for o in bridge.receipts[ids[0]].originals] == ["a.jpg", "b.jpg"]
    assert tray.preview.bar.pages.text() == "side 1/2"
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert (tray.preview.page_number, tray.preview.bar.pages.text()) == (1, "side 2/2")
    bridge.undo()
    qtbot.waitUntil(lambda: names(tray) == ["a.jpg", "b.jpg", "c.jpg"])
    assert tray.preview.page_number == 0


def test_typing_survives_a_look_at_another_receipt(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first, second, _third = tray.model.ids()
    tray.form.fields.amount.setFocus()
    write("99")
    tray.form.fields.account.setFocus()
    write("zzz")
    press(Qt.Key.Key_Down, CTRL)
    assert tray.current() == second
    assert tray.form.fields.account.text() == ""
    press(Qt.Key.Key_Up, CTRL)
    assert tray.current() == first
    assert (tray.form.fields.amount.text(), tray.form.fields.account.text()) == ("99,00", "zzz")
    assert tray.form.fields.rows["account"].words.text().startswith("Ingen konto passer til “zzz”")
    qtbot.waitUntil(lambda: bridge.desk.receipt(first).draft.amount == Decimal(99))


def test_what_is_typed_is_saved_without_leaving_the_field(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first = tray.model.ids()[0]
    tray.form.fields.amount.setFocus()
    write("1234")
    qtbot.waitUntil(lambda: bridge.desk.receipt(first).draft.amount == Decimal(1234))
    assert tray.form.fields.amount.text() == "1234", "the text is written in full only when the field is left"


def test_turning_the_page(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first = tray.model.ids()[0]
    qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None)
    tray.list.setFocus()
    press(Qt.Key.Key_R, CTRL)
    image = tray.preview.canvas.image()
    assert image is not None
    assert image.width() > image.height(), "the picture at hand turns at once"
    qtbot.waitUntil(lambda: bridge.receipts[first].originals[0].turns == 1)
    QTest.mouseClick(tray.preview.bar.turn_left, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bridge.receipts[first].originals[0].turns == 0)


def test_known_supplier_costs_one_key_and_brings_its_account(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    fill_by_keyboard(tray)
    tray.form.fields.supplier.setFocus()
    write("Net")
    press(Qt.Key.Key_Return)
    assert tray.form.fields.supplier.text() == "Netto"
    first, second, _third = tray.model.ids()
    qtbot.waitUntil(lambda: bridge.desk.receipt(first).draft.contact_guid == "11111111-0000-4000-8000-000000000001")
    press(Qt.Key.Key_Down, CTRL)
    tray.form.fields.supplier.setFocus()
    write("n")
    press(Qt.Key.Key_Tab)
    assert tray.current() == second
    assert tray.form.fields.supplier.text() == "Netto"
    assert tray.form.fields.account.text() == "7200 Kontorartikler"


def test_mouse_chooses_a_row(tray: TrayView) -> None:
    second = tray.model.ids()[1]
    place = tray.list.visualRect(tray.model.index_of(second)).center()
    QTest.mouseClick(tray.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert tray.current() == second


def test_an_empty_tray_is_a_place_to_drop_on(qtbot: QtBot, connected: Desk, bridge: Bridge, make_tray: MakeTray,
                                             photo: Callable[[str], Path]) -> None:  # fmt: skip
    assert connected.receipts() == ()
    view = make_tray()
    assert view.empty.isVisible()
    assert "Ctrl+V" in view.empty.ways.text()
    with qtbot.waitSignal(view.add_requested):
        QTest.mouseClick(view.empty.add, Qt.MouseButton.LeftButton)
    bridge.take_paths([photo("a.jpg")])
    qtbot.waitUntil(lambda: view.list.isVisible() and view.current() == view.model.ids()[0])


def test_what_was_dropped_is_looked_at_unless_one_is_writing(
    qtbot: QtBot, bridge: Bridge, tray: TrayView, photo: Callable[[str], Path]
) -> None:
    tray.list.setFocus()
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("d.jpg")])
    dropped = tray.model.ids()[-1]
    qtbot.waitUntil(lambda: tray.current() == dropped)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("a.jpg")])
    qtbot.waitUntil(lambda: tray.current() == tray.model.ids()[0])  # it is here already: shown, not taken twice
    tray.form.fields.amount.setFocus()
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("e.jpg")])
    QApplication.processEvents()
    assert tray.model.rowCount() == 5
    assert tray.current() == tray.model.ids()[0]


def test_what_is_being_written_is_saved_when_the_view_goes_away(bridge: Bridge, tray: TrayView) -> None:
    tray.form.fields.amount.setFocus()
    write("77")
    tray.hide()
    assert bridge.crew.idle(5)
    assert bridge.desk.receipt(tray.model.ids()[0]).draft.amount == Decimal(77)


def test_focus_goes_to_the_list(tray: TrayView) -> None:
    tray.form.fields.amount.setFocus()
    tray.setFocus()
    assert focus() is tray.list


def test_ctrl_enter_sends_while_the_list_of_accounts_is_open(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    tray.form.fields.date.setFocus()
    write(format_date(today()))
    press(Qt.Key.Key_Tab)
    write("10")
    press(Qt.Key.Key_Tab)
    write("kontor")
    assert tray.form.fields.account.offered()
    with qtbot.waitSignal(bridge.send_finished) as finished:
        press(Qt.Key.Key_Return, CTRL)
    assert [r.draft.account for r in finished.args[0].sent] == [7200]


def test_search_goes_from_match_to_match(tray: TrayView) -> None:
    first, second, third = tray.model.ids()
    tray.look_for()
    write("b.j")
    assert tray.current() == second
    tray.finder.clear()
    write("jpg")
    assert tray.current() == first
    press(Qt.Key.Key_Return)
    assert tray.current() == second
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert tray.current() == third, "it goes round"
    press(Qt.Key.Key_Escape)
    assert focus() is tray.list
    assert not tray.finder.isVisible()


def test_a_search_without_a_match_says_so(tray: TrayView) -> None:
    tray.look_for()
    write("findes ikke")
    assert tray.finder.nothing.isVisible()
    assert tray.finder.nothing.text() == "Intet fundet"
    tray.finder.clear()
    write("b.j")
    assert not tray.finder.nothing.isVisible()
    write("x")
    press(Qt.Key.Key_Escape)
    assert not tray.finder.nothing.isVisible()


def test_enter_enter_sends_what_is_complete(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    fill_by_keyboard(tray)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return)
    assert focus() is tray.form.bar.send
    with qtbot.waitSignal(bridge.send_finished) as finished:
        press(Qt.Key.Key_Return)
    assert len(finished.args[0].sent) == 1


def test_send_all_takes_what_was_completed_just_now(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    fill_by_keyboard(tray)
    with qtbot.waitSignal(bridge.send_finished) as finished:
        press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert len(finished.args[0].sent) == 1


def test_esc_leads_back_to_the_list_from_the_page(tray: TrayView) -> None:
    tray.preview.setFocus()
    assert focus() is tray.preview.canvas
    press(Qt.Key.Key_Escape)
    assert focus() is tray.list


@pytest.mark.parametrize("config", [True], indirect=True, ids=["trial"])
def test_the_trial_offers_sample_receipts(qtbot: QtBot, bridge: Bridge, make_tray: MakeTray) -> None:
    view = make_tray()
    with qtbot.waitSignal(bridge.intake_finished, timeout=20_000) as told_taken:
        QTest.mouseClick(view.empty.samples, Qt.MouseButton.LeftButton)
    assert told_taken.args
    assert told_taken.args[0].refused == ()
    told = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    wanted = {sample["file"] for sample in told}
    qtbot.waitUntil(lambda: {r.originals[0].name for r in bridge.receipts.values()} == wanted, timeout=20_000)


def test_nobody_else_is_offered_sample_receipts(tray: TrayView) -> None:
    assert not tray.empty.samples.isVisibleTo(tray.empty)
