from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.desk import Desk
from desktop.dinero import order_for
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import Place, State
from desktop.sandbox import KAFFE, STARTER, Fault, FaultKind, Sandbox
from desktop.visma import Grant
from tests.unit.outbox.ears import Ears

Ordered = Callable[..., Receipt]


def _settled(receipt: Receipt) -> bool:
    return (receipt.state is State.DRAFTED and not receipt.awaits_booking) or receipt.state in {
        State.BOOKED,
        State.ATTENTION,
        State.REMOVED,
    }


def deliver(courier: Courier, ears: Ears, desk: Desk, *receipts: Receipt) -> list[Receipt]:
    """Run the delivery until each receipt is settled."""
    courier.start()
    ears.wait_until(lambda: all(_settled(desk.receipt(r.id)) for r in receipts))
    return [desk.receipt(r.id) for r in receipts]


def one_each(box: Sandbox, *receipts: Receipt) -> None:
    """Assert exactly one file and one voucher for each receipt, and nothing else."""
    files, vouchers = box.state.files(KAFFE), box.state.vouchers(KAFFE)
    assert sorted(v["ExternalReference"] for v in vouchers) == sorted(r.id for r in receipts)
    assert sorted(f["FileGuid"] for f in files) == sorted(v["FileGuid"] for v in vouchers)
    assert box.state.mistakes == []


