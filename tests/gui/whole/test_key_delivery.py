"""A personal key in the whole window with the real delivery: written, used, replaced while a request is out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import open_desk, start_log
from desktop.config import Settings
from desktop.gui.application import Program
from desktop.gui.single import SingleInstance
from desktop.gui.tour import drop
from desktop.receipts.receipt import Draft
from desktop.receipts.states import Place, State
from desktop.sandbox import KAFFE, Fault, Sandbox
from desktop.visma import MemoryHome
from tests.gui.whole.conftest import wait

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def full_log() -> Iterator[None]:
    """Give back the root logger as it was; all that is said is written."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def program(qapp: QApplication, box: Sandbox, tmp_path: Path, full_log: None) -> Iterator[Program]:  # noqa: ARG001
    names = ("AUTHZ_URL", "API_URL", "CONNECT_URL")
    environ = {f"BILAGSDROP_{name}": box.url for name in names} | {"BILAGSDROP_DATA_DIR": str(tmp_path / "data")}
    desk = open_desk(environ, MemoryHome())
    start_log(desk.config)
    logging.getLogger().setLevel(logging.DEBUG)
    desk.save_settings(Settings(language="en", seen_welcome=True))
    single = SingleInstance(desk.config.data_dir)
    single.claim()
    program = Program(qapp, desk.config, desk, desk.new_courier, single)
    program.start([])
    yield program
    program.window.close_now()
    program.end()
    desk.close()


def set_key(qtbot: QtBot, program: Program, box: Sandbox) -> None:
    with qtbot.waitSignal(program.bridge.way_kept):
        program.bridge.keep_key(box.personal_client_id, box.personal_client_secret, box.api_key)
    wait(qtbot, lambda: program.bridge.book is not None and program.bridge.settings.company_id == KAFFE)


def send_one(qtbot: QtBot, program: Program, path: Path, colour: str) -> str:
    """Drop a picture, fill it in, send it, and return the receipt's id."""
    bridge = program.bridge
    Image.new("RGB", (300, 400), colour).save(path)
    before = set(bridge.receipts)
    drop(program.window, [path])
    wait(qtbot, lambda: len(bridge.receipts) == len(before) + 1)
    (new,) = set(bridge.receipts) - before
    bridge.save_draft(new, Draft("Netto", None, bridge.desk.today(), Decimal("125.00"), 7200, None, 55000))
    wait(qtbot, lambda: bridge.receipts[new].state is State.READY)
    bridge.send([new], book=False)
    return new


def test_a_window_that_was_open_before_the_key_delivers_with_it(
    qtbot: QtBot, program: Program, box: Sandbox, tmp_path: Path
) -> None:
    wait(qtbot, lambda: program.bridge.is_loaded)
    set_key(qtbot, program, box)
    receipt = send_one(qtbot, program, tmp_path / "bon.png", "grey")
    wait(qtbot, lambda: program.bridge.receipts[receipt].place is Place.ARCHIVE)
    assert [v["ExternalReference"] for v in box.state.vouchers(KAFFE)] == [receipt]
    token = program.bridge.desk.session.tokens().access_token()
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"urllib3" not in written
    assert (tmp_path / "data" / "bilagsdrop.log").exists()
    assert not [s for s in (box.api_key, box.personal_client_secret, token) if s.encode() in written]
    assert box.state.mistakes == []


def test_a_key_saved_again_while_a_request_is_out_sends_nothing_twice(
    qtbot: QtBot, program: Program, box: Sandbox, tmp_path: Path
) -> None:
    wait(qtbot, lambda: program.bridge.is_loaded)
    set_key(qtbot, program, box)
    slow = box.faults.add(Fault("slow", "upload", seconds=2.0))
    receipt = send_one(qtbot, program, tmp_path / "bon.png", "grey")
    wait(qtbot, lambda: slow.struck)
    set_key(qtbot, program, box)
    wait(qtbot, lambda: program.bridge.receipts[receipt].place is Place.ARCHIVE)
    assert len(box.state.files(KAFFE)) == len(box.state.vouchers(KAFFE)) == 1
    assert box.state.mistakes == []
