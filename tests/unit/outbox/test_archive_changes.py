from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.desk import Desk
from desktop.desk.archive_changes import AFTER_FAULT, EVERY, DineroChanges
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt, VoucherKind
from desktop.receipts.states import State, Wish
from desktop.sandbox import KAFFE, Fault, FaultKind, Sandbox
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_reads import OK, ChangesRow, ReadsTable
from tests.unit.outbox.conftest import Ordered
from tests.unit.outbox.ears import Ears

DAY = dt.timedelta(days=1)


@pytest.fixture
def drafts(desk: Desk, courier: Courier, ears: Ears, ordered: Ordered) -> Callable[..., list[Receipt]]:
    """Deliver so many receipts, and end the delivery."""

    def deliver(count: int, *, book: bool = False) -> list[Receipt]:
        receipts = [ordered(book=book) for _ in range(count)]
        courier.start()
        wanted, ids = State.BOOKED if book else State.DRAFTED, {r.id for r in receipts}
        ears.wait_until(lambda: all(i in ears.receipts and ears.receipts[i].state is wanted for i in ids), 60)
        courier.stop()
        return [desk.receipt(r.id) for r in receipts]

    return deliver


def asked(box: Sandbox) -> list[str]:
    return [r["query"] for r in box.state.requests if r["path"].endswith("/entries/changes")]


def test_what_the_accountant_books_and_deletes_is_seen(
    desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]
) -> None:
    booked, gone, same = drafts(3)
    box.edit(booked.voucher_guid or "", "book")
    box.edit(gone.voucher_guid or "", "delete")
    seen = desk.changes.read()
    assert not seen.faults
    assert {(r.id, r.state) for r in seen.changed} == {(booked.id, State.BOOKED), (gone.id, State.REMOVED)}
    now = desk.receipt(booked.id)
    number = next(v["VoucherNumber"] for v in box.state.vouchers(KAFFE) if v["Guid"] == booked.voucher_guid)
    assert (now.state, now.voucher_number) == (State.BOOKED, number)
    removed = desk.receipt(gone.id)
    assert removed.fault is not None
    assert removed.fault.code is FaultCode.DELETED_IN_DINERO
    assert desk.receipt(same.id) == same
    row = desk.changes.last_answer(KAFFE)
    assert row is not None
    assert (row.booked, row.removed) == (1, 1)
    assert desk.archive.find(ArchiveFilter(str(number), state=State.BOOKED), 10).ids == (booked.id,)
    assert desk.archive.find(ArchiveFilter(state=State.REMOVED), 10).ids == (gone.id,)


def test_a_booked_voucher_that_is_deleted_is_seen_by_its_offset(
    desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]
) -> None:
    first, second = drafts(2, book=True)
    box.edit(first.voucher_guid or "", "delete")
    assert [(r.id, r.state) for r in desk.changes.read().changed] == [(first.id, State.REMOVED)]
    assert desk.receipt(second.id) == second


def test_one_question_a_day(desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]) -> None:
    (draft,) = drafts(1)
    desk.changes.read()
    assert len(asked(box)) == 1
    assert desk.changes.due() == ()
    box.edit(draft.voucher_guid or "", "book")
    assert not desk.changes.read().changed
    assert len(asked(box)) == 1
    with desk.journal.write() as connection:
        before = (desk.journal.now() - EVERY).isoformat()
        connection.execute("UPDATE archive_reads SET begun_at = ?", (before,))
    assert [r.id for r in desk.changes.read().changed] == [draft.id]


def test_missed_days_are_caught_up_in_pieces(desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]) -> None:
    drafts(1)
    then = desk.journal.now() - 100 * DAY
    ReadsTable(desk.journal).add(ChangesRow(KAFFE, then, then - DAY, then, OK))
    assert not desk.changes.read().faults
    assert len(asked(box)) == 4, "101 days in pieces of 30"
    assert desk.changes.due() == ()


def test_a_fault_is_noted_and_asked_again_later(desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]) -> None:
    (draft,) = drafts(1)
    box.edit(draft.voucher_guid or "", "book")
    box.faults.add(Fault(FaultKind.UNAVAILABLE, operation="entries_changes", times=None))
    seen = desk.changes.read()
    assert [note.code for note in seen.faults] == [FaultCode.SERVER_FAULT]
    assert desk.receipt(draft.id) == draft
    assert desk.changes.due() == ()
    assert desk.changes.last_answer(KAFFE) is None
    box.faults.clear()
    with desk.journal.write() as connection:
        before = (desk.journal.now() - AFTER_FAULT).isoformat()
        connection.execute("UPDATE archive_reads SET begun_at = ?", (before,))
    assert [r.state for r in desk.changes.read().changed] == [State.BOOKED]


def test_a_receipt_that_moves_on_meanwhile_is_left(
    desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]
) -> None:
    undoing, back = drafts(2)
    for each in (undoing, back):
        box.edit(each.voucher_guid or "", "book")
    client = desk.client()
    answer = client.entry_changes(KAFFE, desk.journal.now() - DAY, desk.journal.now())
    assert {e.voucher_guid for e in answer} == {undoing.voucher_guid, back.voucher_guid}
    changes = DineroChanges(desk.journal, desk.client, desk.companies)
    desk.receipt_table.save(replace(undoing, wish=Wish.UNDO))
    desk.receipt_table.save(replace(back, voucher_guid="another"))
    box.edit(back.voucher_guid or "", "delete")
    seen = changes.read()
    assert undoing.id not in {r.id for r in seen.changed}
    assert desk.receipt(undoing.id).wish is Wish.UNDO


def test_nothing_is_asked_for_a_company_that_the_login_does_not_reach(
    desk: Desk, box: Sandbox, drafts: Callable[..., list[Receipt]]
) -> None:
    drafts(1)
    desk.company_table.save_list(tuple(c for c in desk.companies() if c.id != KAFFE))
    assert desk.changes.due() == ()
    assert not desk.changes.read().changed
    assert asked(box) == []


def test_a_voucher_of_another_kind_is_looked_for_among_its_own(
    desk: Desk, drafts: Callable[..., list[Receipt]]
) -> None:
    (draft,) = drafts(1)
    with desk.journal.write() as connection:
        connection.execute("UPDATE receipts SET draft = json_set(draft, '$.kind', 'manual')")
    reads = ReadsTable(desk.journal)
    assert not reads.is_purchase(draft.id)
    assert [r.draft.kind for r in reads.longest_unseen(KAFFE, 20)] == [VoucherKind.MANUAL]