def test_a_receipt_becomes_one_voucher_with_its_file(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    (done,) = deliver(courier, ears, desk, ordered(description="Kaffe til mødet"))
    one_each(box, done)
    voucher = box.state.vouchers(KAFFE)[0]
    assert done.place is Place.ARCHIVE
    assert (voucher["Status"], voucher["PurchaseType"], voucher["RegionKey"]) == ("Draft", "cash", "DK")
    assert (voucher["DepositAccountNumber"], voucher["VoucherDate"]) == (55000, desk.today().isoformat())
    line = voucher["Lines"][0]
    assert (line["AmountInclVatValue"], line["AccountNumber"], line["Description"]) == (125.0, 7200, "Kaffe til mødet")
    assert set(voucher["Sent"]) == {
        "PurchaseType", "VoucherDate", "DepositAccountNumber", "RegionKey", "FileGuid", "ExternalReference", "Lines",
    }  # fmt: skip
    file = box.state.files(KAFFE)[0]
    assert file["Sha256"] == done.rendition_sha256
    assert hashlib.sha256(box.state.content(file["FileGuid"])).hexdigest() == done.rendition_sha256
    assert file["Name"] == done.file_name
    assert not list(desk.config.renditions_dir.glob("*")), "a confirmed rendition is not kept"


def test_bytes_are_counted_up_to_the_whole(desk: Desk, ears: Ears, courier: Courier, ordered: Ordered) -> None:
    (done,) = deliver(courier, ears, desk, ordered())
    sent = ears.bytes[done.id]
    assert sent == sorted(sent)
    assert sent[-1] >= (done.rendition_size or 0)


def test_a_voucher_is_asked_for_a_second_after_its_file(desk: Desk, ears: Ears, ordered: Ordered) -> None:
    courier = desk.new_courier(ears)  # the product's own waits
    receipt = ordered()
    try:
        deliver(courier, ears, desk, receipt)
    finally:
        courier.stop()
    trail = {row.kind: row for row in desk.trail(receipt.id)}
    uploaded = trail["upload"].settled_at
    assert uploaded is not None
    assert trail["voucher"].begun_at - uploaded >= dt.timedelta(seconds=0.99)


def test_a_credit_purchase_makes_its_supplier_once(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    due = desk.today() + dt.timedelta(days=14)
    first = ordered(supplier="Ny Leverandør ApS", credit=True, due=due, paid_from=None, currency="EUR")
    second = ordered(supplier="ny leverandør aps", credit=True, due=due, paid_from=None)
    done = deliver(courier, ears, desk, first, second)
    one_each(box, *done)
    made = [c for c in box.state.contacts(KAFFE) if c["Name"].casefold() == "ny leverandør aps"]
    assert len(made) == 1
    vouchers = box.state.vouchers(KAFFE)
    assert {v["ContactGuid"] for v in vouchers} == {made[0]["ContactGuid"]}
    assert {v["CurrencyKey"] for v in vouchers} == {"EUR", "DKK"}
    assert {v["PaymentDate"] for v in vouchers} == {due.isoformat()}


def test_booking_is_the_last_step_when_it_was_ordered(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    (done,) = deliver(courier, ears, desk, ordered(book=True))
    voucher = box.state.vouchers(KAFFE)[0]
    assert (done.state, voucher["Status"]) == (State.BOOKED, "Paid")
    assert done.voucher_number == voucher["VoucherNumber"]


def test_a_vat_free_company_gets_no_code(desk: Desk) -> None:
    book = desk.book(KAFFE)
    assert book is not None
    free = replace(book, company=replace(book.company, is_vat_free=True))
    draft = Draft("X", None, desk.today(), Decimal(1), 7200, "I25", 55000)
    receipt = Receipt("ab" * 16, (Original("c" * 64, "a", "image/jpeg", 1),), draft=draft, file_guid="web0")
    assert "VatCode" not in str(order_for(receipt, free).document())


UNKNOWN = [
    Fault("cut", "upload", after=True),
    Fault("cut", "create_voucher", after=True),
    Fault("cut", "book", after=True),
    Fault("cut", "contact", after=True),
    Fault("truncated", "upload"),
    Fault("truncated", "create_voucher"),
    Fault("html", "create_voucher", after=True),
    Fault("500", "upload", after=True),
    Fault("502", "create_voucher", after=True),
    Fault("empty", "create_voucher"),
    Fault("empty", "book"),
]
NOTHING_WRITTEN = [
    Fault("cut", "upload"),
    Fault("cut", "create_voucher"),
    Fault("cut", "book"),
    Fault("503", "upload"),
    Fault("500", "create_voucher"),
    Fault("429", "upload", retry_after=1),
    Fault("429", "create_voucher", retry_after=1),
    Fault("480", "create_voucher"),
    Fault("401", "upload"),
    Fault("401", "create_voucher"),
    Fault("400/FileGuid", "create_voucher"),
    Fault("400/58", "book"),
    Fault("json-string", "create_voucher", after=True),
]


@pytest.mark.parametrize("fault", UNKNOWN + NOTHING_WRITTEN, ids=lambda f: f"{f.kind}-{f.operation}-{f.after}")
def test_one_voucher_and_one_file_whatever_the_answer(
    fault: Fault, box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(replace(fault))
    due = desk.today() + dt.timedelta(days=14)
    receipt = ordered(book=True, supplier="Ny ApS", credit=True, due=due, paid_from=None)
    (done,) = deliver(courier, ears, desk, receipt)
    assert done.state is State.BOOKED, (done.state, done.fault)
    one_each(box, done)
    assert any(r["fault"] for r in box.state.requests), "the fault struck"


STOPS_RECEIPT = [
    (Fault("413", "upload", times=None), FaultCode.FILE_NOT_ACCEPTED),
    (Fault("415", "upload", times=None), FaultCode.FILE_NOT_ACCEPTED),
    (Fault("400/42", "create_voucher", times=None, property="VoucherDate"), FaultCode.REFUSED),
    (Fault("400/FileGuid", "create_voucher", times=None), FaultCode.REFUSED),
]


@pytest.mark.parametrize(("fault", "code"), STOPS_RECEIPT, ids=lambda v: str(getattr(v, "kind", "")))
def test_a_refused_receipt_stops_alone_and_goes_on_when_told(
    fault: Fault, code: FaultCode, box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(fault)
    first = ordered()
    (stopped,) = deliver(courier, ears, desk, first)
    assert (stopped.state, stopped.fault and stopped.fault.code) == (State.ATTENTION, code)
    box.faults.clear()
    second = ordered()
    courier.wake()
    ears.wait_until(lambda: _settled(desk.receipt(second.id)))
    desk.try_now([first.id])
    courier.wake()
    ears.wait_until(lambda: desk.receipt(first.id).state is State.DRAFTED)
    one_each(box, first, second)


@pytest.mark.parametrize(("kind", "code"), [("401", FaultCode.WRONG_PROFILE), ("403", FaultCode.NO_SUBSCRIPTION)])
def test_a_refused_company_stops_with_its_receipts_where_they_were(
    kind: str, code: FaultCode, box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault(kind, org=KAFFE, times=None))
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: KAFFE in ears.stops)
    note = ears.stops[KAFFE]
    assert note is not None
    assert note.code is code
    assert desk.receipt(receipt.id).state is State.QUEUED
    box.faults.clear()
    desk.try_now()
    courier.wake()
    ears.wait_until(lambda: _settled(desk.receipt(receipt.id)))
    one_each(box, receipt)


def test_a_company_without_pro_stops_and_another_goes_on(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault("403", org=STARTER, times=None))
    stuck = ordered(company=STARTER)
    fine = ordered()
    courier.start()
    ears.wait_until(lambda: _settled(desk.receipt(fine.id)) and STARTER in ears.stops)
    assert desk.receipt(stuck.id).state in {State.QUEUED, State.UPLOADED}
    one_each(box, fine)


def test_offline_stops_all_quietly(desk: Desk, ears: Ears, ordered: Ordered) -> None:
    receipt = ordered()
    desk.config = replace(desk.config, api_url="http://127.0.0.1:9")
    courier = desk.new_courier(ears)
    courier.start()
    ears.wait_until(lambda: ears.note is not None)
    courier.stop()
    now = desk.receipt(receipt.id)
    assert (now.state, now.attempts, now.fault and now.fault.code) == (State.QUEUED, 0, FaultCode.OFFLINE)


def test_a_login_that_has_ended_waits_and_goes_on_after_a_new_one(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.revoke_grants()
    box.expire_access_tokens()
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: ears.note is not None)
    assert ears.note == FaultNote(FaultCode.LOGIN_EXPIRED)
    assert desk.receipt(receipt.id).state is State.QUEUED
    tokens = box.issue_tokens()
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    courier.wake()
    ears.wait_until(lambda: _settled(desk.receipt(receipt.id)))
    one_each(box, receipt)


def test_a_voucher_of_nothing_is_no_success(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    """A person empties the draft before our answer is read: nobody may call that delivered."""
    box.faults.add(Fault("cut", "create_voucher", after=True))
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: bool(box.state.vouchers(KAFFE)))
    voucher = box.state.vouchers(KAFFE)[0]
    lines = [{"Amount": 0.0, "AccountNumber": 7200, "Description": "x"}]
    box.edit(voucher["Guid"], "change", {"Lines": lines})
    ears.wait_until(lambda: _settled(desk.receipt(receipt.id)))
    now = desk.receipt(receipt.id)
    assert (now.state, now.fault and now.fault.code) == (State.ATTENTION, FaultCode.VOUCHER_EMPTY)


def test_what_dineros_own_scan_made_is_left_to_the_user(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault("slow", "upload", after=True, seconds=30))
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: bool(box.state.files(KAFFE)))
    box.scan(box.state.files(KAFFE)[0]["FileGuid"])
    box.hurry()
    ears.wait_until(lambda: _settled(desk.receipt(receipt.id)))
    now = desk.receipt(receipt.id)
    assert (now.state, now.fault and now.fault.code) == (State.ATTENTION, FaultCode.FOREIGN_VOUCHER)
    assert [v["ExternalReference"] for v in box.state.vouchers(KAFFE)] == [None]


def test_two_processes_worth_of_couriers_deliver_once(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    """The lock decides who sends; the other one watches and hears the same."""
    other_desk = open_sandbox_desk(box, Config(box.url, box.url, desk.config.data_dir, sandbox=True))
    tokens = box.issue_tokens()
    other_desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    other_ears = Ears()
    other = other_desk.new_courier(other_ears)
    receipts = [ordered() for _ in range(6)]
    courier.start()
    other.start()
    try:
        ears.wait_until(lambda: all(_settled(desk.receipt(r.id)) for r in receipts))
        other_ears.wait_until(lambda: {r.id for r in receipts} <= other_ears.receipts.keys())
    finally:
        other.stop()
        other_desk.close()
    one_each(box, *receipts)


def test_undo_before_anything_left_brings_it_back(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    receipt = ordered()
    desk.unsend([receipt.id])
    desk.send([receipt.id], book=False, hold=dt.timedelta(hours=1))
    courier.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).rendition_sha256 is not None)
    assert desk.unsend([receipt.id])[0].state is State.READY
    assert box.state.files(KAFFE) == []


def test_ten_minutes_of_silence_do_not_hold_the_end(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault(FaultKind.SLOW, "upload", seconds=3))
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.UPLOADING)
    assert courier.stop(wait=0.2) is False
    assert courier.stop() is True
    assert threading.active_count() < 20
    assert desk.receipt(receipt.id).state is State.UPLOADED


def test_a_cloned_disk_sends_nothing_that_the_other_computer_sent(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered, tmp_path: Path
) -> None:
    desk.save_settings(replace(desk.settings(), prove_storage=False))
    receipts = [ordered() for _ in range(3)]
    desk.journal.close()
    clone = tmp_path / "clone"
    shutil.copytree(desk.config.data_dir, clone)
    deliver(courier, ears, desk, *receipts)
    courier.stop()
    other = open_sandbox_desk(box, Config(box.url, box.url, clone, sandbox=True))
    tokens = box.issue_tokens()
    other.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    other_ears = Ears()
    other_courier = other.new_courier(other_ears)
    try:
        deliver(other_courier, other_ears, other, *receipts)
    finally:
        other_courier.stop()
        other.close()
    one_each(box, *receipts)
    lists = [r for r in box.state.requests if r["operation"] == "files"]
    assert len(lists) == 2, "for each computer one listing, which tells of all that had waited"
