"""What a look into Dinero finds decides: a draft of Dinero's own, a voucher that is gone, a file from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.app import open_sandbox_desk
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.unit.outbox.conftest import FAST, log_in
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery

Ordered = Callable[..., Receipt]


@pytest.fixture
def delivery(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> Iterator[Delivery]:
    delivery = Delivery(box, desk, ears, courier)
    yield delivery
    delivery.courier.stop()


@pytest.fixture
def scanned(delivery: Delivery, ordered: Ordered) -> Receipt:
    """A receipt whose file Dinero's own scan has made a draft of while it was on its way."""
    delivery.box.faults.add(Fault("slow", "upload", after=True, seconds=30))
    receipt = ordered()
    delivery.ears.wait_until(lambda: bool(delivery.files()))
    delivery.box.scan(delivery.files()[0], "99.50")
    delivery.box.hurry()
    return delivery.settled(receipt)


def code_of(receipt: Receipt) -> FaultCode | None:
    return receipt.fault.code if receipt.fault else None


def test_dineros_own_draft_is_shown_beside_ours(delivery: Delivery, scanned: Receipt) -> None:
    assert (scanned.state, code_of(scanned)) == (State.ATTENTION, FaultCode.FOREIGN_VOUCHER)
    assert scanned.fault is not None
    shown = scanned.fault.params
    assert (shown["amount"], shown["account"], shown["booked"]) == ("99.5", 2000, 0)
    assert [scanned.rival_guid] == delivery.vouchers()
    assert delivery.asked("create_voucher") == 0


def test_use_mine_deletes_dineros_draft_and_makes_ours(delivery: Delivery, scanned: Receipt) -> None:
    delivery.desk.use_mine(scanned.id)
    done = delivery.settled(scanned)
    assert (done.state, done.fault) == (State.DRAFTED, None)
    (voucher,) = delivery.box.state.vouchers(KAFFE)
    assert (voucher["Guid"], voucher["ExternalReference"]) == (done.voucher_guid, done.id)
    assert voucher["FileGuid"] == done.file_guid
    assert len(delivery.files()) == 1
    assert delivery.box.state.mistakes == []


@pytest.mark.parametrize("after", [False, True])
def test_use_mine_survives_a_lost_answer(after: bool, delivery: Delivery, scanned: Receipt) -> None:
    delivery.box.faults.add(Fault("cut", "delete_voucher", after=after))
    delivery.desk.use_mine(scanned.id)
    done = delivery.settled(scanned)
    assert delivery.vouchers() == [done.voucher_guid]


@pytest.mark.parametrize("action", ["change", "book"])
def test_a_draft_that_was_worked_on_since_it_was_shown_is_shown_anew(
    action: str, delivery: Delivery, scanned: Receipt
) -> None:
    delivery.box.edit(scanned.rival_guid or "", action, {"VoucherDate": "2026-11-02"} if action == "change" else None)
    delivery.desk.use_mine(scanned.id)
    again = delivery.settled(scanned)
    assert (again.state, code_of(again), again.wish) == (State.ATTENTION, FaultCode.FOREIGN_VOUCHER, None)
    assert again.fault is not None
    assert again.fault.params["booked"] == int(action == "book")
    assert delivery.vouchers() == [scanned.rival_guid], "nothing was deleted"


def test_keep_theirs_delivers_by_the_voucher_that_is_there(delivery: Delivery, scanned: Receipt) -> None:
    kept = delivery.desk.keep_theirs(scanned.id)
    assert (kept.state, kept.place, kept.voucher_guid) == (State.DRAFTED, Place.ARCHIVE, scanned.rival_guid)
    assert delivery.desk.undo([kept.id]) == (), "it is not ours to delete"
    assert delivery.vouchers() == [scanned.rival_guid]


def test_what_was_removed_in_dinero_is_never_made_again_by_itself(delivery: Delivery, ordered: Ordered) -> None:
    delivery.box.faults.add(Fault("cut", "book", after=False))
    receipt = ordered(book=True)
    drafted = delivery.until(receipt, State.UNCERTAIN)
    delivery.box.edit(drafted.voucher_guid or "", "delete")
    gone = delivery.settled(receipt)
    assert (gone.state, code_of(gone)) == (State.REMOVED, FaultCode.DELETED_IN_DINERO)
    assert delivery.vouchers() == []
    back = delivery.desk.back_to_tray(receipt.id)
    assert (back.state, back.file_guid) == (State.READY, drafted.file_guid)
    delivery.desk.send([receipt.id], book=False, hold=dt.timedelta(0))
    done = delivery.settled(receipt)
    assert delivery.vouchers() == [done.voucher_guid]
    assert delivery.asked("upload") == 1


