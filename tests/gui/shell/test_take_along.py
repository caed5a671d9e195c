"""What comes along from the trial's tray into the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk import Desk
from desktop.desk.session import ConnectSession
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import Blackout, Contrast, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Draft
from desktop.start import take_along
from desktop.store import load_settings
from desktop.visma import MemoryHome

MakePhoto = Callable[[str], Path]

FRAME = Frame(((1000, 1000), (9000, 1000), (9000, 9000), (1000, 9000)))


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Desk]:
    nowhere = "http://127.0.0.1:9"
    config = Config(nowhere, nowhere, tmp_path / "real")
    session = ConnectSession(config, {}, partial(load_settings, config.settings_path), MemoryHome(), tmp_path / "locks")
    desk = Desk(config, session)
    desk.open()
    yield desk
    desk.close()


def test_pages_turns_and_what_was_written_come_along_but_not_the_made_up_account(
    desk: Desk, real: Desk, make_photo: MakePhoto
) -> None:
    front, back = desk.take([make_photo("a.jpg"), make_photo("b.jpg")]).taken
    desk.save_draft(front.id, Draft("Netto", amount=Decimal(125), account=7200, paid_from=55000))
    desk.merge([front.id, back.id])
    desk.turn(front.id, 1, 3)
    desk.trimming.frame(front.id, 0, FRAME)
    desk.finishing.change([front.id], lambda finish: replace(finish, contrast=Contrast.MORE))
    desk.finishing.black_out(front.id, 1, 0, [FRAME.corners])
    before = desk.receipt(front.id).originals
    assert take_along([desk.receipt(front.id)], desk.config.data_dir, real) == []
    (brought,) = [r for r in real.receipts() if r.editable]
    assert [(o.name, o.turns, o.frame) for o in brought.originals] == [("a.jpg", 0, FRAME), ("b.jpg", 3, None)]
    hidden = Finish(contrast=Contrast.MORE, blackouts=(Blackout(0, FRAME.corners),))
    assert (
        [o.finish for o in brought.originals] == [Finish(contrast=Contrast.MORE), hidden] == [o.finish for o in before]
    )
    assert (brought.draft.supplier, brought.draft.amount, brought.draft.account) == ("Netto", Decimal(125), None)


def test_one_whose_bytes_are_gone_is_a_fault_and_no_crash(desk: Desk, real: Desk, photo: Path) -> None:
    (receipt,) = desk.take([photo]).taken
    desk.path_of(receipt.originals[0]).unlink()
    with pytest.raises(Fault) as fault:
        take_along([receipt], desk.config.data_dir, real)
    assert fault.value.code is FaultCode.ORIGINAL_MISSING
    assert real.receipts() == ()


def test_what_was_taken_along_before_comes_only_once(desk: Desk, real: Desk, photo: Path) -> None:
    (receipt,) = desk.take([photo]).taken
    for _time in range(2):
        assert take_along([receipt], desk.config.data_dir, real) == []
    assert len(real.receipts()) == 1
