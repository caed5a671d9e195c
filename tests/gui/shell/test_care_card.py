"""The error report and the taking over of a folder, in the settings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.care_card import REPORT_NAME
from desktop.gui.settings import SettingsPage
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.store import MetaTable


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, config: Config) -> Iterator[SettingsPage]:
    page = SettingsPage(bridge, config)
    qtbot.addWidget(page)
    page.resize(900, 1200)
    page.show()
    yield page
    page.close()


def _start(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.loaded):
        bridge.start()


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_an_error_report_is_saved_where_the_user_wants_it(
    qtbot: QtBot, page: SettingsPage, desk: Desk, bridge: Bridge, photo: Path, tmp_path: Path
) -> None:
    desk.take([photo])
    _start(qtbot, bridge)
    page.care.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == REPORT_NAME
    target = tmp_path / "rapport.zip"
    with qtbot.waitSignal(bridge.report_saved):
        dialog.fileSelected.emit(str(target))
    dialog.close()
    with zipfile.ZipFile(target) as file:
        assert "bon.jpg" not in b"".join(file.read(n) for n in file.namelist()).decode()
    assert page.care.saved.isVisible()
    assert str(target) in page.care.saved.text().replace("\u200b", "")


def test_a_place_that_takes_no_file_is_told(qtbot: QtBot, bridge: Bridge, desk: Desk, photo: Path) -> None:
    desk.save_settings(Settings())
    with qtbot.waitSignal(bridge.fault) as told:
        bridge.save_report(photo / "rapport.zip")
    assert told.args[0].code is FaultCode.FILE_NOT_WRITTEN


def test_a_folder_of_another_computer_can_be_taken_over_in_the_settings(
    qtbot: QtBot, desk: Desk, bridge: Bridge, page: SettingsPage
) -> None:
    assert not page.take_over.adopt.isVisible()
    MetaTable(desk.journal).set("computer", "another")
    faults: list[FaultNote] = []
    bridge.fault.connect(faults.append)
    _start(qtbot, bridge)
    assert faults == [], "it is a question, not a fault"
    assert page.take_over.adopt.isVisible()
    assert page.take_over.question.isVisible()
    with qtbot.waitSignal(bridge.held_changed):
        page.take_over.adopt.click()
    assert not page.take_over.adopt.isVisible()
    assert desk.hold() is None
    assert desk.open() == ()


def test_a_folder_of_this_computer_is_not_spoken_of(
    qtbot: QtBot, bridge: Bridge, page: SettingsPage, make_photo: Callable[[str], Path]
) -> None:
    faults: list[FaultNote] = []
    bridge.fault.connect(faults.append)
    bridge.take_paths([make_photo("a.jpg")])
    _start(qtbot, bridge)
    assert faults == []
    assert not page.take_over.adopt.isVisible()
