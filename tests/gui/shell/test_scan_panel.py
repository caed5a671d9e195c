"""Scanning in the window, with SANE's virtual scanners and the real ``scanimage``."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.scan_panel import ScanPanel
from desktop.gui.tray.view import TrayView
from desktop.gui.window import MainWindow
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.states import State
from desktop.scanning.sane import SanePort

LONG = 60_000
CONF = """number_of_devices 1
mode Color
depth 8
resolution_min 1.0
resolution_max 1200.0
resolution_quant 1.0
resolution 50.0
test-picture "Grid"
read-status-code "{status}"
read-delay {slow}
read-delay-duration 200000
read-limit {slow}
read-limit-size 4000
geometry_min 0.0
geometry_max 200.0
geometry_quant 1.0
tl_x 0.0
tl_y 0.0
br_x 20.0
br_y 20.0
"""


def environ(folder: Path, *, status: str = "Default", slow: bool = False) -> Mapping[str, str]:
    """Return an environment in which SANE knows one virtual scanner alone."""
    folder.mkdir(exist_ok=True)
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text(CONF.format(status=status, slow=str(slow).lower()))
    return os.environ | {"SANE_CONFIG_DIR": str(folder)}


@pytest.fixture
def panel(bridge: Bridge, window: MainWindow, tmp_path: Path) -> ScanPanel:
    if shutil.which("scanimage") is None:
        pytest.skip("scanimage (the package sane-utils) is not installed")
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane"), patience_s=(2, 1, 10))
    return window.scan


def opened(qtbot: QtBot, window: MainWindow, panel: ScanPanel) -> ScanPanel:
    """Open the panel by its key, and wait until the scanner has said what it can."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.start.isVisible() and panel.start.isEnabled(), timeout=LONG)
    return panel


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def tray(desk: Desk) -> list[int]:
    """Return how many pages each receipt of the tray has."""
    return sorted(len(r.originals) for r in desk.receipts() if r.state is not State.BINNED)


def test_a_page_from_the_glass_comes_into_the_tray(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk
) -> None:
    opened(qtbot, window, panel)
    assert panel.scanner.currentText() == "Noname frontend-tester"
    assert not panel.together.isVisible(), "one page lies on the glass"
    qtbot.waitUntil(panel.start.hasFocus, timeout=LONG)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        QTest.keyClick(panel.start, Qt.Key.Key_Return)
    assert panel.words.text() == "1 side er i bakken. Læg det næste på, eller luk her."
    assert tray(desk) == [1]
    assert window.pages.current() is Shown.TRAY
    qtbot.waitUntil(lambda: len(bridge.receipts) == 1, timeout=LONG)
    (receipt,) = desk.receipts()
    assert receipt.originals[0].name.startswith("Scan 20")
    QTest.keyClick(panel.start, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert not list((desk.config.data_dir / "scans").iterdir())


@pytest.mark.parametrize(("together", "pages"), [(True, [10]), (False, [1] * 10)])
def test_the_feeders_pages_are_one_receipt_or_one_each(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk, together: bool, pages: list[int]
) -> None:  # fmt: skip
    opened(qtbot, window, panel)
    choose(panel.paper, "I arkføderen")
    assert panel.together.isVisible()
    if together:
        QTest.keyClick(panel.together, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: desk.settings().scan_together, timeout=LONG)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        panel.start.click()
    assert panel.words.text().startswith("10 sider er i bakken.")
    assert tray(desk) == pages
    qtbot.waitUntil(lambda: len(bridge.receipts) == len(pages), timeout=LONG)


def test_an_unplugged_scanner_says_so_and_its_pages_are_there(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk, tmp_path: Path
) -> None:
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane", slow=True))
    opened(qtbot, window, panel)
    choose(panel.paper, "I arkføderen")
    came: list[object] = []

    def unplug(receipt: object) -> None:
        """In the thread that scans: the scanner is gone as soon as the second page is safe."""
        came.append(receipt)
        for pid in scanning() if len(came) == 2 else ():
            os.kill(pid, signal.SIGKILL)

    bridge.sources.scans._ear.taken.connect(unplug, Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        panel.start.click()
        assert panel.stop.isVisible()
    assert "er i bakken. Scanneren gik i stå." in panel.words.text()
    assert panel.again.isVisible()
    assert panel.start.isEnabled(), "the rest can be scanned"
    assert len(tray(desk)) >= 2
    qtbot.waitUntil(lambda: len(bridge.receipts) == len(tray(desk)), timeout=LONG)


def test_a_scan_can_be_broken_off_by_a_key(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk, tmp_path: Path
) -> None:
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane", slow=True), patience_s=(5, 2, 10))
    opened(qtbot, window, panel)
    choose(panel.paper, "I arkføderen")
    panel.start.click()
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        QTest.keyClick(panel.stop, Qt.Key.Key_Escape)
        assert not panel.stop.isEnabled()
    assert panel.isVisible()
    assert 1 <= len(tray(desk)) < 10
    assert scanning() == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("SANE_STATUS_JAMMED", "Papiret sidder fast."),
        ("SANE_STATUS_COVER_OPEN", "Scannerens låg er åbent."),
        ("SANE_STATUS_IO_ERROR", "Scanneren kan ikke nås mere."),
    ],
)
def test_what_a_scanner_complains_of_is_said(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk, tmp_path: Path, status: str,
    words: str
) -> None:  # fmt: skip
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane", status=status))
    opened(qtbot, window, panel)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        panel.start.click()
    assert panel.words.text().startswith(words)
    assert tray(desk) == []


