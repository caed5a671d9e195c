"""Whether delivered files are fetched back is the user's choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.config import Config
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.settings import SettingsPage


def test_proof_of_storage_is_on_until_it_is_put_off(qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk) -> None:
    page = SettingsPage(bridge, config)
    qtbot.addWidget(page)
    assert page.prove.isChecked()
    QTest.keyClick(page.prove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not desk.settings().prove_storage)
    page.fill(desk.settings())
    assert not page.prove.isChecked()
