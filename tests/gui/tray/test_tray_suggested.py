"""What is suggested for a picture, by real keys: one made two, several trimmed at once, before and after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.notices import Notices
from desktop.gui.tray.view import TrayView
from desktop.words import use_language
from tests.receipt_pictures import box, laid, receipt, table, two_receipts

MakeTray = Callable[..., TrayView]
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(view: TrayView, key: Qt.Key = Qt.Key.Key_X) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert view.isAncestorOf(focused)
    QTest.keyClick(focused, key, KEYS)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """One of two receipts, one of a receipt on a table, a plain scan that lies on its head."""
    pictures = (
        two_receipts(),
        laid(table(), receipt(3), box((750, 1000), (700, 1340), 5)),
        receipt(4).transpose(Image.Transpose.ROTATE_180),
    )
    paths = [tmp_path / f"{name}.jpg" for name in ("two", "one", "head")]
    for path, picture in zip(paths, pictures, strict=True):
        picture.save(path, quality=90)
    return paths


@pytest.fixture
def two_tray(qtbot: QtBot, connected: Desk, make_tray: MakeTray, photos: list[Path]) -> TrayView:
    """A tray with the photo of two receipts, which have been found."""
    connected.take(photos[:1])
    view = make_tray()
    view.list.setFocus()
    qtbot.waitUntil(view.preview.bar.trim.isVisible)
    return view


def test_two_receipts_of_one_picture_become_two_and_one_again(qtbot: QtBot, bridge: Bridge, two_tray: TrayView) -> None:
    button = two_tray.preview.bar.trim
    assert button.accessibleName() == "Del i 2 bilag"
    assert button.accessibleDescription() == "Der er 2 bilag på billedet"
    press(two_tray)
    qtbot.waitUntil(lambda: two_tray.model.rowCount() == 2)
    frames = [r.originals[0].frame for r in bridge.receipts.values()]
    assert len(set(frames)) == 2
    assert None not in frames
    qtbot.waitUntil(lambda: button.accessibleName() == "Vis det hele")
    press(two_tray, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: two_tray.preview.trimmer.shows_whole)
    assert two_tray.preview.handles.frame in frames, "each has corners of its own"
    QTest.keyClick(two_tray.preview.handles, Qt.Key.Key_Escape)
    assert bridge.undo_label() == "1 bilag delt"
    bridge.undo()
    qtbot.waitUntil(lambda: two_tray.model.rowCount() == 1)
    qtbot.waitUntil(lambda: button.accessibleName() == "Del i 2 bilag")


def test_before_and_after_are_shown_until_they_are_put_away(qtbot: QtBot, two_tray: TrayView) -> None:
    peek = two_tray.preview.peek
    assert peek.isVisible()
    qtbot.waitUntil(lambda: not peek.card().isEmpty())
    assert len(peek.outlines()) == 2
    paper = two_tray.preview.canvas.paper_rect()
    for outline in peek.outlines():
        assert paper.contains(outline.boundingRect())
    QTest.mouseClick(two_tray.preview.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    two_tray.list.setFocus()
    press(two_tray, Qt.Key.Key_E)
    assert not peek.isVisible()
    press(two_tray, Qt.Key.Key_E)
    assert peek.isVisible()


@pytest.mark.parametrize("size", [(820, 420), (1000, 700), (1280, 800), (1900, 1000)])
def test_what_comes_of_it_hides_next_to_nothing_of_what_is_kept(
    qtbot: QtBot, two_tray: TrayView, size: tuple[int, int]
) -> None:
    peek, canvas = two_tray.preview.peek, two_tray.preview.canvas
    qtbot.waitUntil(lambda: not peek.card().isEmpty())
    two_tray.resize(*size)
    qtbot.waitUntil(lambda: peek.size() == canvas.viewport().size())

    def hidden() -> float:
        places = [outline.boundingRect() for outline in peek.outlines()]
        seen = [place.intersected(peek.card()) for place in places]
        return sum(r.width() * r.height() for r in seen) / sum(r.width() * r.height() for r in places)

    assert hidden() < 0.05
    assert not peek.card().isEmpty() or size[0] < 1280, "there is room for it in a window of the usual size"
    outline = peek.outlines()[0].boundingRect()
    paper = canvas.paper_rect()
    canvas.set_mark(QRectF((outline.x() - paper.x()) / paper.width(), 0.9, 0.1, 0.05))
    marked = canvas.marked_rect()
    assert marked is not None
    assert not marked.intersects(peek.card())


@pytest.mark.parametrize("language", ["da", "en"])
def test_all_chosen_ones_are_trimmed_in_one_step(
    qtbot: QtBot, bridge: Bridge, connected: Desk, make_tray: MakeTray, photos: list[Path], language: str
) -> None:
    use_language(language)
    connected.take(photos)
    view = make_tray()
    notices = Notices(bridge, view)
    qtbot.waitUntil(lambda: view.model.rowCount() == 3)
    view.list.setFocus()
    view.list.selectAll()
    with qtbot.waitSignal(bridge.trimming.many_done, timeout=30_000) as done:
        press(view)
    assert tuple(done.args[0]) == (2, 1, 3)
    named = {r.originals[0].name: r.originals[0] for r in bridge.receipts.values()}
    assert named["two.jpg"].frame is None, "which fields go with which of the two, only the user knows"
    assert named["one.jpg"].frame is not None
    assert (named["head.jpg"].frame, named["head.jpg"].turns) == (None, 2)
    told = notices.all[-1]
    assert told.title.startswith("2 ")
    assert (
        told.text
        == {
            "da": "1 billede viser flere bilag: Se på det for sig.",
            "en": "1 picture holds several receipts: look at it by itself.",
        }[language]
    )
    bridge.undo()
    qtbot.waitUntil(lambda: {(o.frame, o.turns) for r in bridge.receipts.values() for o in r.originals} == {(None, 0)})
    assert bridge.undo_label() is None


def test_a_receipt_on_its_head_is_turned_only_when_asked(
    qtbot: QtBot, bridge: Bridge, connected: Desk, make_tray: MakeTray, photos: list[Path]
) -> None:
    connected.take(photos[2:])
    view = make_tray()
    view.list.setFocus()
    button = view.preview.bar.trim
    qtbot.waitUntil(button.isVisible)
    assert button.accessibleName() == "Drej, så det kan læses"
    (original,) = next(iter(bridge.receipts.values())).originals
    assert original.turns == 0
    press(view)
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 2)
    qtbot.waitUntil(lambda: not button.isVisible())
    assert bridge.undo_label() == "1 bilag drejet"
    bridge.undo()
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 0)
