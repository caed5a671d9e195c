"""Trimming a picture to the receipt in it: kept, taken back, and only where it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt
from desktop.resources import resource_path

FRAME = Frame(((1880, 1316), (6946, 856), (8285, 8584), (3070, 9055)))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config("https://c", "https://a", tmp_path / "data")


@pytest.fixture
def desk(config: Config) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(config)
    desk.open()
    yield desk
    desk.close()


@pytest.fixture
def taken(desk: ReceiptDesk) -> Receipt:
    return desk.receipt(desk.take([resource_path("samples", "koebmand-lyngvig.jpg")]).taken[0].id)


def code_of(desk: ReceiptDesk, receipt: Receipt, position: int = 0, frame: Frame | None = FRAME) -> FaultCode:
    before = desk.receipt(receipt.id)
    with pytest.raises(Fault) as caught:
        desk.trimming.frame(receipt.id, position, frame)
    assert desk.receipt(receipt.id) == before
    return caught.value.code


def test_a_new_receipt_is_shown_whole_and_where_it_lies_is_suggested(desk: ReceiptDesk, taken: Receipt) -> None:
    original = taken.originals[0]
    assert original.frame is None
    suggested = desk.trimming.suggested(original)
    assert suggested is not None
    (cut,) = suggested.cuts
    assert cut.frame is not None
    assert 0.3 < cut.frame.share < 0.5


def test_the_journal_keeps_the_corners_and_the_bytes_stay(desk: ReceiptDesk, taken: Receipt, config: Config) -> None:
    before = desk.path_of(taken.originals[0]).read_bytes()
    trimmed = desk.trimming.frame(taken.id, 0, FRAME)
    assert trimmed.originals[0].frame == FRAME
    desk.close()
    again = ReceiptDesk(config)
    again.open()
    kept = again.receipt(taken.id)
    assert kept.originals == (replace(taken.originals[0], frame=FRAME),)
    assert again.path_of(kept.originals[0]).read_bytes() == before
    again.trimming.frame(taken.id, 0, None)
    assert again.receipt(taken.id).originals == taken.originals
    again.close()


@pytest.mark.parametrize("text", ["", "x", "7", "[[1, 2]]", "[[0,0],[1,0],[1,1],[0,1]]", '[["a",0],[1,0],[1,1],[0,1]]'])
def test_corners_that_can_not_be_read_cost_the_trimming_alone(desk: ReceiptDesk, taken: Receipt, text: str) -> None:
    with desk.journal.write() as connection:
        connection.execute("UPDATE originals SET frame = ? WHERE receipt_id = ?", (text, taken.id))
    assert desk.receipt(taken.id) == taken


def test_what_is_no_picture_of_one_page_is_not_trimmed(desk: ReceiptDesk, tmp_path: Path) -> None:
    pages = [Image.new("L", (200, 300), shade) for shade in (250, 200)]
    pages[0].save(tmp_path / "two.tif", save_all=True, append_images=pages[1:])
    paths = [resource_path("samples", "birk-oestergaard.pdf"), tmp_path / "two.tif"]
    for receipt in desk.take(paths).taken:
        assert desk.trimming.suggested(receipt.originals[0]) is None
        assert code_of(desk, receipt) is FaultCode.NOT_EDITABLE
    part = Original("0" * 64, "two.tif", "image/tiff", 9, pages=1, first_page=1)
    assert not part.may_be_trimmed


def test_no_corners_that_make_no_frame_and_no_picture_that_is_not_there(desk: ReceiptDesk, taken: Receipt) -> None:
    backwards = Frame((FRAME.corners[0], FRAME.corners[3], FRAME.corners[2], FRAME.corners[1]))
    assert code_of(desk, taken, frame=backwards) is FaultCode.NOT_EDITABLE
    assert code_of(desk, taken, position=1) is FaultCode.NOT_FOUND
    assert code_of(desk, taken, position=-1) is FaultCode.NOT_FOUND


def test_a_picture_that_is_in_dinero_stays_as_it_is(desk: ReceiptDesk, taken: Receipt) -> None:
    sent = desk.receipt_table.save(replace(taken, file_guid="web0", company_id=42))
    assert code_of(desk, sent) is FaultCode.NOT_EDITABLE


def test_merged_and_split_pictures_keep_their_own_corners(desk: ReceiptDesk, taken: Receipt, tmp_path: Path) -> None:
    Image.new("RGB", (300, 500), "white").save(tmp_path / "other.png")
    other = desk.take([tmp_path / "other.png"]).taken[0]
    desk.trimming.frame(taken.id, 0, FRAME)
    merged = desk.merge([other.id, taken.id])[0]
    assert [o.frame for o in merged.originals] == [None, FRAME]
    kept, new = desk.flow.split(merged.id, [[1]])
    assert [o.frame for r in (kept, new) for o in r.originals] == [None, FRAME]
