"""The last look before a receipt leaves: in Dinero's ledger, and among our own receipts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.desk import Desk, Heed
from desktop.dinero import UploadFile
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.unit.outbox.ears import Ears

Send = Callable[..., Receipt]


@pytest.fixture
def send(desk: Desk, tmp_path: Path) -> Send:
    """Take a picture unlike any other, fill it in, and send it as the window does."""
    count = iter(range(100))

    def send(heed: Heed = Heed.ASK, **changes: object) -> Receipt:
        path = tmp_path / f"bon-{next(count)}.jpg"
        Image.frombytes("RGB", (60, 90), random.Random(path.name).randbytes(60 * 90 * 3)).save(path, quality=95)
        receipt = desk.take([path]).taken[0]
        draft = Draft("Café Ærø", None, desk.today(), Decimal("125.00"), 7200, None, 55000)
        desk.save_draft(receipt.id, replace(draft, **changes))  # type: ignore[arg-type]  # fields of a draft
        return desk.send([receipt.id], book=False, hold=dt.timedelta(0), heed=heed).sent[0]

    return send


def by_phone(desk: Desk, box: Sandbox, tmp_path: Path, amount: str = "125.00", days: int = 0) -> str:
    """Make a voucher as somebody else does in Dinero; return its guid."""
    path = tmp_path / "phone.jpg"
    Image.new("RGB", (30, 30), "teal").save(path)
    file = UploadFile(path, path.stat().st_size, "phone.jpg", "image/jpeg")
    guid = desk.client().upload(KAFFE, file)
    return box.scan(guid, amount, (desk.today() - dt.timedelta(days=days)).isoformat())


def wait(ears: Ears, receipt: Receipt, state: State) -> Receipt:
    ears.wait_until(lambda: receipt.id in ears.receipts and ears.receipts[receipt.id].state is state)
    return ears.receipts[receipt.id]


def kinds(desk: Desk, receipt: Receipt) -> list[str]:
    return [row.kind for row in desk.trail(receipt.id)]


def test_a_voucher_of_a_colleague_stops_the_receipt_before_its_upload(
    desk: Desk, courier: Courier, ears: Ears, send: Send, box: Sandbox, tmp_path: Path
) -> None:
    guid = by_phone(desk, box, tmp_path)
    receipt = send()
    courier.start()
    stopped = wait(ears, receipt, State.ATTENTION)
    assert stopped.fault is not None
    assert stopped.fault.code is FaultCode.SIMILAR_IN_DINERO
    assert stopped.fault.params["guid"] == guid
    assert Decimal(str(stopped.fault.params["amount"])) == Decimal(125)
    assert kinds(desk, receipt) == ["similar", "look_up"]
    desk.guards.keep_both_sent(receipt.id)
    desk.try_now([receipt.id])
    courier.wake()
    wait(ears, receipt, State.DRAFTED)
    assert kinds(desk, receipt).count("similar") == 1
    second = send()  # the same supplier and total again: it was said that they come again and again
    courier.wake()
    wait(ears, second, State.DRAFTED)


@pytest.mark.parametrize(("amount", "days"), [("125.50", 0), ("125.00", 1)])
def test_another_day_or_total_is_another_purchase(
    desk: Desk, courier: Courier, ears: Ears, send: Send, box: Sandbox, tmp_path: Path, amount: str, days: int
) -> None:
    by_phone(desk, box, tmp_path, amount, days)
    receipt = send()
    courier.start()
    wait(ears, receipt, State.DRAFTED)
    assert kinds(desk, receipt)[0] == "similar"


@pytest.mark.parametrize("action", ["500", "400/42", "404"])
def test_a_question_that_dinero_does_not_answer_holds_nothing_up(
    desk: Desk, courier: Courier, ears: Ears, send: Send, box: Sandbox, action: str
) -> None:
    box.faults.add(Fault(action, "similar"))
    receipt = send()
    courier.start()
    wait(ears, receipt, State.DRAFTED)
    assert kinds(desk, receipt).count("similar") == 1


def test_a_receipt_without_a_supplier_is_not_asked_about(desk: Desk, courier: Courier, ears: Ears, send: Send) -> None:
    receipt = send(supplier="")
    courier.start()
    wait(ears, receipt, State.DRAFTED)
    assert "similar" not in kinds(desk, receipt)


def test_where_nobody_can_be_asked_it_is_told_and_goes_on(
    desk: Desk, courier: Courier, ears: Ears, send: Send, box: Sandbox, tmp_path: Path
) -> None:
    by_phone(desk, box, tmp_path)
    receipt = send(Heed.TELL)
    courier.start()
    wait(ears, receipt, State.DRAFTED)
    similar = desk.guards.likeness.answers.heeded(receipt.id).similar
    assert similar is not None
    assert similar.code is FaultCode.SIMILAR_IN_DINERO


def test_what_is_known_only_after_the_key_was_pressed_stops_it_on_the_way(
    desk: Desk, courier: Courier, ears: Ears, send: Send
) -> None:
    """The other receipt gets the same fields while this one waits for its undo time."""
    receipt = send(supplier="Færgen")
    late = send(Heed.TELL, supplier="Færgen")
    courier.start()
    stopped = wait(ears, receipt, State.ATTENTION)
    assert stopped.fault is not None
    assert (stopped.fault.code, stopped.fault.params["receipt"]) == (FaultCode.LOOKS_ALIKE, late.id)
    assert "upload" not in kinds(desk, receipt)
    desk.guards.keep_both_sent(receipt.id)
    desk.try_now([receipt.id])
    courier.wake()
    wait(ears, receipt, State.DRAFTED)
