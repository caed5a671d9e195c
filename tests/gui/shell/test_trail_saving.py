"""A receipt's trail, saved from the details."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.trail import TrailList
from desktop.receipts.faults import FaultCode
from desktop.store import RequestStart


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize(("name", "begins"), [("spor.txt", "Bilag: "), ("spor.csv", "\ufeffBegyndt;Trin;")])
def test_the_trail_is_saved_as_the_name_says(
    qtbot: QtBot, desk: Desk, bridge: Bridge, photo: Path, tmp_path: Path, name: str, begins: str
) -> None:
    receipt = desk.take([photo]).taken[0]
    desk.request_table.begin(RequestStart("upload", 42, "isv_x", receipt.id, {"size": 312_000}), 90)
    trail = TrailList(bridge)
    qtbot.addWidget(trail)
    trail.show()
    trail.follow(receipt)
    assert not trail.save.isVisible()
    with qtbot.waitSignal(bridge.trail_ready):
        trail.toggle.click()
    assert trail.toggle.accessibleName() == trail.toggle.text()
    trail.save.click()
    dialog = trail.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(bridge.trail_saved):
        dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "Upload af filen" in text
    assert trail.saved.isVisible()


def test_a_place_that_takes_no_trail_is_told(qtbot: QtBot, desk: Desk, bridge: Bridge, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    with qtbot.waitSignal(bridge.fault) as told:
        bridge.save_trail(receipt.id, photo / "spor.txt")
    assert told.args[0].code is FaultCode.FILE_NOT_WRITTEN
