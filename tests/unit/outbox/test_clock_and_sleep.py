"""Clocks that are set while receipts are under way: nothing waits for an hour, nothing is sent twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.outbox.clock_watch import ClockWatch
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.states import State
from desktop.sandbox import Fault
from desktop.store import CompanyTable, Journal, ReceiptTable
from tests.unit.outbox.trial import trial

HOUR = dt.timedelta(hours=1)
JUMPS = [(HOUR,), (-HOUR,), (HOUR, -HOUR), (-HOUR, HOUR), (-24 * HOUR,), (24 * HOUR,), (HOUR / 120,), (-HOUR / 120,)]
FAULTS = [Fault("cut", "upload", after=True), Fault("503", "upload"), Fault("cut", "create_voucher", after=True),
          Fault("500", "book", after=True), Fault("cut", "files")]  # fmt: skip


@pytest.mark.parametrize("jumps", JUMPS, ids=lambda jumps: "_".join(f"{j.total_seconds():+.0f}s" for j in jumps))
def test_a_clock_that_is_set_during_the_delivery(jumps: tuple[dt.timedelta, ...], tmp_path: Path) -> None:
    with trial(tmp_path / "clock") as there:
        for fault in FAULTS:
            there.box.faults.add(replace(fault))
        for jump in jumps:
            first = there.order(book=True)
            there.ears.wait_until(lambda r=first: there.desk.receipt(r.id).state is not State.QUEUED)  # type: ignore[misc]
            there.set_clock(jump)
            there.order(book=True)
        there.finish()
        there.assert_one_each()


class Clocks:
    """A wall clock that can be set, and a steady one."""

    def __init__(self) -> None:
        self.wall = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
        self.seconds = 1000.0

    def pass_(self, seconds: float, *, set_by: dt.timedelta = dt.timedelta(0)) -> None:
        self.wall += dt.timedelta(seconds=seconds) + set_by
        self.seconds += seconds


def _waiting(journal: Journal, clocks: Clocks, wait: dt.timedelta) -> Receipt:
    original = Original("c" * 64, "a.jpg", "image/jpeg", 1)
    return ReceiptTable(journal).save(
        Receipt("ab" * 16, (original,), State.QUEUED, added_at=clocks.wall, not_before=clocks.wall + wait)
    )


def test_a_wait_keeps_its_length_when_the_clock_is_set_back(tmp_path: Path) -> None:
    clocks = Clocks()
    journal = Journal(tmp_path / "journal.sqlite3", lambda: clocks.wall)
    watch = ClockWatch(journal, lambda: clocks.seconds)
    receipt = _waiting(journal, clocks, dt.timedelta(seconds=30))
    clocks.pass_(10, set_by=-HOUR)
    CompanyTable(journal).pause(42, clocks.wall + HOUR)
    assert watch.look()
    assert CompanyTable(journal).paused(clocks.wall) == frozenset()
    now = ReceiptTable(journal).get(receipt.id)
    assert now is not None
    assert now.not_before == clocks.wall + dt.timedelta(seconds=20)
    journal.close()


@pytest.mark.parametrize(("seconds", "set_by"), [(10, HOUR), (10, dt.timedelta(seconds=-2)), (0, dt.timedelta(0))])
def test_small_steps_and_jumps_forward_change_no_wait(seconds: float, set_by: dt.timedelta, tmp_path: Path) -> None:
    clocks = Clocks()
    journal = Journal(tmp_path / "journal.sqlite3", lambda: clocks.wall)
    watch = ClockWatch(journal, lambda: clocks.seconds)
    receipt = _waiting(journal, clocks, dt.timedelta(seconds=30))
    clocks.pass_(seconds, set_by=set_by)
    assert not watch.look()
    assert ReceiptTable(journal).get(receipt.id) == receipt
    journal.close()
