"""The bin by real keys and clicks: into it, back, and out of it for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.view import TrayView

MakeTray = Callable[[], TrayView]
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def test_there_and_back_by_keys_with_undo(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first = tray.model.ids()[0]
    assert not tray.bin_link.isVisible(), "an empty bin needs no way into it"
    tray.list.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tray.bin_link.text() == "Papirkurv (1)")
    press(Qt.Key.Key_B, CTRL | SHIFT)
    assert tray.bin.isVisible()
    assert focus() is tray.bin.list
    assert tray.bin.chosen_ids() == (first,)
    told = str(tray.bin.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("a.jpg, Slettes ")
    qtbot.waitUntil(lambda: tray.bin.preview.canvas.image() is not None)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first in tray.model.ids())
    qtbot.waitUntil(tray.bin.nothing.isVisible)
    assert bridge.undo_label() == "1 bilag lagt tilbage"
    bridge.undo()
    qtbot.waitUntil(lambda: first not in tray.model.ids())
    qtbot.waitUntil(lambda: tray.bin.model.rowCount() == 1)
    press(Qt.Key.Key_Escape)
    assert not tray.bin.isVisible()
    assert tray.list.isVisible()


def test_deleted_for_good_only_after_the_question(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    first, second, _third = tray.model.ids()
    path = bridge.desk.path_of(bridge.receipts[first].originals[0])
    tray.list.select((first, second))
    tray.list.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tray.bin_link.text() == "Papirkurv (2)")
    QTest.mouseClick(tray.bin_link, LEFT)
    tray.bin.list.selectAll()
    press(Qt.Key.Key_Delete)
    assert tray.bin.question.text() == "Slet 2 bilag for altid? Intet henter dem tilbage."
    assert focus() is tray.bin.keep, "the harmless answer is the one that Enter gives"
    press(Qt.Key.Key_Escape)
    assert not tray.bin.question.isVisible()
    assert tray.bin.model.rowCount() == 2
    QTest.mouseClick(tray.bin.delete, LEFT)
    QTest.mouseClick(tray.bin.sure, LEFT)
    qtbot.waitUntil(tray.bin.nothing.isVisible)
    assert not path.exists()
    assert bridge.undo_label() is None, "nothing is promised that can't be kept"
    QTest.mouseClick(tray.bin.home, LEFT)
    assert tray.list.isVisible()


def test_what_was_sent_once_can_not_be_deleted_and_says_why(
    qtbot: QtBot, connected: Desk, bridge: Bridge, make_tray: MakeTray, photo: Callable[[str], Path]
) -> None:
    (receipt,) = connected.take([photo("a.jpg")]).taken
    connected.bin([receipt.id])
    with connected.journal.write() as connection:
        connection.execute("UPDATE receipts SET file_guid = 'web0' WHERE id = ?", (receipt.id,))
    tray = make_tray()
    qtbot.waitUntil(lambda: tray.empty.bin.text() == "Papirkurv (1)")
    QTest.mouseClick(tray.empty.bin, LEFT)
    assert "Har været sendt: gemmes til 01.01.20" in str(tray.bin.model.index(0).data())
    press(Qt.Key.Key_Delete)
    with qtbot.waitSignal(bridge.fault) as told:
        QTest.mouseClick(tray.bin.sure, LEFT)
    assert told.args is not None
    assert told.args[0].code == "kept_for_years"
    assert tray.bin.model.rowCount() == 1
    press(Qt.Key.Key_Escape)
    assert tray.empty.isVisible()


def test_what_is_dropped_while_the_bin_is_shown_leads_back_to_the_tray(
    qtbot: QtBot, bridge: Bridge, tray: TrayView, photo: Callable[[str], Path]
) -> None:
    tray.toggle_bin()
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("d.jpg")])
    qtbot.waitUntil(lambda: tray.list.isVisible() and tray.current() == tray.model.ids()[-1])
