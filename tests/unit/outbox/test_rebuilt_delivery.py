"""A journal that was damaged, restored or brought from elsewhere: nothing goes out by itself, and nothing twice."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.desk import Desk
from desktop.desk.computer import Computer
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from tests.unit.outbox.conftest import FAST, Ordered, log_in
from tests.unit.outbox.ears import Ears

Deliver = Callable[[Desk, list[str], frozenset[State]], list[Receipt]]
DONE = frozenset({State.DRAFTED, State.ATTENTION})


@pytest.fixture
def deliver() -> Iterator[Deliver]:
    """Run a delivery until these receipts are in one of these states."""
    running: list[Courier] = []

    def run(desk: Desk, ids: list[str], states: frozenset[State]) -> list[Receipt]:
        ears = Ears()
        courier = desk.new_courier(ears, FAST)
        running.append(courier)
        courier.start()
        ears.wait_until(lambda: all(i in ears.receipts and ears.receipts[i].state in states for i in ids))
        courier.stop()
        return [desk.receipt(i) for i in ids]

    yield run
    for courier in running:
        courier.stop()


@pytest.fixture
def reopen(box: Sandbox, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Start the program anew on the same folder."""
    desks: list[Desk] = []

    def start() -> Desk:
        config = Config(box.url, box.url, tmp_path / "data", sandbox=True)
        desk = open_sandbox_desk(box, config, Computer(tmp_path / "state"))
        desks.append(desk)
        desk.open()
        log_in(desk, box)
        return desk

    yield start
    for desk in desks:
        desk.close()


def _in_dinero(box: Sandbox) -> tuple[int, int]:
    return len(box.state.vouchers(KAFFE)), len(box.state.files(KAFFE))


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:100] = b"\xff" * 100
    path.write_bytes(data)


def test_what_a_lost_journal_had_sent_is_found_in_dinero_and_not_sent_again(
    desk: Desk, box: Sandbox, ordered: Ordered, deliver: Deliver, reopen: Callable[[], Desk]
) -> None:
    desk.open()
    sent = [ordered().id for _ in range(3)]
    deliver(desk, sent, DONE)
    draft = desk.receipt(sent[0]).draft
    desk.close()
    _damage(desk.config.journal_path)
    new = reopen()
    assert {(r.id, r.state) for r in new.receipts()} == {(i, State.NEW) for i in sent}
    (note,) = new.notices
    assert (note.code, dict(note.params)) == (FaultCode.JOURNAL_REBUILT, {"found": 3, "kept": 0})
    new.refresh_companies()
    new.refresh_book(KAFFE)
    for receipt_id in sent:
        new.save_draft(receipt_id, draft)
    new.send(sent, book=False)
    done = deliver(new, sent, DONE)
    assert [r.state for r in done] == [State.DRAFTED] * 3
    assert _in_dinero(box) == (3, 3)
    assert box.state.mistakes == []


def test_what_can_still_be_read_comes_back_with_its_fields_and_its_state(
    desk: Desk, box: Sandbox, ordered: Ordered, deliver: Deliver, reopen: Callable[[], Desk]
) -> None:
    desk.open()
    delivered, waiting = ordered().id, []
    deliver(desk, [delivered], DONE)
    waiting = [ordered().id for _ in range(2)]
    desk.close()
    with sqlite3.connect(desk.config.journal_path) as connection:  # an index that no longer fits its table
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'receipts_by_state'")
    connection.close()
    new = reopen()
    (note,) = new.notices
    assert (note.code, dict(note.params)) == (FaultCode.JOURNAL_REBUILT, {"found": 3, "kept": 3})
    assert new.receipt(delivered).state is State.DRAFTED
    held = [new.receipt(i) for i in waiting]
    assert [(r.state, r.resume, r.draft.supplier) for r in held] == [
        (State.ATTENTION, State.UPLOADING, "Café Ærø"),
        (State.ATTENTION, State.UPLOADING, "Café Ærø"),
    ]
    new.try_now(waiting)
    assert [r.state for r in deliver(new, waiting, frozenset({State.DRAFTED}))] == [State.DRAFTED] * 2
    assert _in_dinero(box) == (3, 3)
    aside = list(new.config.data_dir.glob("journal-damaged-*.sqlite3"))
    assert len(aside) == 1


def test_a_restored_backup_sends_nothing_by_itself_and_nothing_twice(
    desk: Desk, box: Sandbox, ordered: Ordered, deliver: Deliver, reopen: Callable[[], Desk], tmp_path: Path
) -> None:
    desk.open()
    first, tray = ordered().id, ordered().id
    desk.unsend([tray])
    desk.journal.close()
    shutil.copytree(desk.config.data_dir, tmp_path / "backup")
    desk.close()
    seen = reopen()
    seen.send([tray], book=False)
    deliver(seen, [first, tray], DONE)
    seen.close()
    shutil.rmtree(desk.config.data_dir)
    shutil.copytree(tmp_path / "backup", desk.config.data_dir)
    new = reopen()
    assert [n.code for n in new.notices] == [FaultCode.JOURNAL_RESTORED]
    assert new.receipt(first).state is State.ATTENTION
    assert new.receipt(tray).state is State.READY
    new.try_now([first])
    new.send([tray], book=False)
    deliver(new, [first, tray], frozenset({State.DRAFTED}))
    assert _in_dinero(box) == (2, 2)
    new.close()
    assert reopen().notices == ()


def test_a_folder_of_another_computer_is_held_until_it_is_taken_over(
    desk: Desk, box: Sandbox, ordered: Ordered, reopen: Callable[[], Desk]
) -> None:
    desk.open()
    receipt_id = ordered().id
    with desk.journal.write() as connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'computer'")
    desk.close()
    requests = len(box.state.requests)
    new = reopen()
    assert [n.code for n in new.notices] == [FaultCode.DATA_FOLDER_FOREIGN]
    assert new.hold() is not None
    ears = Ears()
    courier = new.new_courier(ears, FAST)
    courier.start()
    ears.wait_until(lambda: ears.note is not None and ears.note.code is FaultCode.DATA_FOLDER_FOREIGN)
    assert new.receipt(receipt_id).state is State.QUEUED
    assert len(box.state.requests) == requests
    new.adopt_folder()
    ears.wait_until(lambda: receipt_id in ears.receipts and ears.receipts[receipt_id].state is State.DRAFTED)
    courier.stop()
    assert _in_dinero(box) == (1, 1)
    new.close()
    assert reopen().notices == ()


def test_the_computer_that_had_the_folder_goes_on_without_a_question(
    desk: Desk, ordered: Ordered, reopen: Callable[[], Desk]
) -> None:
    desk.open()
    ordered()
    desk.close()
    assert reopen().notices == ()
    assert Computer().name() == Computer().name()
