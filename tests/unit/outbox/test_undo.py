"""Undo at every point of a delivery: the draft is deleted, the file stays and is used again, nothing is doubled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State, Wish
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery

Ordered = Callable[..., Receipt]


@pytest.fixture
def delivery(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> Iterator[Delivery]:
    delivery = Delivery(box, desk, ears, courier)
    yield delivery
    delivery.courier.stop()


def sent_again(delivery: Delivery, receipt: Receipt, **changes: object) -> Receipt:
    desk = delivery.desk
    if changes:
        desk.save_draft(receipt.id, replace(delivery.now(receipt).draft, **changes))  # type: ignore[arg-type]
    report = desk.send([receipt.id], book=False, hold=dt.timedelta(0))
    assert not report.held, report.held
    return delivery.settled(receipt)


def test_a_draft_is_deleted_and_its_file_used_again(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    (wished,) = delivery.desk.undo([done.id])
    assert (wished.wish, wished.place) == (Wish.UNDO, Place.OUTBOX)
    back = delivery.settled(done)
    assert (back.state, back.file_guid, back.voucher_guid) == (State.READY, done.file_guid, None)
    assert back.gone_vouchers == (done.voucher_guid,)
    assert (delivery.vouchers(), delivery.files()) == ([], [done.file_guid])
    again = sent_again(delivery, back, description="rettet")
    assert (again.state, again.file_guid) == (State.DRAFTED, done.file_guid)
    assert delivery.vouchers() == [again.voucher_guid] != [done.voucher_guid]
    assert (delivery.asked("upload"), delivery.asked("delete_voucher")) == (1, 1)
    assert delivery.box.state.mistakes == []


@pytest.mark.parametrize("operation", ["upload", "create_voucher"])
@pytest.mark.parametrize("kind", ["slow", "cut"])
def test_an_undo_during_a_request_is_carried_out_once_the_outcome_is_known(
    operation: str, kind: str, delivery: Delivery, ordered: Ordered
) -> None:
    delivery.box.faults.add(Fault(kind, operation, after=True, seconds=0.5))
    receipt = ordered()
    delivery.until(receipt, State.UPLOADING if operation == "upload" else State.CREATING)
    delivery.desk.undo([receipt.id])
    back = delivery.settled(receipt)
    assert (back.state, back.wish) == (State.READY, None)
    assert delivery.vouchers() == []
    assert len(delivery.files()) == 1
    again = sent_again(delivery, back)
    assert delivery.vouchers() == [again.voucher_guid]
    assert delivery.asked("upload") == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("cut", "delete_voucher"),
        Fault("cut", "delete_voucher", after=True),
        Fault("500", "delete_voucher", after=True),
        Fault("500", "delete_voucher"),
        Fault("html", "delete_voucher", after=True),
        Fault("400/58", "delete_voucher"),
        Fault("404", "delete_voucher"),
        Fault("429", "delete_voucher", retry_after=1),
        Fault("401", "delete_voucher"),
        Fault("480", "delete_voucher"),
    ],
    ids=lambda f: f"{f.kind}-{f.after}",
)
def test_a_draft_is_deleted_once_whatever_the_answer(fault: Fault, delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    delivery.box.faults.add(replace(fault))
    delivery.desk.undo([done.id])
    back = delivery.settled(done)
    assert (back.state, back.fault) == (State.READY, None)
    assert delivery.vouchers() == []
    again = sent_again(delivery, back)
    assert delivery.vouchers() == [again.voucher_guid]
    assert delivery.box.state.mistakes == []


def test_a_draft_that_a_person_has_worked_on_is_not_deleted(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    lines = [{"Amount": 125.0, "AccountNumber": 7320, "Description": "Software"}]
    delivery.box.edit(done.voucher_guid or "", "change", {"Lines": lines})
    delivery.desk.undo([done.id])
    kept = delivery.settled(done)
    assert (kept.state, kept.wish) == (State.DRAFTED, None)
    assert kept.fault is not None
    assert kept.fault.code is FaultCode.CHANGED_IN_DINERO
    assert delivery.vouchers() == [done.voucher_guid]
    assert delivery.desk.undo([done.id]) == (), "it is a person's now"


def test_a_draft_that_was_deleted_in_dinero_already_comes_back(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    delivery.box.edit(done.voucher_guid or "", "delete")
    delivery.desk.undo([done.id])
    assert delivery.settled(done).state is State.READY


def test_a_booked_voucher_is_left_alone_until_the_offset_entry_is_wanted(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered(book=True))
    assert delivery.desk.undo([done.id]) == ()
    delivery.desk.undo([done.id], offset=True)
    back = delivery.settled(done)
    assert (back.state, back.gone_vouchers) == (State.READY, (done.voucher_guid,))
    assert delivery.asked("delete_voucher") == 1


def test_an_undo_that_comes_too_late_says_that_it_is_booked(delivery: Delivery, ordered: Ordered) -> None:
    delivery.box.faults.add(Fault("slow", "book", after=True, seconds=30))
    receipt = ordered(book=True)
    delivery.until(receipt, State.BOOKING)
    delivery.desk.undo([receipt.id])
    delivery.box.hurry()
    booked = delivery.settled(receipt)
    assert (booked.state, booked.fault and booked.fault.code) == (State.BOOKED, FaultCode.BOOKED_ALREADY)
    assert delivery.asked("delete_voucher") == 0


def test_a_booking_that_somebody_did_in_dinero_is_not_undone(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    delivery.box.edit(done.voucher_guid or "", "book")
    delivery.desk.undo([done.id])
    booked = delivery.settled(done)
    assert (booked.state, booked.fault and booked.fault.code) == (State.BOOKED, FaultCode.BOOKED_ALREADY)
    assert delivery.vouchers() == [done.voucher_guid]


def test_a_refused_deletion_leaves_the_receipt_delivered(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    delivery.box.faults.add(Fault("400/42", "delete_voucher", times=None))
    delivery.desk.undo([done.id])
    kept = delivery.settled(done)
    assert (kept.state, kept.fault and kept.fault.code) == (State.DRAFTED, FaultCode.UNDO_REFUSED)
    assert delivery.asked("delete_voucher") == 1, "a refusal is not repeated"


@pytest.mark.parametrize("kind", ["400/58", "404"])
def test_a_refusal_that_stays_is_repeated_once(kind: str, delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    delivery.box.faults.add(Fault(kind, "delete_voucher", times=None))
    delivery.desk.undo([done.id])
    kept = delivery.settled(done)
    assert (kept.state, kept.fault and kept.fault.code) == (State.DRAFTED, FaultCode.UNDO_REFUSED)
    assert delivery.asked("delete_voucher") == 2


def test_a_booking_refused_as_stale_for_ever_is_repeated_once(delivery: Delivery, ordered: Ordered) -> None:
    delivery.box.faults.add(Fault("400/58", "book", times=None))
    stuck = delivery.settled(ordered(book=True))
    assert (stuck.state, stuck.fault and stuck.fault.code) == (State.ATTENTION, FaultCode.STALE_TIMESTAMP)
    assert delivery.asked("book") == 2


def test_a_voucher_that_was_not_as_ordered_is_deleted_before_it_is_edited(delivery: Delivery, ordered: Ordered) -> None:
    done = delivery.settled(ordered())
    stuck = replace(done, state=State.ATTENTION, resume=State.CREATING)
    delivery.desk.receipt_table.save(stuck)
    wished = delivery.desk.back_to_tray(done.id)
    assert wished.wish is Wish.UNDO
    assert delivery.settled(done).state is State.READY
    assert delivery.vouchers() == []


def test_the_wish_survives_the_end_of_the_program(delivery: Delivery, ordered: Ordered) -> None:
    delivery.box.faults.add(Fault("slow", "create_voucher", after=True, seconds=0.5))
    receipt = ordered()
    delivery.until(receipt, State.CREATING)
    delivery.desk.undo([receipt.id])
    delivery.courier.stop()
    delivery.courier = delivery.desk.new_courier(delivery.ears)
    delivery.courier.start()
    assert delivery.settled(receipt).state is State.READY
    delivery.courier.stop()
    assert [v["Deleted"] for v in delivery.box.state.vouchers(KAFFE, deleted=True)] == [True]
