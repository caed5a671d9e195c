"""Light, contrast, colour and blackouts, for one receipt and for many: kept, taken back, and only where they may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import AS_IT_IS, Blackout, Contrast, Corners, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Receipt
from desktop.resources import resource_path

CORNERS: Corners = ((1_000, 1_000), (4_000, 1_000), (4_000, 2_000), (1_000, 2_000))
FRAME = Frame(((1_880, 1_316), (6_946, 856), (8_285, 8_584), (3_070, 9_055)))


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
def three(desk: ReceiptDesk, tmp_path: Path) -> list[Receipt]:
    """Two pictures and a document of two pages."""
    paths = [resource_path("samples", "birk-oestergaard.pdf")]
    for name in "ab":
        Image.new("RGB", (300, 400), (250, 250, 240 if name == "a" else 230)).save(tmp_path / f"{name}.png")
        paths.insert(0, tmp_path / f"{name}.png")
    return [desk.receipt(desk.take([path]).taken[0].id) for path in paths]


def grey(finish: Finish) -> Finish:
    return replace(finish, grey=True)


def nothing(_finish: Finish) -> Finish:
    return AS_IT_IS


def ids(receipts: list[Receipt]) -> list[str]:
    return [receipt.id for receipt in receipts]


def finishes(desk: ReceiptDesk, receipts: list[Receipt]) -> list[Finish]:
    return [desk.receipt(receipt.id).originals[0].finish for receipt in receipts]


def test_pictures_change_and_documents_keep_their_light(
    desk: ReceiptDesk, three: list[Receipt], config: Config
) -> None:
    changes = desk.finishing.change(ids(three), grey)
    assert [before for before, _after in changes] == three[:2]
    assert finishes(desk, three) == [Finish(grey=True), Finish(grey=True), AS_IT_IS]
    assert desk.finishing.change(ids(three), grey) == (), "nothing is left to do"
    desk.close()
    again = ReceiptDesk(config)
    again.open()
    assert finishes(again, three) == [Finish(grey=True), Finish(grey=True), AS_IT_IS]
    again.finishing.put_back([before for before, _after in changes])
    assert [again.receipt(r.id).originals for r in three] == [r.originals for r in three]
    again.close()


def test_a_box_is_on_its_page_alone_and_goes_with_it(desk: ReceiptDesk, three: list[Receipt]) -> None:
    document, picture = three[2], three[0]
    desk.finishing.black_out(document.id, 0, 1, [CORNERS])
    desk.finishing.change([picture.id], lambda finish: replace(finish, contrast=Contrast.MORE))
    merged = desk.merge([picture.id, document.id])[0]
    assert [o.finish for o in merged.originals] == [
        Finish(contrast=Contrast.MORE),
        Finish(blackouts=(Blackout(1, CORNERS),)),
    ]
    kept, new = desk.flow.split(merged.id, [[2]])
    assert new.originals[0].finish.on(new.originals[0].start).blackouts == (Blackout(1, CORNERS),)
    assert kept.originals[1].finish.on(kept.originals[1].start).blackouts == ()
    desk.finishing.black_out(new.id, 0, 1, [])
    assert desk.receipt(new.id).originals[0].finish == AS_IT_IS


def test_a_reset_shows_a_document_again(desk: ReceiptDesk, three: list[Receipt]) -> None:
    desk.finishing.black_out(three[2].id, 0, 0, [CORNERS])
    desk.finishing.change([three[2].id], grey)
    assert finishes(desk, three)[2] == Finish(blackouts=(Blackout(0, CORNERS),))
    desk.finishing.change([three[2].id], nothing)
    assert finishes(desk, three)[2] == AS_IT_IS


def test_of_many_those_change_that_may(desk: ReceiptDesk, three: list[Receipt]) -> None:
    desk.receipt_table.save(replace(three[0], file_guid="web0", company_id=42))
    changes = desk.finishing.change(ids(three), grey)
    assert [after.id for _before, after in changes] == [three[1].id]
    with pytest.raises(Fault) as caught:
        desk.finishing.change([three[0].id], grey)
    assert caught.value.code is FaultCode.NOT_EDITABLE
    with pytest.raises(Fault) as caught:
        desk.finishing.black_out(three[0].id, 0, 0, [CORNERS])
    assert caught.value.code is FaultCode.NOT_EDITABLE
    assert finishes(desk, three)[0] == AS_IT_IS


def test_what_is_sent_meanwhile_is_not_taken_back(desk: ReceiptDesk, three: list[Receipt]) -> None:
    changes = desk.finishing.change(ids(three), grey)
    desk.receipt_table.save(replace(desk.receipt(three[0].id), file_guid="web0", company_id=42))
    assert [r.id for r in desk.finishing.put_back([before for before, _after in changes])] == [three[1].id]
    assert finishes(desk, three)[:2] == [Finish(grey=True), AS_IT_IS]


@pytest.mark.parametrize(("position", "box", "code"), [
    (1, CORNERS, FaultCode.NOT_FOUND),
    (-1, CORNERS, FaultCode.NOT_FOUND),
    (0, ((5, 5), (5, 5), (5, 5), (5, 5)), FaultCode.NOT_EDITABLE),
    (0, ((10_000, 0), (12_000, 0), (12_000, 9), (10_000, 9)), FaultCode.NOT_EDITABLE),
])  # fmt: skip
def test_no_box_beside_the_page_and_none_in_a_file_that_is_not_there(
    desk: ReceiptDesk, three: list[Receipt], position: int, box: Corners, code: FaultCode
) -> None:
    with pytest.raises(Fault) as caught:
        desk.finishing.black_out(three[0].id, position, 0, [box])
    assert caught.value.code is code
    assert desk.receipt(three[0].id) == three[0]


def test_a_receipt_that_is_not_there_is_told(desk: ReceiptDesk) -> None:
    acts: list[Callable[[], object]] = [
        lambda: desk.finishing.change(["0" * 32], grey),
        lambda: desk.finishing.black_out("0" * 32, 0, 0, []),
        lambda: desk.finishing.turn(["0" * 32], 1),
        lambda: desk.finishing.trim({("0" * 32, 0): None}),
    ]
    for act in acts:
        with pytest.raises(Fault) as caught:
            act()
        assert caught.value.code is FaultCode.NOT_FOUND


def test_several_are_turned_and_trimmed_and_put_back(desk: ReceiptDesk, three: list[Receipt]) -> None:
    turned = desk.finishing.turn(ids(three), 3)
    assert [desk.receipt(r.id).originals[0].turns for r in three] == [3, 3, 3]
    trimmed = desk.finishing.trim({(r.id, 0): FRAME for r in three})
    assert [after.originals[0].frame for _before, after in trimmed] == [FRAME, FRAME], "a document is never trimmed"
    desk.finishing.put_back([before for before, _after in trimmed])
    assert [desk.receipt(r.id).originals[0].frame for r in three] == [None] * 3
    desk.finishing.put_back([before for before, _after in turned])
    assert [desk.receipt(r.id).originals for r in three] == [r.originals for r in three]
