"""Several receipts in one picture: each gets its own part, and all of it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.frame import Frame
from desktop.receipts.paper import Paper
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.receipts.suggestion import Cut
from tests.receipt_pictures import TWO, two_receipts

SIZE = (1500, 2000)
CUTS = tuple(Cut(Frame.of_points(corners, SIZE), turns) for corners, turns in zip(TWO, (0, 2), strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("https://c", "https://a", tmp_path / "data"))
    desk.open()
    yield desk
    desk.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    two_receipts().save(tmp_path / "two.jpg", quality=88)
    return tmp_path / "two.jpg"


@pytest.fixture
def taken(desk: ReceiptDesk, photo: Path) -> Receipt:
    (receipt,) = desk.take([photo]).taken
    return desk.save_draft(receipt.id, Draft(supplier="Netto"))


def test_each_gets_its_part_and_the_first_keeps_the_fields(desk: ReceiptDesk, taken: Receipt) -> None:
    bytes_before = desk.path_of(taken.originals[0]).read_bytes()
    first, second = desk.trimming.part(taken.id, 0, CUTS)
    assert (first.id, first.draft.supplier) == (taken.id, "Netto")
    assert second.draft.supplier == ""
    for receipt, cut in ((first, CUTS[0]), (second, CUTS[1])):
        (original,) = desk.receipt(receipt.id).originals
        assert (original.frame, original.turns, original.piece) == (cut.frame, cut.turns, True)
    assert second.order > first.order
    assert desk.path_of(second.originals[0]).read_bytes() == bytes_before


def test_it_is_taken_back_and_the_second_is_in_the_bin(desk: ReceiptDesk, taken: Receipt) -> None:
    _first, second = desk.trimming.part(taken.id, 0, CUTS)
    desk.flow.unsplit(taken, [second.id])
    assert desk.receipt(taken.id).originals == taken.originals
    assert desk.receipt(second.id).state is State.BINNED


def test_the_parts_are_no_look_alikes_and_have_no_reading_in_common(desk: ReceiptDesk, taken: Receipt) -> None:
    desk.guards.likeness.papers.save(taken, Paper(number="4711"))
    parts = desk.trimming.part(taken.id, 0, CUTS)
    for part in parts:
        desk.guards.likeness.look_at(part)
        assert desk.guards.likeness.matches(part) == ()
        assert desk.guards.likeness.papers.of(part) is None, "what was read of both is said of neither"
    desk.guards.likeness.papers.save(parts[0], Paper(number="1"))
    assert desk.guards.likeness.papers.of(parts[0]) == Paper(number="1")
    assert desk.guards.likeness.papers.of(parts[1]) is None


def test_the_picture_dropped_again_is_here_already(desk: ReceiptDesk, taken: Receipt, photo: Path) -> None:
    parts = desk.trimming.part(taken.id, 0, CUTS)
    assert desk.take([photo]).known
    desk.bin([part.id for part in parts])
    (again,) = desk.take([photo]).taken
    assert again.id not in {part.id for part in parts}, "neither part is the picture"
    assert again.originals[0].frame is None


def test_what_may_not_be_parted_stays(desk: ReceiptDesk, taken: Receipt) -> None:
    folded = Cut(Frame(((0, 0), (9000, 9000), (9000, 0), (0, 9000))))
    for position, cuts, code in ((7, CUTS, FaultCode.NOT_FOUND), (0, (CUTS[0], folded), FaultCode.NOT_EDITABLE)):
        with pytest.raises(Fault) as caught:
            desk.trimming.part(taken.id, position, cuts)
        assert caught.value.code is code
    assert desk.receipt(taken.id).originals == taken.originals


def test_several_are_cut_in_one_step_and_put_back(desk: ReceiptDesk, taken: Receipt, tmp_path: Path) -> None:
    two_receipts().rotate(180).save(tmp_path / "other.jpg", quality=80)
    (other,) = desk.take([tmp_path / "other.jpg"]).taken
    gone = desk.bin([desk.take_bytes((tmp_path / "other.jpg").read_bytes() + b" ", "c.jpg").taken[0].id])[0]
    cut = {0: CUTS[1]}
    changed = desk.trimming.cut({taken.id: cut, other.id: cut, gone.id: cut, "nowhere": cut})
    assert {r.id for r in changed} == {taken.id, other.id}
    assert all((o.frame, o.turns, o.piece) == (CUTS[1].frame, 2, False) for r in changed for o in r.originals)
    back = desk.trimming.put_back((taken, other))
    assert [r.originals for r in back] == [taken.originals, other.originals]


def test_what_the_user_has_turned_stays_so(desk: ReceiptDesk, taken: Receipt) -> None:
    desk.turn(taken.id, 0, 1)
    (cut,) = desk.trimming.cut({taken.id: {0: CUTS[1]}})
    assert cut.originals[0].turns == 1
