"""Files that macOS hands over as events, before and after there is a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.gui.application import Program
from desktop.gui.file_opens import FileOpens
from desktop.gui.single import SingleInstance
from tests.gui.shell.conftest import IdleCourier


def _open(app: QApplication, path: Path) -> None:
    QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


@pytest.fixture
def opens(qapp: QApplication) -> Iterator[FileOpens]:
    """The one that the program makes with its application."""
    opens = FileOpens(qapp)
    yield opens
    qapp.removeEventFilter(opens)
    opens.setParent(None)  # nothing finds it as a child any more
    opens.deleteLater()


@pytest.mark.usefixtures("opens")
@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_files_that_come_before_the_window_and_after_it(
    qtbot: QtBot, qapp: QApplication, config: Config, desk: Desk, make_photo: Callable[[str], Path]
) -> None:
    desk.save_settings(Settings(language="da", seen_welcome=True))
    _open(qapp, make_photo("før.jpg"))
    single = SingleInstance(config.data_dir)
    assert single.claim()
    program = Program(qapp, config, desk, IdleCourier, single)
    program.start([make_photo("ord.jpg")])
    qtbot.waitUntil(lambda: len(program.bridge.receipts) == 2)
    _open(qapp, make_photo("efter.jpg"))
    qtbot.waitUntil(lambda: len(program.bridge.receipts) == 3)
    names = {r.originals[0].name for r in program.bridge.receipts.values()}
    assert names == {"før.jpg", "ord.jpg", "efter.jpg"}
    program.window.close_now()
    program.end()
    single.release()


def test_what_is_no_file_is_let_pass(qapp: QApplication, opens: FileOpens) -> None:
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl("mailto:nogen@example.dk")))
    assert opens.take() == []