@pytest.fixture
def other(box: Sandbox, tmp_path: Path) -> Desk:
    """Another computer of the same company, with a journal of its own."""
    desk = open_sandbox_desk(box, Config(box.url, box.url, tmp_path / "other", sandbox=True))
    log_in(desk, box)
    desk.save_settings(Settings(company_id=KAFFE))
    desk.refresh_book(KAFFE)
    return desk


def on_the_other(other: Desk, desk: Desk, receipt: Receipt) -> Receipt:
    """Send the same picture from the other computer."""
    (taken,) = other.take([desk.path_of(receipt.originals[0])]).taken
    other.save_draft(taken.id, receipt.draft)
    ears = Ears()
    courier = other.new_courier(ears, FAST)
    other.send([taken.id], book=False, hold=dt.timedelta(0))
    courier.start()
    ears.wait_until(lambda: other.receipt(taken.id).state is State.DRAFTED)
    courier.stop()
    other.close()
    return taken


def test_a_file_of_the_same_content_from_another_computer_is_asked_about(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered, other: Desk
) -> None:
    receipt = ordered()
    on_the_other(other, desk, receipt)
    delivery = Delivery(box, desk, ears, courier)
    asked = delivery.settled(receipt)
    assert (asked.state, code_of(asked)) == (State.ATTENTION, FaultCode.TWIN_IN_DINERO)
    assert len(delivery.vouchers()) == 1
    desk.try_now([receipt.id])
    done = delivery.settled(receipt)
    assert done.state is State.DRAFTED, "sent all the same, since the user said so"
    assert len(delivery.vouchers()) == 2


def test_the_same_content_sent_twice_on_purpose_is_no_twin(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    first = ordered()
    (second,) = desk.take([desk.path_of(first.originals[0])], again=True).taken
    desk.save_draft(second.id, first.draft)
    delivery = Delivery(box, desk, ears, courier)
    delivery.settled(first)
    desk.send([second.id], book=False, hold=dt.timedelta(0))
    assert delivery.settled(second).state is State.DRAFTED


def test_a_voucher_that_was_deleted_before_it_was_looked_for_is_not_made_again(
    delivery: Delivery, ordered: Ordered
) -> None:
    """The vouchers of a file don't name deleted ones; the listing of files does."""
    delivery.box.faults.add(Fault("cut", "create_voucher", after=True))
    delivery.box.faults.add(Fault("503", "vouchers_by_file", times=2))
    receipt = ordered()
    delivery.ears.wait_until(lambda: bool(delivery.vouchers()))
    (guid,) = delivery.vouchers()
    delivery.box.edit(guid, "delete")
    gone = delivery.settled(receipt)
    assert (gone.state, code_of(gone)) == (State.REMOVED, FaultCode.DELETED_IN_DINERO)
    assert delivery.asked("create_voucher") == 1
    delivery.desk.back_to_tray(receipt.id)
    delivery.desk.send([receipt.id], book=False, hold=dt.timedelta(0))
    done = delivery.settled(receipt)
    assert delivery.vouchers() == [done.voucher_guid], "the user wanted it after all"


def test_a_draft_that_dinero_makes_in_the_same_moment_is_seen_afterwards(
    box: Sandbox, desk: Desk, ears: Ears, ordered: Ordered
) -> None:
    """Between the listing that told of no voucher and our request: nobody can rule it out, so it is told."""

    def scanned(point: str) -> None:
        if point == "before-voucher-row" and not box.state.vouchers(KAFFE):
            box.scan(box.state.files(KAFFE)[0]["FileGuid"])

    delivery = Delivery(box, desk, ears, desk.new_courier(ears, FAST, scanned))
    receipt = ordered()
    try:
        ears.wait_until(lambda: code_of(delivery.now(receipt)) is FaultCode.DOUBLE_IN_DINERO)
        ears.wait_until(lambda: delivery.now(receipt).proof is not None)
    finally:
        delivery.courier.stop()
    told = delivery.now(receipt)
    assert (told.state, code_of(told)) == (State.DRAFTED, FaultCode.DOUBLE_IN_DINERO)
    assert told.fault is not None
    assert {told.voucher_guid, told.fault.params["guid"]} == set(delivery.vouchers())
    settled = desk.leave_booked(receipt.id)
    assert settled.fault is None
    assert told.fault.params["guid"] in settled.gone_vouchers, "it is not spoken of again"
