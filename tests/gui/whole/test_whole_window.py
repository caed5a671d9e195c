"""The whole window on a real sandbox with the real delivery: drops in, vouchers out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.gui.application import Program
from desktop.gui.tour import drop
from desktop.receipts.states import Place, State
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.gui.whole.conftest import Programs, fill, wait

FOLDER = os.environ.get("BILAGSDROP_RECEIPTS")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def assert_one_each(box: Sandbox, program: Program, count: int) -> None:
    vouchers, files = box.state.vouchers(KAFFE), box.state.files(KAFFE)
    delivered = [r for r in program.bridge.receipts.values() if r.place is Place.ARCHIVE]
    assert len(vouchers) == len(files) == len(delivered) == count
    assert {v["FileGuid"] for v in vouchers} == {f["FileGuid"] for f in files}
    assert {v["ExternalReference"] for v in vouchers} == {r.id for r in delivered}
    assert box.state.mistakes == []


def test_dropped_filled_sent_and_in_the_archive(
    qtbot: QtBot, make_program: Programs, box: Sandbox, tmp_path: Path
) -> None:
    paths = [tmp_path / f"bon {i} æøå.png" for i in range(3)]
    for number, path in enumerate(paths):
        Image.new("RGB", (300, 400), (200, 200, number)).save(path)
    program = make_program()
    bridge = program.bridge
    wait(qtbot, lambda: bridge.book is not None and bridge.is_loaded)
    drop(program.window, paths)
    wait(qtbot, lambda: len(bridge.receipts) == 3)
    fill(program)
    wait(qtbot, lambda: all(r.state is State.READY for r in bridge.receipts.values()))
    bridge.send(list(bridge.receipts), book=False)
    wait(qtbot, lambda: all(r.place is Place.ARCHIVE for r in bridge.receipts.values()))
    assert_one_each(box, program, 3)


def test_quit_in_the_middle_and_a_new_start_goes_on(
    qtbot: QtBot, make_program: Programs, box: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "bon.png"
    Image.new("RGB", (300, 400), "grey").save(path)
    first = make_program()
    wait(qtbot, lambda: first.bridge.book is not None and first.bridge.is_loaded)
    box.faults.add(Fault("cut", "create_voucher", after=True))
    drop(first.window, [path])
    wait(qtbot, lambda: first.bridge.receipts)
    fill(first)
    wait(qtbot, lambda: all(r.state is State.READY for r in first.bridge.receipts.values()))
    first.bridge.send(list(first.bridge.receipts), book=False)
    wait(qtbot, lambda: any(r.state is State.UNCERTAIN for r in first.bridge.receipts.values()))
    make_program.end()
    second = make_program()
    wait(qtbot, lambda: second.bridge.receipts)
    wait(qtbot, lambda: all(r.place is Place.ARCHIVE for r in second.bridge.receipts.values()))
    assert_one_each(box, second, 1)


@pytest.mark.skipif(not FOLDER, reason="BILAGSDROP_RECEIPTS names no folder of real receipts")
@pytest.mark.timeout(600)
def test_every_real_receipt_by_one_drop(qtbot: QtBot, make_program: Programs, box: Sandbox) -> None:
    pictures = [p for p in Path(str(FOLDER)).rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png", ".pdf"}]
    program = make_program()
    bridge = program.bridge
    reports: list[object] = []
    bridge.intake_finished.connect(reports.append)
    wait(qtbot, lambda: bridge.book is not None and bridge.is_loaded)
    drop(program.window, sorted({p.parent for p in pictures}))
    wait(qtbot, lambda: reports, 120)
    assert len(bridge.receipts) == len(pictures)
    fill(program)
    wait(qtbot, lambda: all(r.state is State.READY for r in bridge.receipts.values()))
    bridge.send(list(bridge.receipts), book=False)
    wait(qtbot, lambda: all(r.place is Place.ARCHIVE for r in bridge.receipts.values()), 400)
    assert_one_each(box, program, len(pictures))
