"""Files that break, swell or never end, dropped among good ones: the window stays usable, and every file is told of."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.desk import IntakeReport
from desktop.gui.facts import PictureReady
from desktop.gui.tour import drop
from desktop.receipts.faults import FaultCode
from desktop.receipts.states import State
from desktop.studio import calls
from desktop.studio import studio as studios
from desktop.studio.studio import Studio
from tests.gui.whole.conftest import QUICK, Programs, fill, wait
from tests.unit.studio.bad_files import endless_pdf, slow_page_pdf

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The program's studio, with less patience."""
    studio = Studio()
    monkeypatch.setattr(calls, "_studio", studio)
    monkeypatch.setattr(calls, "_INSPECT_S", 1.0)
    monkeypatch.setattr(studios, "_LOOK_S", 1.0)
    yield studio
    studio.close()


def files(folder: Path) -> list[Path]:
    """Write twenty files, of which seventeen are good, and return them in a mixed order."""
    folder.mkdir()
    paths = [folder / f"bon {number:02} æøå.png" for number in range(17)]
    for number, path in enumerate(paths):
        Image.new("RGB", (600, 900), (250, 250 - number, 240)).save(path)
    slow, endless, cut = folder / "slow.pdf", folder / "endless.pdf", folder / "cut.png"
    slow.write_bytes(slow_page_pdf())
    endless.write_bytes(endless_pdf())
    cut.write_bytes(paths[0].read_bytes()[:500])
    return [slow, *paths[:8], endless, cut, *paths[8:]]


def test_twenty_files_are_dropped_and_workers_killed_meanwhile(
    qtbot: QtBot, make_program: Programs, tmp_path: Path, hasty: Studio
) -> None:
    program = make_program(QUICK)
    bridge, reports, pictures = program.bridge, list[IntakeReport](), list[PictureReady]()
    bridge.intake_finished.connect(reports.append)
    bridge.picture_ready.connect(pictures.append)
    wait(qtbot, lambda: bridge.book is not None and bridge.is_loaded)
    wait(qtbot, hasty.processes)  # started ahead, before there is a picture
    beats = [time.monotonic()]
    heart = QTimer(interval=10)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start()
    drop(program.window, files(tmp_path / "many"))
    wait(qtbot, lambda: len(bridge.receipts) > 3)
    for pid in hasty.processes():
        os.kill(pid, signal.SIGTERM)
    wait(qtbot, lambda: len(bridge.receipts) == 18 and reports)
    fill(program)
    wait(qtbot, lambda: all(r.state is State.READY for r in bridge.receipts.values()))
    assert {refusal.name: refusal.note.code for report in reports for refusal in report.refused} == {
        "endless.pdf": FaultCode.FILE_TOO_SLOW,
        "cut.png": FaultCode.BROKEN_IMAGE,
    }
    (slow,) = (r for r in bridge.receipts.values() if r.originals[0].name == "slow.pdf")
    wait(qtbot, lambda: any(ready.fault for ready in pictures if ready.key.original == slow.originals[0]))
    for ready in pictures:
        if ready.key.original.sha256 == slow.originals[0].sha256:
            assert ready.fault is not None
            assert ready.fault.code is FaultCode.FILE_TOO_SLOW
        else:
            assert ready.image is not None, "good ones are drawn, also those whose worker was killed"
    assert len(hasty.processes()) <= 4
    gaps = [b - a for a, b in itertools.pairwise(beats)]
    assert len(beats) > 20
    assert max(gaps) < 3.0, "no file of a stranger is opened in the window's own thread"
