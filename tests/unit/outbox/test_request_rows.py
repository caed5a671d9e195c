"""One row a request: what the sandbox was asked about a company stands in the journal, to the last repeat and page."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.desk.session import ConnectSession, FixedRegistration
from desktop.dinero import client as dinero_client
from desktop.outbox import Courier
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.visma import MemoryHome
from tests.unit.outbox.conftest import FAST, Ordered, log_in
from tests.unit.outbox.ears import Ears

ROOT = Path(__file__).parents[3]


def asked_about_companies(box: Sandbox) -> list[str]:
    return [r["operation"] for r in box.state.requests if r["org"] is not None]


def kinds(desk: Desk) -> list[str]:
    return [row.kind for row in reversed(desk.request_table.all())]


def delivered(courier: Courier, ears: Ears, desk: Desk, *receipts: Receipt) -> None:
    courier.start()
    ears.wait_until(lambda: all(desk.receipt(r.id).state is State.DRAFTED for r in receipts))
    courier.stop()


def test_a_company_is_read_in_rows_that_name_what_was_read(box: Sandbox, desk: Desk) -> None:
    assert kinds(desk) == ["reference"] * len(asked_about_companies(box))
    rows = desk.request_table.all()
    assert {row.detail["what"] for row in rows} == {
        "accounts/purchase", "accounts/deposit", "accounts/entry", "vatTypes", "contacts", "accountingyears"
    }  # fmt: skip
    assert all(row.outcome == "ok" and row.server_date and row.receipt_id is None for row in rows)


@pytest.mark.parametrize(
    "faults",
    [
        [],
        [BoxFault("401", "upload")],
        [BoxFault("401", "create_voucher"), BoxFault("401", "fileguid")],
        [BoxFault("cut", "upload", after=True)],
        [BoxFault("cut", "upload"), BoxFault("401", "files")],
        [BoxFault("500", "create_voucher", after=True)],
        [BoxFault("429", "upload", retry_after=1)],
    ],
    ids=lambda faults: "_".join(f"{f.kind}-{f.operation}" for f in faults) or "none",
)
def test_every_request_of_a_delivery_has_its_row(
    faults: list[BoxFault],
    box: Sandbox,
    desk: Desk,
    ears: Ears,
    courier: Courier,
    ordered: Ordered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dinero_client, "PAGE_SIZE", 2)
    receipts = [ordered() for _ in range(5)]
    for fault in faults:
        box.faults.add(replace(fault))
    delivered(courier, ears, desk, *receipts)
    assert len(kinds(desk)) == len(asked_about_companies(box))
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == 5


def test_a_repeat_after_a_401_stands_in_the_receipts_trail(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    receipt = ordered()
    box.faults.add(BoxFault("401", "upload"))
    delivered(courier, ears, desk, receipt)
    told = [(row.kind, row.outcome) for row in desk.trail(receipt.id)]
    assert told[:2] == [("upload", "ok"), ("again", "ok")]
    assert [kind for kind, _outcome in told].count("upload") == 1


def test_a_company_whose_book_is_not_known_is_read_in_rows_too(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    receipt = ordered()
    with desk.journal.write() as connection:
        connection.execute("UPDATE companies SET book = NULL")
    before = kinds(desk)
    delivered(courier, ears, desk, receipt)
    assert kinds(desk)[len(before) :].count("reference") == len(before)
    assert len(kinds(desk)) == len(asked_about_companies(box))


# the limit


class Slow(ConnectSession):
    """A registration that may make few requests in a minute: one more than reading a company takes."""

    limit = 7

    def requests_per_minute(self) -> int:
        return self.limit


@pytest.fixture
def slow(box: Sandbox, desk: Desk, tmp_path: Path) -> Desk:
    fixed = FixedRegistration(box.client_id, box.client_secret, box.redirect_uri)
    desk.session = Slow(desk.config, fixed.environ, desk.settings, MemoryHome(), tmp_path / "locks")
    log_in(desk, box)
    return desk


def test_a_delivery_that_waits_for_room_stops_at_once(box: Sandbox, slow: Desk, ears: Ears, ordered: Ordered) -> None:
    waits = threading.Event()
    courier = slow.new_courier(ears, FAST, lambda point: waits.set() if point == "before-list_files-row" else None)
    receipt = ordered()
    courier.start()
    assert waits.wait(20)
    begun = time.monotonic()
    assert courier.stop(20)
    assert time.monotonic() - begun < 5
    assert kinds(slow) == ["reference"] * 6 + ["upload"]
    assert len(asked_about_companies(box)) == 7
    assert slow.receipt(receipt.id).state is State.UPLOADED


def test_a_step_that_waits_for_its_second_request_stops_at_once_and_is_asked_for_later(
    box: Sandbox, slow: Desk, ears: Ears, ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ordered()
    box.faults.add(BoxFault("401", "upload"))
    first = slow.new_courier(ears, FAST)
    first.start()
    wait_for(lambda: "upload" in asked_about_companies(box))
    assert first.stop(20)
    assert [(row.kind, row.outcome) for row in slow.trail(receipt.id)] == [("upload", None)]
    assert slow.receipt(receipt.id).state is State.UPLOADING
    monkeypatch.setattr(Slow, "limit", 90)
    delivered(slow.new_courier(ears, FAST), ears, slow, receipt)
    assert len(box.state.files(KAFFE)) == 1


def test_what_is_read_for_the_window_ends_its_wait_when_the_program_closes(box: Sandbox, slow: Desk) -> None:
    told: list[FaultCode] = []

    def read() -> None:
        try:
            slow.refresh_book(KAFFE)
        except Fault as fault:
            told.append(fault.code)
        slow.journal.close_thread()

    reader = threading.Thread(target=read)
    reader.start()
    wait_for(lambda: len(asked_about_companies(box)) == 7)
    slow.stop_waiting()
    reader.join(5)
    assert told == [FaultCode.RATE_LIMITED]
    assert len(asked_about_companies(box)) == 7


def wait_for(fact: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not fact():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_processes_that_hurry_at_once_share_one_limit(box: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    token = box.issue_tokens().access_token
    words = [sys.executable, "-m", "tests.unit.outbox.hurried", str(path), box.url, token, box.client_id, "40"]
    running = [
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in running:  # told together, so that they are at it together
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate(timeout=60)[0]) for process in running]
    assert sum(counts) == len(asked_about_companies(box)) == 40
