"""The archive against the stand-in for Dinero: what the accountant does there, and a file that was lost here."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.application import Program
from desktop.gui.archive.view import ArchiveView
from desktop.gui.pages import Shown
from desktop.gui.tour import drop
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State
from desktop.resources import resource_path
from desktop.sandbox import Sandbox
from tests.gui.whole.conftest import QUICK, Programs, fill, wait

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Let go of the window of a test in the thread it lives in: Python may sweep it up in a worker of the next one."""
    yield
    gc.collect()


def delivered(qtbot: QtBot, program: Program, paths: list[Path]) -> list[Receipt]:
    """Drop files, fill them in, send them, and wait until Dinero has them."""
    bridge = program.bridge
    wait(qtbot, lambda: bridge.book is not None and bridge.is_loaded)
    drop(program.window, paths)
    wait(qtbot, lambda: len(bridge.receipts) == len(paths))
    fill(program)
    wait(qtbot, lambda: all(r.state is State.READY for r in bridge.receipts.values()))
    report = bridge.desk.send(list(bridge.receipts), book=False, hold=dt.timedelta(0))
    bridge.changed(report.sent)
    bridge.wake()
    wait(qtbot, lambda: all(r.place is Place.ARCHIVE for r in bridge.receipts.values()))
    return list(bridge.receipts.values())


def invoice(folder: Path) -> Path:
    """Return a PDF whose name says nothing of what is in it."""
    path = folder / "faktura.pdf"
    shutil.copyfile(resource_path("samples", "webhuset-tordenskjold.pdf"), path)
    return path


def shown(qtbot: QtBot, program: Program) -> ArchiveView:
    program.window.pages.show_page(Shown.ARCHIVE)
    view = program.window.pages.page(Shown.ARCHIVE)
    assert isinstance(view, ArchiveView)
    wait(qtbot, lambda: view.model.has_answer)
    return view


def test_the_archive_shows_what_the_accountant_has_done(
    qtbot: QtBot, make_program: Programs, box: Sandbox, tmp_path: Path
) -> None:
    program = make_program(QUICK)
    paths = [tmp_path / f"bon-{n}.png" for n in range(3)]
    for number, path in enumerate(paths):
        Image.new("RGB", (300, 400), (number * 50, 90, 90)).save(path)
    booked, gone, same = delivered(qtbot, program, paths)
    view = shown(qtbot, program)
    wait(qtbot, lambda: view.model.rowCount() == 3)
    box.edit(booked.voucher_guid or "", "book")
    box.edit(gone.voucher_guid or "", "delete")
    program.bridge.archive.watch.look()
    wait(qtbot, lambda: program.bridge.receipts[booked.id].state is State.BOOKED)
    wait(qtbot, lambda: program.bridge.receipts[gone.id].state is State.REMOVED)
    assert program.bridge.receipts[same.id].state is State.DRAFTED
    wait(qtbot, lambda: view.model.ids()[0] == gone.id)
    rows = {view.model.id_at(n): str(view.model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(3)}
    assert "bogført · bilag" in rows[booked.id]
    wait(qtbot, lambda: "Sammenholdt" in view.footer.compared.text())
    wait(qtbot, lambda: view.filters.state.findData("removed") > 0)
    view.filters.state.setCurrentIndex(view.filters.state.findData("removed"))
    wait(qtbot, lambda: view.model.ids() == (gone.id,))


def test_a_lost_original_comes_back_from_dinero(qtbot: QtBot, make_program: Programs, tmp_path: Path) -> None:
    program = make_program(QUICK)
    (receipt,) = delivered(qtbot, program, [invoice(tmp_path)])
    desk, path = program.bridge.desk, program.bridge.desk.path_of(receipt.originals[0])
    before = path.read_bytes()
    path.write_bytes(b"rot")
    while desk.archive.checks.go_on(10):
        pass
    program.bridge.archive.watch.tell_vault()
    view = shown(qtbot, program)
    wait(qtbot, view.original.fetch.isVisible)
    QTest.keyClick(view.original.fetch, Qt.Key.Key_Return)
    wait(qtbot, lambda: view.original.said.property("ink") in {"ok", "fault"})
    assert view.original.said.property("ink") == "ok", view.original.said.text()
    if receipt.rendition_sha256 == receipt.originals[0].sha256:
        assert path.read_bytes() == before
        wait(qtbot, lambda: not view.original.fetch.isVisible())
    else:
        (copy,) = desk.config.fetched_dir.iterdir()
        assert copy.stat().st_size == receipt.rendition_size


def test_a_documents_words_are_found_once_it_is_read(qtbot: QtBot, make_program: Programs, tmp_path: Path) -> None:
    program = make_program(QUICK)
    (receipt,) = delivered(qtbot, program, [invoice(tmp_path)])
    view = shown(qtbot, program)
    program.bridge.archive.watch._read_next.start(0)
    view.search.setText("tordenskjold")
    wait(qtbot, lambda: view.model.ids() == (receipt.id,))
