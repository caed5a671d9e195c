"""Moving, gathering, splitting and handing over receipts, notes, and the table: by real keys, clicks and drops."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.config import Settings
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.drops import DropCatcher
from desktop.gui.hand_over import HandOver
from desktop.gui.offers import OWN
from desktop.gui.tray.columns import Column
from desktop.gui.tray.dragging import packed
from desktop.gui.tray.more_menu import company_menu, more_menu
from desktop.gui.tray.sieve import Kind
from desktop.gui.tray.view import TrayView
from desktop.receipts.states import State
from desktop.store import ReceiptTable
from tests.gui.tray.conftest import BOOK, COMPANY
from tests.gui.tray.five import ALT, CTRL, FULL, SHIFT, by_name, choose, focus, many, names, press, write

MakeTray = Callable[[], TrayView]
LEFT = Qt.MouseButton.LeftButton
MOVE = Qt.DropAction.MoveAction


def drop(view: TrayView, data: QMimeData, place: QPoint) -> bool:
    """Drag over the list and drop there; return whether it was taken."""
    port, spot, none = view.list.viewport(), QPointF(place), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QDragEnterEvent(spot, MOVE, data, LEFT, none))
    QApplication.sendEvent(port, QDragMoveEvent(spot, MOVE, data, LEFT, none))
    view.list.repaint()
    event = QDropEvent(spot, MOVE, data, LEFT, none)
    QApplication.sendEvent(port, event)
    return event.isAccepted()


def place_in(view: TrayView, letter: str, share: float) -> QPoint:
    row = view.list.visualRect(view.model.index_of(by_name(view, letter)))
    return QPoint(row.center().x(), round(row.top() + share * row.height()))


# -- order


def test_moved_by_keys_and_remembered(bridge: Bridge, five: TrayView) -> None:
    QAbstractItemModelTester(five.tray, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(five.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choose(five, "bc")
    five.list.setFocus()
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert names(five) == "adbce"
    assert five.chosen_ids() == (by_name(five, "b"), by_name(five, "c")), "they stay chosen"
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert names(five) == "adebc"
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert names(five) == "adebc", "there is no further down"
    for _time in range(3):
        press(Qt.Key.Key_Up, ALT | SHIFT)
    assert names(five) == "bcade"
    assert bridge.crew.idle(10)
    kept = sorted(ReceiptTable(bridge.desk.journal).all(), key=lambda r: r.order)
    assert "".join(r.originals[0].name[0] for r in kept) == "bcade", "the journal knows it"
    bridge.undo()
    assert names(five) == "abcde"
    assert bridge.undo_label() == "2 bilag flyttet"


def test_dragged_between_others(bridge: Bridge, five: TrayView) -> None:
    e = by_name(five, "e")
    assert drop(five, packed([e]), place_in(five, "b", 0.05))
    assert names(five) == "aebcd"
    assert drop(five, packed([by_name(five, "a"), by_name(five, "b")]), place_in(five, "d", 0.95))
    assert names(five) == "ecdab"
    assert drop(five, packed([e]), QPoint(30, five.list.viewport().height() - 2)), "below all: to the end"
    assert names(five) == "cdabe"
    assert bridge.undo_label() == "1 bilag flyttet"


def test_dropped_onto_another_they_become_one(qtbot: QtBot, bridge: Bridge, five: TrayView) -> None:
    target = by_name(five, "b")
    assert drop(five, packed([by_name(five, "d"), by_name(five, "c")]), place_in(five, "b", 0.5))
    qtbot.waitUntil(lambda: names(five) == "abe")
    assert [o.name for o in bridge.receipts[target].originals] == ["b.jpg", "d.jpg", "c.jpg"]
    assert bridge.receipts[target].draft == FULL, "the one that was dropped onto keeps its fields"
    bridge.undo()
    qtbot.waitUntil(lambda: names(five) == "abcde")


def test_what_is_not_ours_or_dropped_onto_itself_changes_nothing(five: TrayView) -> None:
    assert not drop(five, packed([by_name(five, "b")]), place_in(five, "b", 0.5))
    assert not drop(five, packed(["f" * 32]), place_in(five, "b", 0.5))
    words = QMimeData()
    words.setText("bilag")
    assert not drop(five, words, place_in(five, "b", 0.5))
    assert names(five) == "abcde"


def test_the_window_leaves_drags_of_the_list_to_the_list(bridge: Bridge, five: TrayView) -> None:
    catcher = DropCatcher(HandOver(bridge, five), five)
    data = packed([by_name(five, "b")])
    assert data.hasFormat(OWN)
    event = QDropEvent(QPointF(5, 5), MOVE, data, LEFT, Qt.KeyboardModifier.NoModifier)
    assert not catcher.eventFilter(five, event)


# -- split


def stack(pages: int) -> bytes:
    made = io.BytesIO()
    shades = [Image.new("L", (300, 400), 20 + 20 * number) for number in range(pages)]
    shades[0].save(made, "PDF", save_all=True, append_images=shades[1:])
    return made.getvalue()


@pytest.fixture
def stacked(connected: Desk, make_tray: MakeTray, tmp_path: Path) -> TrayView:
    """A tray with one PDF of seven pages."""
    (tmp_path / "stak.pdf").write_bytes(stack(7))
    connected.take([tmp_path / "stak.pdf"])
    return make_tray()


def pages(view: TrayView) -> list[list[int]]:
    return [[o.start + n for o in r.originals for n in range(o.pages)] for r in view.tray.all()]


def test_split_by_keys_shown_page_by_page_and_undone(qtbot: QtBot, bridge: Bridge, stacked: TrayView) -> None:
    stacked.list.setFocus()
    press(Qt.Key.Key_PageDown, ALT)
    press(Qt.Key.Key_M, CTRL | SHIFT)
    bar = stacked.split_bar
    assert bar.isVisible()
    assert bar.pages.text() == "2", "the page that is looked at"
    assert "7 sider" in bar.question.text()
    write("9")
    press(Qt.Key.Key_Return)
    assert bar.fault.text().startswith("De sider findes ikke.")
    assert len(stacked.model.ids()) == 1
    press(Qt.Key.Key_A, CTRL)
    write("2, 5-6")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(stacked.model.ids()) == 2)
    assert pages(stacked) == [[0, 2, 3, 6], [1, 4, 5]]
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: stacked.current() == stacked.model.ids()[1])
    assert stacked.preview.bar.pages.text() == "side 1/3"
    press(Qt.Key.Key_PageDown, ALT)

    def shade() -> int:
        image = stacked.preview.canvas.image()
        return image.pixelColor(image.width() // 2, image.height() // 2).red() if image is not None else -1

    qtbot.waitUntil(lambda: abs(shade() - 100) < 6)  # the fifth page of the file
    assert bridge.undo_label() == "1 bilag delt"
    bridge.undo()
    qtbot.waitUntil(lambda: pages(stacked) == [[0, 1, 2, 3, 4, 5, 6]])
    assert bridge.dustbin.contents == ()


def test_one_receipt_per_page(qtbot: QtBot, stacked: TrayView) -> None:
    stacked.acts.begin_split()
    QTest.mouseClick(stacked.split_bar.each, LEFT)
    qtbot.waitUntil(lambda: pages(stacked) == [[n] for n in range(7)])


def test_one_page_can_not_be_split(five: TrayView) -> None:
    five.list.setFocus()
    press(Qt.Key.Key_M, CTRL | SHIFT)
    assert not five.split_bar.isVisible()


def test_esc_leaves_the_question(stacked: TrayView) -> None:
    stacked.list.setFocus()
    press(Qt.Key.Key_M, CTRL | SHIFT)
    press(Qt.Key.Key_Escape)
    assert not stacked.split_bar.isVisible()
    assert focus() is stacked.list


# -- another company

OTHER = replace(COMPANY, id=43, name="Andet & Co. ApS")


@pytest.fixture
def two_companies(connected: Desk) -> Desk:
    connected.company_table.save_list((COMPANY, OTHER))
    connected.company_table.save_book(replace(BOOK, company=OTHER))
    return connected


def act_named(menu: QMenu, words: str) -> None:
    next(a for a in menu.actions() if a.text().startswith(words)).trigger()


def test_moved_to_another_company_and_found_there(
    qtbot: QtBot, two_companies: Desk, five: TrayView, bridge: Bridge
) -> None:
    assert len(two_companies.companies()) == 2
    b = by_name(five, "b")
    five.select(b)
    menu = company_menu(bridge, five, five)
    act_named(menu, "Andet && Co.")
    menu.deleteLater()
    qtbot.waitUntil(lambda: names(five) == "acde")
    assert five.current() == by_name(five, "d"), "the next ready one"
    assert five.elsewhere_link.text() == "1 venter hos Andet && Co. ApS"
    assert bridge.desk.receipt(b).for_company == OTHER.id
    bridge.undo()
    qtbot.waitUntil(lambda: names(five) == "abcde")
    five.select(b)
    five.acts.move_to_company(OTHER.id)
    qtbot.waitUntil(lambda: five.elsewhere_link.isVisible() and names(five) == "acde")
    QTest.mouseClick(five.elsewhere_link, LEFT)
    qtbot.waitUntil(lambda: names(five) == "abcde")
    assert not five.elsewhere_link.isVisible()
    assert bridge.settings.company_id == OTHER.id
    five.select(b)
    with qtbot.waitSignal(bridge.send_finished) as finished:
        QTest.keyClick(five.list, Qt.Key.Key_Return, CTRL)
    assert [(r.id, r.company_id) for r in finished.args[0].sent] == [(b, OTHER.id)]


def test_moved_to_a_company_that_is_not_there_any_more_it_is_shown(
    qtbot: QtBot, bridge: Bridge, five: TrayView
) -> None:
    bridge.flow.assign([by_name(five, "b")], 999)
    qtbot.waitUntil(lambda: bridge.desk.receipt(by_name(five, "b")).for_company == 999)
    assert names(five) == "abcde", "nothing is ever out of reach"


# -- notes


def test_a_note_is_written_shown_searched_and_undone(qtbot: QtBot, bridge: Bridge, five: TrayView) -> None:
    five.select(by_name(five, "c"))
    five.list.setFocus()
    assert not five.form.remark.isVisible()
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert focus() is five.form.remark.edit
    assert "kommer ikke i Dinero" in five.form.remark.name.text()
    write("Spørg Bo om momsen")
    press(Qt.Key.Key_Escape)
    assert focus() is five.list
    c = by_name(five, "c")
    qtbot.waitUntil(lambda: bridge.desk.receipt(c).note == "Spørg Bo om momsen")
    row = five.model.row(c)
    assert row is not None
    assert row.spoken().endswith("note: Spørg Bo om momsen")
    qtbot.waitUntil(lambda: five.kinds.chips[Kind.NOTED].text() == "Noter 1")
    press(Qt.Key.Key_5, ALT)
    assert names(five) == "c"
    five.show_everything()
    five.look_for()
    write("bo om")
    assert names(five) == "c"
    press(Qt.Key.Key_Escape)
    assert bridge.undo_label() == "note på 1 bilag"
    bridge.undo()
    qtbot.waitUntil(lambda: bridge.desk.receipt(c).note == "")
    assert not five.form.remark.isVisible()


def test_a_note_survives_older_news_of_its_receipt(bridge: Bridge, five: TrayView) -> None:
    b = by_name(five, "b")
    under_way = replace(bridge.receipts[b], state=State.UPLOADING)
    bridge.flow.note(b, "husk")
    bridge.changed((under_way,))
    assert bridge.receipts[b].note == "husk"
    assert bridge.crew.idle(5)
    assert bridge.desk.receipt(b).note == "husk"


# -- the table


def test_table_and_list_share_choice_keys_and_form(qtbot: QtBot, bridge: Bridge, five: TrayView) -> None:
    choose(five, "bd")
    five.list.setFocus()
    press(Qt.Key.Key_T, CTRL)
    table = five.front.table
    assert table.isVisible()
    assert focus() is table
    assert five.chosen_ids() == (by_name(five, "b"), by_name(five, "d"))
    cells = [str(five.model.index(1, column).data()) for column in Column]
    assert cells == ["Netto", "Klar", "16.05.2026", "1.234,50\u00a0kr.", "7200 Kontorartikler", "246,90\u00a0kr.",
                     "Bank", ""]  # fmt: skip
    five.select(by_name(five, "a"))
    press(Qt.Key.Key_Down)
    assert five.form.receipt_id == by_name(five, "b")
    press(Qt.Key.Key_Return)
    assert focus() is five.form.bar.send
    press(Qt.Key.Key_Escape)
    assert focus() is table
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(five) == "acde")
    assert five.current() == by_name(five, "d")
    assert bridge.crew.idle(5)
    assert bridge.desk.settings().table, "the settings remember it"
    again = TrayView(bridge)
    qtbot.addWidget(again)
    assert again.front.is_table
    press(Qt.Key.Key_T, CTRL)
    assert five.list.isVisible()
    assert focus() is five.list


def test_a_head_sorts_and_rows_stay_while_they_are_written_in(qtbot: QtBot, bridge: Bridge, five: TrayView) -> None:
    five.front.show_table(True)  # noqa: FBT003 - a setting
    table = five.front.table
    head = table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(Column.SUPPLIER) + 40, head.height() // 2)
    for wanted in ("aecbd", "bdcea", "abcde"):  # a.jpg, Gammel, Hetzner, Netto, Netto
        QTest.mouseClick(head.viewport(), LEFT, pos=place)
        assert names(five) == wanted
    table.sort_rows((Column.STATE, False))
    assert names(five) == "bdeca"
    five.select(by_name(five, "c"))
    bridge.save_draft(by_name(five, "c"), FULL)
    qtbot.waitUntil(lambda: bridge.receipts[by_name(five, "c")].state is State.READY)
    assert names(five) == "bdeca", "it stands where it stood"
    five.acts.move_up()
    assert names(five) == "bdeca", "in a sorted table nothing is moved"
    five.front.show_table(False)  # noqa: FBT003
    assert names(five) == "abcde", "the list has its own order"


def test_the_menu_offers_what_is_possible(bridge: Bridge, five: TrayView) -> None:
    choose(five, "bd")
    menu = more_menu(bridge, five)
    possible = {a.text().split("\t")[0]: a.isEnabled() for a in menu.actions() if a.text()}
    assert possible["Gør de valgte til ét bilag"]
    assert not possible["Del det"]
    assert not possible["Skriv en note"]
    menu.deleteLater()


def test_a_thousand_rows_without_stall(bridge: Bridge, five: TrayView) -> None:
    bridge.changed(many(1000))
    assert bridge.crew.idle(20)
    QApplication.processEvents()
    times: dict[str, float] = {}

    def took(what: str, work: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        five.front.rows.repaint()
        times[what] = time.perf_counter() - begun

    took("table", lambda: five.front.show_table(True))  # noqa: FBT003
    took("sort", lambda: five.front.table.sort_rows((Column.TOTAL, True)))
    took("search", lambda: five.model.search("hest4"))
    took("all again", lambda: five.model.search(""))
    took("list", lambda: five.front.show_table(False))  # noqa: FBT003
    took("choose all", five.list.selectAll)
    print({what: f"{1000 * each:.0f} ms" for what, each in times.items()})  # noqa: T201 - the figures are wanted
    assert max(times.values()) < 2.0, "on a busy machine; alone it is a tenth of that"


def test_settings_of_the_file_read_the_table(tmp_path: Path, connected: Desk) -> None:
    connected.save_settings(replace(connected.settings(), table=True))
    assert connected.settings() == Settings(company_id=COMPANY.id, table=True)
    assert tmp_path.exists()
