"""What the delivery does when it takes over from a run that was cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from desktop.store import journal
from tests.unit.outbox.conftest import Ordered
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.test_delivery_trouble import held_journal


def test_what_could_not_be_recovered_at_first_is_recovered_later(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ordered()
    desk.receipt_table.save(replace(receipt, state=State.UPLOADING, file_name="x.jpg", rendition_sha256="0" * 64))
    monkeypatch.setattr(journal, "BUSY_SECONDS", 0.1)
    with held_journal(desk.config):
        courier.start()
        ears.wait_until(lambda: ears.note is not None and ears.note.code is FaultCode.JOURNAL_BUSY)
    ears.wait_until(lambda: desk.receipt(receipt.id).state is not State.UPLOADING)
    assert box.state.vouchers(KAFFE) == []


def test_what_a_cut_off_run_left_on_its_way_out_is_removed(
    desk: Desk, ears: Ears, courier: Courier, ordered: Ordered
) -> None:
    folder = desk.config.renditions_dir
    folder.mkdir(parents=True)
    receipt = ordered()
    delivered = desk.receipt_table.save(replace(ordered(), state=State.DRAFTED))
    for name in (f"{delivered.id}.jpg", f"{receipt.id}.jpg.4711.part", f"{'0' * 32}.png"):
        (folder / name).write_bytes(b"left")
    courier.start()
    ears.wait_until(lambda: desk.receipt(receipt.id).state is State.DRAFTED)
    courier.stop()
    assert list(folder.iterdir()) == []
