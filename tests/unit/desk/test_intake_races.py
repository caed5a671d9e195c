"""Several processes on one data folder, names that are no text."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config, Settings
from desktop.desk import ReceiptDesk
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Draft
from desktop.receipts.states import State


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config("https://c", "https://a", tmp_path / "data")


@pytest.fixture
def desk(config: Config) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(config)
    desk.save_settings(Settings(company_id=42))
    yield desk
    desk.close()


def _photo(path: Path, number: int = 0) -> Path:
    Image.new("RGB", (40, 60), (number, 255 - number, 9)).save(path, "PNG")
    return path


def test_a_start_beside_a_running_send_takes_nothing_out_of_the_outbox(
    desk: ReceiptDesk, config: Config, tmp_path: Path
) -> None:
    desk.open()  # as every start does; whoever opens a folder without a journal takes what lies in it for cut off
    done = threading.Event()

    def start_again_and_again() -> None:
        other = ReceiptDesk(config)
        while not done.is_set():
            other.open()
        other.close()

    others = [threading.Thread(target=start_again_and_again) for _ in range(2)]
    for thread in others:
        thread.start()
    draft = Draft("Netto", None, desk.today(), Decimal(125), 2000, None, 55000)
    try:
        for number in range(40):
            (receipt,) = desk.take([_photo(tmp_path / f"{number}.png", number)]).taken
            desk.save_draft(receipt.id, draft)
            assert desk.send([receipt.id], book=False).sent
    finally:
        done.set()
        for thread in others:
            thread.join()
    assert [r.state for r in desk.receipts()] == [State.QUEUED] * 40
    assert len(list(config.vault_dir.glob("??/*.json"))) == 40


@pytest.mark.skipif(os.name == "nt", reason="every name is text on Windows")
def test_a_name_that_is_no_text_is_kept_as_escapes(desk: ReceiptDesk, tmp_path: Path) -> None:
    name = os.fsdecode(b"bilag-\xe6.png")
    (receipt,) = desk.take([_photo(tmp_path / name)]).taken
    assert receipt.originals[0].name == r"bilag-\udce6.png"
    (broken,) = desk.take([_bytes(tmp_path / os.fsdecode(b"\xff.png"))]).refused
    assert broken.name == r"\udcff.png"


def _bytes(path: Path) -> Path:
    path.write_bytes(b"no picture")
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows says of such names that they are not there")
def test_names_too_long_and_loops_are_named(desk: ReceiptDesk, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.mkdir()
    (loop / "self.png").symlink_to(loop / "self.png")
    (loop / "round").symlink_to(loop, target_is_directory=True)
    report = desk.take([tmp_path / ("x" * 300 + ".png"), loop])
    assert {r.note.code for r in report.refused} == {FaultCode.FILE_UNREADABLE}
    assert len(report.refused) == 2


def test_what_was_prepared_before_an_undo_is_made_anew(desk: ReceiptDesk, tmp_path: Path) -> None:
    (receipt,) = desk.take([_photo(tmp_path / "a.png")]).taken
    desk.save_draft(receipt.id, Draft("Netto", None, desk.today(), Decimal(125), 2000, None, 55000))
    (sent,) = desk.send([receipt.id], book=False).sent
    desk.receipt_table.save(replace(sent, file_name="netto.png", rendition_sha256="0" * 64, rendition_size=5))
    desk.unsend([receipt.id])
    desk.turn(receipt.id, 0, 1)
    (again,) = desk.send([receipt.id], book=False).sent
    assert (again.file_name, again.rendition_sha256, again.rendition_size) == (None, None, None)
