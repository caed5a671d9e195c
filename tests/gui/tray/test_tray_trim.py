"""Trimming to the receipt by real keys and clicks: offered once it is found, applied, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.view import TrayView
from desktop.receipts.frame import Frame
from desktop.receipts.suggestion import Deed
from desktop.resources import resource_path
from desktop.words import use_language

MakeTray = Callable[..., TrayView]
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def photo_tray(qtbot: QtBot, connected: Desk, make_tray: MakeTray, tmp_path: Path) -> TrayView:
    """A tray with one photo of a receipt on a table, as large as a camera's, shown, and the receipt in it found."""
    with Image.open(resource_path("samples", "koebmand-lyngvig.jpg")) as image:
        image.save(tmp_path / "photo.jpg", quality=98)
    connected.take([tmp_path / "photo.jpg"])
    view = make_tray()
    view.list.setFocus()
    qtbot.waitUntil(view.preview.bar.trim.isVisible)
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None)
    return view


def press(view: TrayView) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert view.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_X, KEYS)


def frame_of(bridge: Bridge) -> Frame | None:
    (receipt,) = bridge.receipts.values()
    return receipt.originals[0].frame


def proportions(view: TrayView) -> float:
    image = view.preview.canvas.image()
    assert image is not None
    return image.height() / image.width()


def test_nothing_is_trimmed_by_itself(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    qtbot.wait(300)
    assert frame_of(bridge) is None
    assert bridge.undo_label() is None
    button = photo_tray.preview.bar.trim
    assert button.accessibleName() == "Beskær til bilaget"
    assert button.toolTip().endswith("\nBeskær til bilaget (Ctrl+Shift+X)")


def test_the_key_trims_and_takes_it_back(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    before, sizes = proportions(photo_tray), photo_tray.preview.bar.sizes
    qtbot.waitUntil(lambda: "→" in sizes.whole)
    weight = sizes.whole
    press(photo_tray)
    qtbot.waitUntil(lambda: frame_of(bridge) is not None)
    qtbot.waitUntil(lambda: proportions(photo_tray) > before + 0.1)
    assert photo_tray.preview.bar.trim.accessibleName() == "Vis det hele"
    qtbot.waitUntil(lambda: "→" in sizes.whole and sizes.whole != weight)
    press(photo_tray)
    qtbot.waitUntil(lambda: frame_of(bridge) is None)
    qtbot.waitUntil(lambda: proportions(photo_tray) == pytest.approx(before, abs=0.01))
    assert photo_tray.preview.bar.trim.accessibleName() == "Beskær til bilaget"


def test_a_click_trims_and_undo_takes_back_step_by_step(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    button = photo_tray.preview.bar.trim
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: frame_of(bridge) is not None)
    frame = frame_of(bridge)
    assert bridge.undo_label() == "1 bilag beskåret eller vist helt"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: frame_of(bridge) is None)
    bridge.undo()
    qtbot.waitUntil(lambda: frame_of(bridge) == frame)
    bridge.undo()
    qtbot.waitUntil(lambda: frame_of(bridge) is None)
    assert bridge.undo_label() is None


def test_trimming_and_turning_are_taken_back_in_their_order(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    press(photo_tray)
    qtbot.waitUntil(lambda: frame_of(bridge) is not None)
    photo_tray.preview.turn(1)
    qtbot.waitUntil(lambda: proportions(photo_tray) < 1)
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 1)
    bridge.undo()
    qtbot.waitUntil(lambda: next(iter(bridge.receipts.values())).originals[0].turns == 0)
    assert frame_of(bridge) is not None
    bridge.undo()
    qtbot.waitUntil(lambda: frame_of(bridge) is None)


def test_the_thumbnail_follows(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    thumbs: list[float] = []

    def note(ready: object) -> None:
        key, image = ready.key, ready.image  # type: ignore[attr-defined]  # PictureReady
        if key.thumb and key.original.frame is not None and image is not None:
            thumbs.append(image.height() / image.width())

    bridge.picture_ready.connect(note)
    press(photo_tray)
    qtbot.waitUntil(lambda: bool(thumbs))
    assert thumbs[0] > 1.4


def test_a_trimmed_picture_that_was_full_is_offered_nothing(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    original = next(iter(bridge.receipts.values())).originals[0]
    asked: list[str] = []
    bridge.trimming.found.connect(asked.append)
    with qtbot.waitSignal(bridge.trimming.found):
        tray.preview.show_receipt(tray.preview.receipt)
    assert asked
    assert bridge.trimming.suggestion(original) is None
    assert not tray.preview.bar.trim.isVisible()
    tray.list.setFocus()
    press(tray)
    qtbot.wait(100)
    assert all(o.frame is None for r in bridge.receipts.values() for o in r.originals)


def test_the_archive_offers_nothing(qtbot: QtBot, bridge: Bridge, photo_tray: TrayView) -> None:
    press(photo_tray)
    qtbot.waitUntil(lambda: frame_of(bridge) is not None)
    pane = PreviewPane(bridge, editable=False)
    qtbot.addWidget(pane)
    pane.resize(500, 600)
    pane.show()
    pane.show_receipt(next(iter(bridge.receipts.values())))
    qtbot.waitUntil(lambda: pane.canvas.image() is not None)
    image = pane.canvas.image()
    assert image is not None
    assert image.height() / image.width() > 1.4, "it shows what was trimmed"
    assert not pane.bar.trim.isVisible()


@pytest.fixture
def holder(qtbot: QtBot, photo_tray: TrayView) -> QWidget:  # noqa: ARG001 - closed after the tray, not before
    """A window for the bar alone; it lives as long as the tray, which goes on telling its bar what it knows."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(900, 100)
    return holder


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [310, 420, 600, 760])
def test_the_button_keeps_its_name_where_there_is_no_room_for_its_words(
    qtbot: QtBot, photo_tray: TrayView, holder: QWidget, width: int, language: str
) -> None:
    bar = photo_tray.preview.bar
    bar.setParent(holder)
    use_language(language)
    bar.retranslate()
    holder.show()
    bar.show()
    bar.offer_trim(None, trimmed=False)
    least = bar.minimumSizeHint().width()
    bar.offer_trim(Deed.TRIM, trimmed=False)
    bar.setGeometry(0, 0, width, 80)
    assert bar.minimumSizeHint().width() <= least
    qtbot.waitUntil(lambda: bar.sizes.geometry().right() < bar.width())
    for each in (bar.turn_left, bar.turn_right, bar.closer, bar.farther, bar.fit, bar.trim):
        assert each.geometry().right() < bar.width()
    assert bar.trim.accessibleName()
    words = bar.trim.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert words or width not in {420, 760}, "it has its words where there is room, in one line or two"
    qtbot.waitUntil(lambda: bar.trim.width() >= bar.trim.sizeHint().width())  # nothing of it is cut
