"""What the window takes: drops of all kinds, and what is pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.ways import WaysIn
from desktop.gui.window import MainWindow
from tests.gui.shell.offered import COPY, LEFT, NONE, drag

Photo = Callable[[str], Path]


def urls(*names: str | Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(n)) if isinstance(n, Path) else QUrl(n) for n in names])
    return data


@pytest.mark.parametrize("shown", [Shown.TRAY, Shown.OUTBOX, Shown.ARCHIVE, Shown.SETTINGS, Shown.WAYS, Shown.WELCOME])
def test_every_page_takes_a_file(qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path, shown: Shown) -> None:
    window.pages.show_page(shown)
    with qtbot.waitSignal(bridge.intake_finished):
        event = drag(window, urls(photo))
    assert event.isAccepted()
    assert event.dropAction() is COPY
    assert len(bridge.receipts) == 1
    assert window.pages.current() is Shown.TRAY


def test_a_file_dropped_on_a_text_field_is_a_receipt_not_a_path(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    field = page.fields.client_id
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, urls(photo), at=field)
    assert not field.text()
    assert len(bridge.receipts) == 1


def test_a_folder_is_taken_with_all_that_is_in_it(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Photo, tmp_path: Path
) -> None:
    folder = tmp_path / "Bilag æøå" / "juni"
    folder.mkdir(parents=True)
    for n in range(3):
        make_photo(f"{n}.png").rename(folder / f"{n}.png")
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, urls(folder.parent))
    assert len(bridge.receipts) == 3


def test_only_a_copy_is_accepted(window: MainWindow, bridge: Bridge, photo: Path) -> None:
    event = drag(window, urls(photo), actions=Qt.DropAction.MoveAction)
    assert not event.isAccepted()
    assert not bridge.receipts
    assert photo.exists()


def test_a_drop_without_anything_in_it_gets_a_sentence(window: MainWindow, bridge: Bridge) -> None:
    drag(window, urls("mailto:bogholder@kaffe.dk"))
    assert "Der var ingen fil" in window.status.words.whole
    assert not bridge.receipts


def test_a_picture_from_a_browser_is_taken_and_its_address_is_not(
    qtbot: QtBot, window: MainWindow, bridge: Bridge
) -> None:
    data = urls("https://www.example.dk/kvittering.png")
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data.setImageData(image)
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, data)
    (receipt,) = bridge.receipts.values()
    assert receipt.originals[0].media_type == "image/png"


def test_the_overlay_shows_while_something_is_above_the_window(window: MainWindow, photo: Path) -> None:
    handle, data = window.windowHandle(), urls(photo)
    QApplication.sendEvent(handle, QDragEnterEvent(QPointF(window.rect().center()), COPY, data, LEFT, NONE))
    assert window.overlay.isVisible()
    central = window.centralWidget()
    assert central is not None
    assert window.overlay.size() == central.size()
    QApplication.sendEvent(handle, QEvent(QEvent.Type.DragLeave))
    assert not window.overlay.isVisible()


def test_ctrl_v_takes_a_picture(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    image = QImage(50, 70, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(bridge.receipts) == 1


def test_ctrl_v_takes_files_though_a_text_field_has_the_focus(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    page.fields.client_id.setFocus()
    qtbot.waitUntil(page.fields.client_id.hasFocus)
    QGuiApplication.clipboard().setMimeData(urls(photo))
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(page.fields.client_id, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not page.fields.client_id.text()


def test_ctrl_v_leaves_text_to_the_field(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    page.fields.client_id.setFocus()
    qtbot.waitUntil(page.fields.client_id.hasFocus)
    QGuiApplication.clipboard().setText("isv_mit_firma")
    QTest.keyClick(page.fields.client_id, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.fields.client_id.text() == "isv_mit_firma"
