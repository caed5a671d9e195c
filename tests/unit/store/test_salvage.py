"""Journals with pages overwritten at random: what is read of them is what was written, and nothing of it is made up."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.receipts.frame import Frame
from desktop.receipts.habits import Habit
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import State
from desktop.store import HabitTable, Journal, ReceiptTable, RequestStart, RequestTable
from desktop.store.salvage import salvage

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
PAGE = 4096
FRAME = Frame(((1880, 1316), (6946, 856), (8285, 8584), (3070, 9055)))
STATES = (State.NEW, State.READY, State.QUEUED, State.UPLOADED, State.DRAFTED, State.BOOKED, State.BINNED)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Receipt]]:
    """A journal of 400 receipts as bytes, and the receipts by their id."""
    path = tmp_path_factory.mktemp("salvage") / "j.sqlite3"
    journal, dice = Journal(path, lambda: NOW), random.Random(7)
    table, requests = ReceiptTable(journal), RequestTable(journal)
    known: dict[str, Receipt] = {}
    with journal.write() as connection:
        for n in range(400):
            pages = tuple(
                Original(dice.randbytes(32).hex(), f"bon {n}.jpg", "image/jpeg", 10, frame=FRAME)
                for _ in range(dice.choice((1, 2)))
            )
            draft = Draft(f"Leverandør {n}", amount=Decimal(n) + Decimal("0.50"), description="Kaffe " * 20)
            made = Receipt(dice.randbytes(16).hex(), pages, STATES[n % len(STATES)], draft, 42, added_at=NOW)
            known[made.id] = table.save(made)
            requests.begin(RequestStart("upload", 42, "isv_x", made.id, {"size": n}), 1000)
        connection.execute("INSERT INTO tombstones VALUES ('gone', ?)", (NOW.isoformat(),))
    journal.close()
    return path.read_bytes(), known


def _salvaged(tmp_path: Path, data: bytes) -> dict[str, Receipt]:
    old = tmp_path / "old.sqlite3"
    old.write_bytes(data)
    journal = Journal(tmp_path / "new.sqlite3", lambda: NOW)
    count = salvage(old, journal)
    found = {r.id: r for r in ReceiptTable(journal).all()}
    journal.close()
    assert len(found) == count
    assert old.read_bytes() == data
    return found


def test_a_sound_journal_comes_over_whole(tmp_path: Path, written: tuple[bytes, dict[str, Receipt]]) -> None:
    data, known = written
    assert _salvaged(tmp_path, data) == known


@pytest.mark.parametrize("seed", range(40))
def test_what_is_read_of_spoiled_pages_is_what_was_written(
    tmp_path: Path, written: tuple[bytes, dict[str, Receipt]], seed: int
) -> None:
    data, known = written
    dice, spoiled = random.Random(seed), bytearray(data)
    for page in dice.sample(range(1, len(data) // PAGE), 1 + seed // 2):
        junk = dice.choice((b"\xff" * PAGE, bytes(PAGE), dice.randbytes(PAGE)))
        spoiled[page * PAGE : (page + 1) * PAGE] = junk
    found = _salvaged(tmp_path, bytes(spoiled))
    for receipt_id, receipt in found.items():
        assert receipt == replace(known[receipt_id], originals=receipt.originals)
        complete = receipt.originals == known[receipt_id].originals
        assert complete or receipt.state in {State.DRAFTED, State.BOOKED}
        assert set(receipt.originals) <= set(known[receipt_id].originals)


@pytest.mark.parametrize("data", [b"", b"no database" * 500], ids=["empty", "something else"])
def test_of_what_is_no_journal_nothing_comes(tmp_path: Path, data: bytes) -> None:
    assert _salvaged(tmp_path, data) == {}


def test_what_is_remembered_of_suppliers_comes_over(tmp_path: Path) -> None:
    old = Journal(tmp_path / "old.sqlite3", lambda: NOW)
    habit = Habit("Snak Mobil A/S", account=7240, totals=(Decimal("125.00"),), last=NOW.date(), always_ready=True)
    HabitTable(old).save(42, None, habit, ["name:snak mobil", "cvr:97100004"])
    with old.write() as connection:
        connection.execute("INSERT INTO habits (company_id, habit) VALUES (42, 'no habit')")
        connection.execute("INSERT INTO habit_keys VALUES (42, 'name:spoiled', 2)")
    old.close()
    new = Journal(tmp_path / "new.sqlite3", lambda: NOW)
    salvage(tmp_path / "old.sqlite3", new)
    table = HabitTable(new)
    assert table.memory(42).habits == {"name:snak mobil": habit, "cvr:97100004": habit}
    assert table.find(42, "name:spoiled") is None
    new.close()
