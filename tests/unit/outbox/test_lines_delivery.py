"""Receipts of several lines on their way: the sum is the total, and both sides agree on the parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import DraftLine, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery

Ordered = Callable[..., Receipt]
MIXED = {
    "amount": Decimal("1000.00"),
    "account": 2000,
    "description": "Indkøb",
    "part": Decimal("800.00"),
    "lines": (DraftLine(Decimal("150.50"), 7220, None, "Porto"), DraftLine(None, 7340, "none")),
}


@pytest.fixture
def delivery(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> Delivery:
    return Delivery(box, desk, ears, courier)


def sent_lines(box: Sandbox) -> list[tuple[int, str, str | None, str]]:
    (voucher,) = box.state.vouchers(KAFFE)
    return [
        (ln["AccountNumber"], ln["Amount"], ln.get("VatCode"), ln["Description"]) for ln in voucher["Sent"]["Lines"]
    ]


@pytest.mark.parametrize("book", [False, True])
def test_parts_come_to_dinero_as_lines(delivery: Delivery, ordered: Ordered, box: Sandbox, book: bool) -> None:
    done = delivery.settled(ordered(book=book, **MIXED))
    assert (done.state, done.fault) == (State.BOOKED if book else State.DRAFTED, None)
    assert sent_lines(box) == [
        (2000, "800.00", None, "Indkøb"),
        (7220, "150.50", None, "Porto"),
        (7340, "49.50", "none", "Indkøb"),
    ]


def test_undo_and_send_again_with_other_parts(delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk) -> None:
    done = delivery.settled(ordered(**MIXED))
    desk.undo([done.id])
    back = delivery.settled(done)
    assert back.state is State.READY
    desk.save_draft(back.id, replace(back.draft, part=None, lines=()))
    desk.send([back.id], book=False)
    desk.try_now()
    assert delivery.settled(back).state is State.DRAFTED
    assert sent_lines(box) == [(2000, "1000.00", None, "Indkøb")]


def test_an_account_of_a_part_that_was_deleted_meanwhile_is_named(
    delivery: Delivery, ordered: Ordered, desk: Desk, box: Sandbox
) -> None:
    box.faults.add(Fault("400/42", "create_voucher", property="Lines[1].AccountNumber"))
    stuck = delivery.settled(ordered(**MIXED))
    assert (stuck.state, stuck.file_guid is not None) == (State.ATTENTION, True)
    assert stuck.fault is not None
    assert (stuck.fault.code, stuck.fault.params["number"]) == (FaultCode.ACCOUNT_GONE, 7220)
    back = desk.back_to_tray(stuck.id)
    first, last = back.draft.lines
    desk.save_draft(back.id, replace(back.draft, lines=(replace(first, account=7240), last)))
    desk.send([back.id], book=False)
    desk.try_now()
    assert delivery.settled(back).state is State.DRAFTED
    assert (len(box.state.files(KAFFE)), len(box.state.vouchers(KAFFE))) == (1, 1)


@pytest.mark.parametrize("after", [False, True])
def test_an_unknown_outcome_finds_its_parts(delivery: Delivery, ordered: Ordered, box: Sandbox, after: bool) -> None:
    box.faults.add(Fault("cut", "create_voucher", after=after))
    done = delivery.settled(ordered(**MIXED))
    assert (done.state, done.fault, len(delivery.vouchers())) == (State.DRAFTED, None, 1)
