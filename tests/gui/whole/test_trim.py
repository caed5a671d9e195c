"""From the key that trims to Dinero: what is uploaded has the receipt's proportions, and "Undo" is Ctrl+Z."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.pages import Shown
from desktop.gui.tour import drop
from desktop.gui.tray.view import TrayView
from desktop.receipts.receipt import Original
from desktop.receipts.states import State
from desktop.resources import resource_path
from desktop.sandbox import KAFFE, Sandbox
from tests.gui.whole.conftest import QUICK, Programs, User, fill

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def picture() -> Path:
    return resource_path("samples", "koebmand-lyngvig.jpg")


@pytest.fixture
def tray(qtbot: QtBot, make_program: Programs, picture: Path) -> tuple[User, TrayView]:
    """The tray with a photo in it, in which the receipt was found."""
    user = User(qtbot, make_program(QUICK), picture)
    user.wait(lambda: user.bridge.book is not None and user.bridge.is_loaded)
    drop(user.program.window, [picture])
    user.wait(lambda: user.bridge.receipts)
    user.comes_forward()
    view = user.program.window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    view.list.setFocus()
    user.wait(view.preview.bar.trim.isVisible)
    return user, view


def original(user: User) -> Original:
    return user.receipt.originals[0]


def test_the_receipt_is_trimmed_by_key_and_uploaded(tray: tuple[User, TrayView], box: Sandbox, picture: Path) -> None:
    user, view = tray
    QTest.keyClick(view.list, Qt.Key.Key_X, KEYS)
    user.wait(lambda: original(user).frame is not None)
    QTest.keyClick(view.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    user.wait(lambda: original(user).frame is None)
    QTest.keyClick(view.list, Qt.Key.Key_X, KEYS)
    user.wait(lambda: original(user).frame is not None)
    fill(user.program)
    user.sends()
    user.comes_to(State.DRAFTED)
    (file,) = box.state.files(KAFFE)
    frame = original(user).frame
    assert frame is not None
    with Image.open(picture) as photo:
        (left, top), (right, _), _, (_, bottom) = frame.points(photo.size)
    about = (bottom - top) / (right - left)
    with Image.open(io.BytesIO(box.state.content(file["FileGuid"]))) as uploaded:
        assert uploaded.format == "JPEG"
        assert abs(uploaded.height / uploaded.width - about) < 0.06 * about
    assert not view.preview.bar.trim.isVisible(), "what lies in Dinero is what it is"
