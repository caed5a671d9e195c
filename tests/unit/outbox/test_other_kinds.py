"""Manual vouchers and credit notes where something comes between: people in Dinero, refusals, a guid that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.guids import credit_note_guid, is_own_note, live_notes
from desktop.receipts.receipt import Receipt, VoucherKind
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery

Ordered = Callable[..., Receipt]
AT_ONCE = dt.timedelta(0)
FIELDS: dict[VoucherKind, dict[str, Any]] = {
    VoucherKind.MANUAL: {"kind": VoucherKind.MANUAL, "account": 63000, "balancing": 55000, "paid_from": None},
    VoucherKind.CREDIT_NOTE: {"kind": VoucherKind.CREDIT_NOTE, "supplier": "Ny Leverandør ApS", "paid_from": None},
}
CREATES = {VoucherKind.MANUAL: "create_manual", VoucherKind.CREDIT_NOTE: "create_creditnote"}
kinds = pytest.mark.parametrize("kind", FIELDS)


@pytest.fixture
def delivery(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> Delivery:
    return Delivery(box, desk, ears, courier)


def there(box: Sandbox) -> list[str]:
    return [v["Guid"] for v in box.state.ledger(KAFFE)]


def code_of(receipt: Receipt) -> FaultCode | None:
    return receipt.fault.code if receipt.fault else None


@kinds
def test_one_that_a_person_deletes_is_told_and_made_again_only_when_wanted(
    delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk, kind: VoucherKind
) -> None:
    box.faults.add(Fault("cut", CREATES[kind], after=True))
    box.faults.add(Fault("503", "get_manual" if kind is VoucherKind.MANUAL else "get_creditnote", times=2))
    receipt = ordered(**FIELDS[kind])
    delivery.ears.wait_until(lambda: bool(there(box)))
    box.edit(there(box)[0], "delete")
    gone = delivery.settled(receipt)
    assert (gone.state, code_of(gone)) == (State.REMOVED, FaultCode.DELETED_IN_DINERO)
    assert delivery.asked(CREATES[kind]) == 1
    desk.back_to_tray(receipt.id)
    desk.send([receipt.id], book=False, hold=AT_ONCE)
    done = delivery.settled(receipt)
    assert there(box) == [done.voucher_guid]


@kinds
def test_one_that_a_person_deletes_before_it_is_booked(
    delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk, kind: VoucherKind
) -> None:
    done = delivery.settled(ordered(**FIELDS[kind]))
    box.edit(done.voucher_guid or "", "delete")
    desk.undo([done.id])
    back = delivery.settled(done)
    assert (back.state, there(box)) == (State.READY, [])
    desk.send([back.id], book=True, hold=AT_ONCE)
    again = delivery.settled(back)
    assert (again.state, there(box)) == (State.BOOKED, [again.voucher_guid])


@kinds
def test_a_draft_of_dineros_scan_is_asked_about_and_gives_way(
    delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk, kind: VoucherKind
) -> None:
    box.faults.add(Fault("400/42", CREATES[kind], property="Lines[0].Description"))
    receipt = ordered(**FIELDS[kind])
    assert delivery.settled(receipt).state is State.ATTENTION
    box.scan(box.state.files(KAFFE)[0]["FileGuid"])
    desk.try_now([receipt.id])
    delivery.ears.wait_until(lambda: code_of(delivery.now(receipt)) is FaultCode.FOREIGN_VOUCHER)
    desk.use_mine(receipt.id)
    done = delivery.settled(receipt)
    assert (done.state, there(box)) == (State.DRAFTED, [done.voucher_guid])
    assert [v["Kind"] for v in box.state.ledger(KAFFE)] != ["purchase"]


def test_an_account_that_was_deleted_meanwhile_is_named(
    delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk
) -> None:
    box.faults.add(Fault("400/42", "create_manual", property="Lines[0].BalancingAccountNumber"))
    stuck = delivery.settled(ordered(**FIELDS[VoucherKind.MANUAL]))
    assert stuck.fault is not None
    assert (stuck.fault.code, stuck.fault.params["number"], stuck.fault.params["field"]) == (
        FaultCode.ACCOUNT_GONE, 55000, "balancing",
    )  # fmt: skip
    desk.back_to_tray(stuck.id)
    desk.send([stuck.id], book=False, hold=AT_ONCE)
    assert delivery.settled(stuck).state is State.DRAFTED


def test_a_guid_that_dinero_knows_is_looked_up(delivery: Delivery, ordered: Ordered, box: Sandbox) -> None:
    """The note is there, and its maker's answer was taken for "nothing written"."""
    box.faults.add(Fault("409/72", "create_creditnote", after=True))
    done = delivery.settled(ordered(**FIELDS[VoucherKind.CREDIT_NOTE]))
    assert (done.state, done.fault, there(box)) == (State.DRAFTED, None, [credit_note_guid(done)])
    assert delivery.asked("create_creditnote") == 1


def test_another_kind_after_an_undo(delivery: Delivery, ordered: Ordered, box: Sandbox, desk: Desk) -> None:
    done = delivery.settled(ordered(supplier="Ny Leverandør ApS"))
    desk.undo([done.id])
    back = delivery.settled(done)
    desk.save_draft(back.id, replace(back.draft, kind=VoucherKind.CREDIT_NOTE))
    desk.send([back.id], book=True, hold=AT_ONCE)
    assert delivery.settled(back).state is State.BOOKED
    assert [v["Kind"] for v in box.state.ledger(KAFFE)] == ["creditnote"]


def test_each_note_of_a_receipt_has_a_guid_of_its_own() -> None:
    receipt = Receipt("ab" * 16, ())
    first = credit_note_guid(receipt)
    later = replace(receipt, gone_vouchers=(first,))
    second = credit_note_guid(later)
    assert first != second
    assert (live_notes(receipt), live_notes(later)) == ((first,), (second,))
    assert live_notes(replace(receipt, gone_vouchers=("a purchase",))) == (second, first)
    assert is_own_note(receipt, first.upper())
    assert not is_own_note(Receipt("cd" * 16, ()), first)
