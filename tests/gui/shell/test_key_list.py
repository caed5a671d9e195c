"""The list of keys can't lie: it is made of the table that the keys are made of, and every key of it does something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.actions import ACTIONS, Group, is_for
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from desktop.words import use_language

BY_WIDGETS = {"open", "back", "bin", "choose_all", "keep_both", "throw_out"}
"""Keys that lists and fields take themselves; what they do is tested with the lists."""
pytestmark = pytest.mark.usefixtures("qapp")
LANGUAGES = ["da", "en"]


@pytest.fixture
def tray(qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Callable[[str], Path]) -> TrayView:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo("a.jpg"), make_photo("b.jpg")])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    view.list.setFocus()
    return view


def lines(window: MainWindow) -> dict[str, tuple[str, str]]:
    found = {}
    for line in window.key_list.findChildren(QWidget):
        name = line.property("action")
        if isinstance(name, str):
            words, keys = (each.text() for each in line.findChildren(QLabel))
            found[name] = (words, keys)
    return found


def test_every_shortcut_is_of_the_table_and_every_action_has_one(window: MainWindow, tray: TrayView) -> None:
    assert tray.isVisible()
    for page in (Shown.ARCHIVE, Shown.OVERVIEW):
        window.pages.page(page)
    bound: dict[str, set[str]] = {}
    for shortcut in window.findChildren(QShortcut):
        name = shortcut.property("action")
        assert name in ACTIONS, f"{shortcut.key().toString()} is of no action"
        assert shortcut.key() in ACTIONS[name].sequences()
        bound.setdefault(name, set()).add(shortcut.key().toString())
    assert bound.keys() | BY_WIDGETS == ACTIONS.keys()
    for name, keys in bound.items():
        assert keys == {s.toString() for s in ACTIONS[name].sequences()}


def test_no_key_means_two_things_in_one_place() -> None:
    seen: dict[str, str] = {}
    for name, action in ACTIONS.items():
        for sequence in action.sequences():
            other = seen.setdefault(sequence.toString(), name)
            assert other == name, f"{sequence.toString()}: {other} and {name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_mark_shows_all_of_them_and_esc_closes(
    qtbot: QtBot, window: MainWindow, tray: TrayView, language: str
) -> None:
    use_language(language)
    QTest.keyClick(tray.list, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert window.key_list.isVisible()
    said = lines(window)
    assert said.keys() == ACTIONS.keys()
    for name, (words, keys) in said.items():
        assert words
        assert keys == ACTIONS[name].told() != ""
    assert {group.value for group in Group} == {action.group.value for action in ACTIONS.values()}
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.key_list.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert window.key_list.close_button.hasFocus(), "Tab stays inside"
    QTest.keyClick(window.key_list.close_button, Qt.Key.Key_Escape)
    assert not window.key_list.isVisible()
    qtbot.waitUntil(tray.list.hasFocus)


def test_f1_works_where_a_question_mark_is_a_letter(window: MainWindow, tray: TrayView) -> None:
    tray.form.fields.description.setFocus()
    QTest.keyClicks(tray.form.fields.description, "?")
    assert tray.form.fields.description.text() == "?"
    assert not window.key_list.isVisible()
    QTest.keyClick(tray.form.fields.description, Qt.Key.Key_F1)
    assert window.key_list.isVisible()
    QTest.keyClick(window.key_list.area, Qt.Key.Key_F1)
    assert not window.key_list.isVisible()
    assert tray.form.fields.description.hasFocus()


@pytest.mark.parametrize("name", sorted(BY_WIDGETS - {"choose_all"}))
def test_keys_that_widgets_take_are_known_by_the_table(name: str) -> None:
    for sequence in ACTIONS[name].sequences():
        combination = QKeyCombination.fromCombined(sequence[0].toCombined())  # type: ignore[index]  # it can be
        event = QKeyEvent(QKeyEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers())
        assert is_for(event, name)
        held = QKeyEvent(QKeyEvent.Type.KeyPress, combination.key(), Qt.KeyboardModifier.AltModifier)
        assert not is_for(held, name)


def test_standard_keys_are_those_of_this_system(desk: Desk) -> None:
    assert desk is not None
    assert QKeySequence(QKeySequence.StandardKey.Undo) in ACTIONS["undo"].sequences()


def test_it_fits_the_smallest_window(window: MainWindow, tray: TrayView) -> None:
    assert tray.isVisible()
    window.resize(820, 500)
    window.toggle_keys()
    assert window.key_list.geometry().contains(window.key_list.card.geometry())
    body = window.key_list.area.widget()
    assert body is not None
    assert body.width() <= window.key_list.area.viewport().width(), "nothing is cut at the side"
