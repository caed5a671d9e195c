"""The journal, the archive or the order itself changes while the delivery is at work."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from desktop.config import Config
from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Sandbox
from desktop.store import journal
from tests.unit.outbox.conftest import FAST, Ordered
from tests.unit.outbox.ears import Ears


@pytest.fixture
def later(desk: Desk, ears: Ears) -> Iterator[Courier]:
    """The delivery of a start after the orders: it looks into the archive first."""
    desk.opened_at = desk.journal.now() + dt.timedelta(hours=1)
    courier = desk.new_courier(ears, FAST)
    yield courier
    courier.stop()


def asked(box: Sandbox, operation: str) -> int:
    return len([r for r in box.state.requests if r["operation"] == operation])


@contextmanager
def held_journal(config: Config) -> Iterator[None]:
    """Hold the journal as a backup program would."""
    connection = sqlite3.connect(config.journal_path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@pytest.mark.logs("could not be written")
def test_an_answer_that_can_not_be_written_is_written_later(
    box: Sandbox, desk: Desk, ears: Ears, ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ordered()
    monkeypatch.setattr(journal, "BUSY_SECONDS", 0.1)
    answered, go_on = threading.Event(), threading.Event()

    def wait_there(point: str) -> None:
        if point == "after-upload-answer":
            answered.set()
            go_on.wait(20)

    courier = desk.new_courier(ears, FAST, wait_there)
    courier.start()
    try:
        assert answered.wait(20)
        with held_journal(desk.config):
            go_on.set()
            ears.wait_until(lambda: ears.note is not None and ears.note.code is FaultCode.JOURNAL_BUSY)
        ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
        ears.wait_until(lambda: ears.note is None)
    finally:
        courier.stop()
    assert asked(box, "upload") == 1
    assert len(box.state.files(KAFFE)) == 1


def test_a_refused_look_into_the_archive_is_not_repeated(
    box: Sandbox, desk: Desk, ears: Ears, later: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault("400/42", "files", times=None))
    receipt = ordered()
    later.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.ATTENTION)
    now = desk.receipt(receipt.id)
    assert (now.resume, now.fault and now.fault.code) == (State.QUEUED, FaultCode.REFUSED)
    assert (asked(box, "files"), asked(box, "upload")) == (1, 0)
    box.faults.clear()
    desk.try_now([receipt.id])
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)


def test_a_look_into_the_archive_that_fails_waits_longer_each_time(
    box: Sandbox, desk: Desk, ears: Ears, later: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault("500", "files", times=3))
    receipt = ordered()
    later.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).attempts == 3)
    assert asked(box, "upload") == 0
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
    operations = [request["operation"] for request in box.state.requests]
    before = operations[: operations.index("upload")]
    assert before.count("files") == 5, "three that failed, an empty one, and the one without a filter that confirms it"


def test_an_upload_whose_outcome_is_open_is_asked_about_also_after_the_tray(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    box.faults.add(Fault("cut", "upload", after=True))
    box.faults.add(Fault("400/42", "files", times=1))
    receipt = ordered()
    courier.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.ATTENTION)
    back = desk.back_to_tray(receipt.id)
    desk.save_draft(receipt.id, replace(back.draft, description="rettet"))
    desk.send([receipt.id], book=False, hold=dt.timedelta(0))
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
    assert (asked(box, "upload"), len(box.state.files(KAFFE)), len(box.state.vouchers(KAFFE))) == (1, 1, 1)
    assert box.state.vouchers(KAFFE)[0]["Lines"][0]["Description"] == "rettet"


def test_an_order_undone_changed_and_sent_again_before_its_first_request_is_the_new_one(
    box: Sandbox, desk: Desk, ears: Ears, ordered: Ordered
) -> None:
    there, go_on = threading.Event(), threading.Event()

    def wait_there(point: str) -> None:
        if point == "before-upload-row" and not there.is_set():
            there.set()
            go_on.wait(20)

    receipt = ordered()
    courier = desk.new_courier(ears, FAST, wait_there)
    courier.start()
    try:
        assert there.wait(20)
        (back,) = desk.unsend([receipt.id])
        desk.save_draft(receipt.id, replace(back.draft, account=2000, description="rettet"))
        desk.send([receipt.id], book=False, hold=dt.timedelta(0))
        go_on.set()
        ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
    finally:
        courier.stop()
    (voucher,) = box.state.vouchers(KAFFE)
    assert voucher["Lines"][0]["AccountNumber"] == 2000
    assert len(box.state.files(KAFFE)) == 1
