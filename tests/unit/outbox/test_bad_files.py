"""What becomes of a receipt whose file is bad for its opener: a named state, and the others go on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from desktop import studio
from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.resources import resource_path
from desktop.sandbox import Sandbox
from desktop.studio import calls
from desktop.studio.studio import Studio
from desktop.words.faults import explain
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.test_delivery import deliver, one_each
from tests.unit.studio.bad_files import endless_pdf, long_tiff

PHOTO, OTHER = resource_path("samples", "koebmand-lyngvig.jpg"), resource_path("samples", "fjordtank.jpg")


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A picture of many pages that takes its time."""
    path = tmp_path / "long.tif"
    path.write_bytes(long_tiff())
    return path


def sent(desk: Desk, path: Path, amount: str) -> Receipt:
    receipt = desk.take([path]).taken[0]
    desk.save_draft(receipt.id, Draft("Netto", None, desk.today(), Decimal(amount), 7200, None, 55000))
    return desk.send([receipt.id], book=False, company_id=None, hold=dt.timedelta(0)).sent[0]


def test_a_file_that_takes_too_long_is_refused_and_stays_where_it_was(
    desk: Desk,
    long: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "_INSPECT_S", 0.15)
    before = long.read_bytes()
    report = desk.take([long, PHOTO])
    assert [(refusal.name, refusal.note.code) for refusal in report.refused] == [("long.tif", FaultCode.FILE_TOO_SLOW)]
    assert [receipt.originals[0].name for receipt in report.taken] == [PHOTO.name]
    told = explain(report.refused[0].note)
    assert told.title
    assert "original is unchanged" in told.sentence
    assert told.step
    assert long.read_bytes() == before
    monkeypatch.undo()
    assert desk.take([long]).taken[0].originals[0].pages == 12


def test_a_receipt_that_breaks_while_it_is_prepared_waits_for_the_user_and_the_others_are_delivered(
    box: Sandbox,
    desk: Desk,
    ears: Ears,
    courier: Courier,
    long: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "_RENDER_S", 0.15)
    monkeypatch.setattr(calls, "_SOURCE_S", 0.0)
    bad = sent(desk, long, "10.00")
    (stopped,) = deliver(courier, ears, desk, bad)
    assert (stopped.state, stopped.fault) == (State.ATTENTION, FaultNote(FaultCode.FILE_TOO_SLOW))
    monkeypatch.undo()
    good = sent(desk, PHOTO, "20.00")
    courier.wake()
    ears.wait_until(lambda: desk.receipt(good.id).state is State.DRAFTED)
    one_each(box, good)
    assert desk.receipt(bad.id).state is State.ATTENTION


def test_without_workers_the_delivery_waits_and_blames_no_receipt(
    box: Sandbox,
    desk: Desk,
    ears: Ears,
    courier: Courier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receipt = sent(desk, PHOTO, "10.00")
    gone = Studio()
    gone.close()
    with monkeypatch.context() as patch:
        patch.setattr(calls, "_studio", gone)
        courier.start()
        ears.wait_until(lambda: desk.receipt(receipt.id).attempts > 0)
        assert desk.receipt(receipt.id).state is State.QUEUED
        assert desk.take([OTHER]).refused[0].note.code is FaultCode.OPENER_UNAVAILABLE
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
    one_each(box, receipt)


def test_twenty_files_at_once_of_which_three_are_bad(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(endless_pdf())
    monkeypatch.setattr(calls, "_INSPECT_S", 2.0)
    files = []
    for number in range(17):
        files.append(tmp_path / f"bon-{number}.jpg")
        files[-1].write_bytes(PHOTO.read_bytes() + b"\0" * number)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(PHOTO.read_bytes()[:9_000])
    other = tmp_path / "other.xyz"
    other.write_bytes(b"MZ" + bytes(500))
    report = desk.take([*files[:5], cut, *files[5:], other, endless])
    assert {refusal.name: refusal.note.code for refusal in report.refused} == {
        "cut.jpg": FaultCode.BROKEN_IMAGE,
        "other.xyz": FaultCode.NOT_A_RECEIPT,
        "endless.pdf": FaultCode.FILE_TOO_SLOW,
    }
    assert len(report.taken) == 17
    assert len(studio.processes()) <= 4