def test_the_empty_tray_has_a_way_to_it(qtbot: QtBot, window: MainWindow, bridge: Bridge, tmp_path: Path) -> None:
    bridge.sources.scans.port = SanePort({"PATH": str(tmp_path)})
    view = window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    assert view.empty.scan.isVisible()
    QTest.keyClick(view.empty.scan, Qt.Key.Key_Return)
    assert window.scan.isVisible()
    qtbot.waitUntil(window.scan.again.isVisible, timeout=LONG)


def test_closing_in_the_middle_of_a_scan_keeps_what_came(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, desk: Desk, tmp_path: Path
) -> None:
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane", slow=True), patience_s=(5, 2, 10))
    opened(qtbot, window, panel)
    choose(panel.paper, "I arkføderen")
    panel.start.click()
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)
    window.close_now()
    bridge.sources.stop()
    assert scanning() == []
    assert tray(desk)


def test_without_the_program_it_says_what_to_install(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, tmp_path: Path
) -> None:
    bridge.sources.scans.port = SanePort({"PATH": str(tmp_path)})
    bridge.sources.scans.open()
    qtbot.waitUntil(lambda: "sane-utils" in window.scan.words.text(), timeout=LONG)
    assert window.scan.again.isVisible()
    assert not window.scan.start.isVisible()


def test_pages_that_a_killed_run_has_left_come_at_the_next_start(
    desk: Desk, bridge: Bridge, qtbot: QtBot, make_photo: Callable[[str], Path]
) -> None:
    left = desk.config.data_dir / "scans" / "cut-off"
    left.mkdir(parents=True)
    make_photo("a.png").rename(left / "Scan 2026-11-26 10.00.00-01.png")
    (left / "page-0002.png.part").write_bytes(b"half")
    bridge.start()
    qtbot.waitUntil(lambda: len(bridge.receipts) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: not left.exists(), timeout=LONG)
    assert tray(desk) == [1]


def scanning() -> list[int]:
    """Return the living processes of ``scanimage`` that this one has started."""
    words = ("ps", "-o", "pid=,comm=,stat=", "--ppid", str(os.getpid()))
    listed = subprocess.run(words, capture_output=True, text=True, check=False)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(row[0]) for row in rows if row[1] == "scanimage" and not row[2].startswith("Z")]


def test_a_scan_that_ends_pulls_nobody_away(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge, tmp_path: Path
) -> None:
    bridge.sources.scans.port = SanePort(environ(tmp_path / "sane", slow=True), patience_s=(5, 2, 10))
    opened(qtbot, window, panel)
    choose(panel.paper, "I arkføderen")
    QTest.keyClick(panel.start, Qt.Key.Key_Return)
    assert panel.stop.hasFocus()
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)
    view = window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    with qtbot.waitSignal(bridge.sources.scans.ended, timeout=LONG):
        QTest.keyClick(panel.stop, Qt.Key.Key_Return)
        assert panel.hasFocus(), "what lies below gets no Enter that was meant for the scan"
        view.form.fields.amount.setFocus()
    assert view.form.fields.amount.hasFocus()


def test_esc_closes_it_also_while_it_looks_and_of_one_that_refuses_another_can_be_chosen(
    qtbot: QtBot, window: MainWindow, panel: ScanPanel, bridge: Bridge
) -> None:
    opened(qtbot, window, panel)
    bridge.sources.scans.refused.emit(FaultNote(FaultCode.SCANNER_SILENT))
    assert panel.scanner.isEnabled()
    assert not panel.start.isEnabled()
    assert panel.again.hasFocus()
    QTest.keyClick(panel.again, Qt.Key.Key_Return)
    assert panel.away.hasFocus()
    QTest.keyClick(panel.away, Qt.Key.Key_Escape)
    assert not panel.isVisible()
