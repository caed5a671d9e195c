"""The corners of what is trimmed to, moved by real keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.corners import STEP, CornerHandles
from desktop.gui.tray.view import TrayView
from desktop.receipts.frame import Frame
from desktop.resources import resource_path

MakeTray = Callable[..., TrayView]
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(qtbot: QtBot, connected: Desk, make_tray: MakeTray) -> TrayView:
    """A tray with a photo in which the receipt was found, and its corners are moved."""
    connected.take([resource_path("samples", "koebmand-lyngvig.jpg")])
    view = make_tray()
    view.list.setFocus()
    qtbot.waitUntil(view.preview.bar.trim.isVisible)
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None)
    open_(view)
    return view


def open_(view: TrayView) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_H, KEYS)
    assert view.preview.handles.hasFocus()


def press(view: TrayView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    assert QApplication.focusWidget() is view.preview.handles
    QTest.keyClick(view.preview.handles, key, held)


def frame_of(bridge: Bridge) -> Frame | None:
    return next(iter(bridge.receipts.values())).originals[0].frame


def corner(handles: CornerHandles, at: int) -> tuple[int, int]:
    assert handles.frame is not None
    return handles.frame.corners[at]


def proportions(view: TrayView) -> float:
    image = view.preview.canvas.image()
    assert image is not None
    return image.height() / image.width()


def test_keys_move_the_corners_and_enter_applies(qtbot: QtBot, bridge: Bridge, opened: TrayView) -> None:
    handles = opened.preview.handles
    first, second = corner(handles, 0), corner(handles, 1)
    assert handles.accessibleName() == "Øverste venstre hjørne"
    press(opened, Qt.Key.Key_Left)
    press(opened, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert corner(handles, 0) == (first[0] - STEP, first[1] - 5 * STEP)
    press(opened, Qt.Key.Key_Tab)
    assert handles.accessibleName() == "Øverste højre hjørne"
    press(opened, Qt.Key.Key_Right)
    assert corner(handles, 1) == (second[0] + STEP, second[1])
    wanted = handles.frame
    press(opened, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame_of(bridge) == wanted)
    assert not handles.isVisible()
    assert bridge.undo_label() == "1 bilag beskåret eller vist helt"
    bridge.undo()
    qtbot.waitUntil(lambda: frame_of(bridge) is None)


def test_esc_leaves_everything_as_it_was(bridge: Bridge, opened: TrayView) -> None:
    press(opened, Qt.Key.Key_Down)
    press(opened, Qt.Key.Key_Escape)
    assert not opened.preview.handles.isVisible()
    assert opened.preview.canvas.hasFocus()
    assert frame_of(bridge) is None
    assert bridge.undo_label() is None


def test_the_mouse_drags_a_corner(qtbot: QtBot, bridge: Bridge, opened: TrayView) -> None:
    handles = opened.preview.handles
    before, spot = corner(handles, 2), handles.spots()[2].toPoint()
    QTest.mousePress(handles, Qt.MouseButton.LeftButton, pos=spot + QPoint(3, 3))
    QTest.mouseMove(handles, spot + QPoint(12, 20))
    QTest.mouseRelease(handles, Qt.MouseButton.LeftButton, pos=spot + QPoint(12, 20))
    paper = opened.preview.canvas.paper_rect()
    moved = corner(handles, 2)
    assert moved[0] - before[0] == pytest.approx(12 / paper.width() * 10_000, abs=20)
    assert moved[1] - before[1] == pytest.approx(20 / paper.height() * 10_000, abs=20)
    press(opened, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: frame_of(bridge) is not None)


def test_a_corner_goes_no_further_than_the_picture_and_makes_no_dent(opened: TrayView) -> None:
    handles = opened.preview.handles
    for _press in range(100):
        press(opened, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert corner(handles, 0)[0] == 0
    for _press in range(150):
        press(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert handles.frame is not None
    assert handles.frame.is_usable


def test_a_trimmed_and_turned_picture_is_shown_whole_for_it(qtbot: QtBot, bridge: Bridge, opened: TrayView) -> None:
    before = opened.preview.handles.frame
    press(opened, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame_of(bridge) == before)
    opened.preview.turn(1)
    qtbot.waitUntil(lambda: proportions(opened) < 0.72)
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 1)
    open_(opened)
    handles = opened.preview.handles
    qtbot.waitUntil(lambda: 0.74 < proportions(opened) < 0.76)  # the whole photo, lying
    assert handles.frame == before
    assert handles.accessibleName() == "Øverste venstre hjørne"
    spots, at = handles.spots(), handles.at
    assert spots[at].x() == min(sorted(s.x() for s in spots)[:2], key=lambda x: abs(x - spots[at].x()))
    here = corner(handles, at)
    press(opened, Qt.Key.Key_Right)
    assert corner(handles, at) == (here[0], here[1] - STEP), "right, as it is seen, is up in the picture"
    press(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: proportions(opened) < 0.72)


def test_tab_scrolls_to_a_corner_that_is_out_of_sight(opened: TrayView) -> None:
    opened.preview.zoom(8)
    opened.preview.canvas.to_top()
    handles = opened.preview.handles
    for _press in range(4):
        press(opened, Qt.Key.Key_Tab)
        assert handles.rect().contains(handles.spots()[handles.at].toPoint())


def test_another_receipt_or_a_turn_takes_the_handles_away(
    qtbot: QtBot, bridge: Bridge, opened: TrayView, photo: Callable[[str], Path]
) -> None:
    opened.preview.turn(1)
    assert not opened.preview.handles.isVisible()
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 1)
    open_(opened)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("a.jpg")])
    opened.select(next(i for i, r in bridge.receipts.items() if r.originals[0].name == "a.jpg"))
    assert not opened.preview.handles.isVisible()
    assert opened.preview.bar.corners.isVisible(), "any picture can be trimmed by hand"


def test_a_document_has_no_corners(qtbot: QtBot, bridge: Bridge, connected: Desk, make_tray: MakeTray) -> None:
    connected.take([resource_path("samples", "birk-oestergaard.pdf")])
    view = make_tray()
    view.list.setFocus()
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None)
    QTest.keyClick(view.list, Qt.Key.Key_H, KEYS)
    assert not view.preview.handles.isVisible()
    assert not view.preview.bar.corners.isVisible()
    assert frame_of(bridge) is None


def test_the_mouse_alone_trims_and_leaves(qtbot: QtBot, bridge: Bridge, opened: TrayView) -> None:
    answers, wanted = opened.preview.answers, opened.preview.handles.frame
    qtbot.waitUntil(answers.isVisible)
    assert (answers.trim.accessibleName(), answers.cancel.accessibleName()) == ("Beskær", "Annullér")
    QTest.mouseClick(answers.cancel, Qt.MouseButton.LeftButton)
    assert not answers.isVisible()
    assert frame_of(bridge) is None
    opened.list.setFocus()
    open_(opened)
    QTest.mouseClick(answers.trim, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: frame_of(bridge) == wanted)
    assert not answers.isVisible()
