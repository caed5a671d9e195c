"""What a search of the archive costs, and what 10,000 delivered receipts cost at the start, each beside a yardstick.

    python tests/bench/bench_archive.py [RECEIPTS]

In one run and one journal: the index against a scan with LIKE over the same words, by key typed; the first screen of
the archive, and what is read at the start, with 100 receipts and with all; and how long all of them would take to read.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import State
from desktop.store import Journal, ReceiptTable
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveIndex
from desktop.store.archive_texts import TextTable

RECEIPTS, FEW = 10_000, 100
ROUNDS = 5
TYPED = "leverandør 17 tagrender"
"""Typed one letter after the other."""
_WORDS = ("faktura", "beløb", "moms", "levering", "tagrender", "skruer", "kaffe", "møde", "kontor", "papir", "blæk")


def filled(folder: Path, count: int) -> Journal:
    """Return a journal with so many delivered receipts and the text of each document."""
    journal = Journal(folder / f"{count}.sqlite3")
    fill(journal, count)
    return journal


def fill(journal: Journal, count: int) -> None:
    """Put delivered receipts, the text of each document and their index into a journal."""
    chance = random.Random(5)
    receipts, texts, now = ReceiptTable(journal), TextTable(journal), dt.datetime.now(dt.UTC)
    with journal.write():
        for number in range(count):
            receipt = _receipt(number, now - dt.timedelta(hours=number), chance)
            receipts.save(receipt)
            texts.keep(receipt.id, " ".join(chance.choice(_WORDS) for _ in range(120)))
    index = ArchiveIndex(journal)
    begun = time.perf_counter()
    batches = [seconds(index.settle) for _ in range(0, count, 100)]
    while index.settle():
        pass
    took = time.perf_counter() - begun
    say(f"{count:6} taken into the index: {took:.1f} s in all, longest batch {max(batches):.0f} ms")


def _receipt(number: int, at: dt.datetime, chance: random.Random) -> Receipt:
    draft = Draft(
        f"Leverandør {chance.randrange(200)}", date=at.date(), amount=Decimal(chance.randrange(100, 900_000)) / 100,
        account=chance.choice((7200, 3600, 2000)), paid_from=55000, description=" ".join(chance.sample(_WORDS, 3)),
    )  # fmt: skip
    original = Original(f"{number:064x}", f"IMG_{number}.jpg", "image/jpeg", 1000)
    return Receipt(
        new_receipt_id(), (original,), State.BOOKED, draft, company_id=1, added_at=at, sent_at=at, delivered_at=at,
        voucher_number=number,
    )  # fmt: skip


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def seconds(work: Callable[[], object]) -> float:
    """Return the milliseconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def middle(work: Callable[[], object]) -> float:
    """Return the middle of some rounds, in milliseconds."""
    return statistics.median(seconds(work) for _ in range(ROUNDS))


def by_like(journal: Journal, words: str) -> int:
    """Search the same words by a scan: the yardstick."""
    parts = words.split()
    where = " AND ".join("(fields LIKE ? OR document LIKE ?)" for _ in parts) or "1"
    values = [f"%{part}%" for part in parts for _ in range(2)]
    with journal.read() as connection:
        return len(connection.execute(f"SELECT rowid FROM archive_words WHERE {where}", values).fetchall())


def main() -> None:
    """Fill two journals, measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECEIPTS
    with tempfile.TemporaryDirectory() as name:
        few, many = filled(Path(name), FEW), filled(Path(name), count)
        _search(many)
        _start(few, many, count)
        few.close()
        many.close()


def _search(journal: Journal) -> None:
    index, keys = ArchiveIndex(journal), [TYPED[:end] for end in range(1, len(TYPED) + 1)]
    ours = [middle(lambda typed=key: index.find(ArchiveFilter(typed))) for key in keys]  # type: ignore[misc]
    scans = [middle(lambda typed=key: by_like(journal, typed)) for key in keys]  # type: ignore[misc]
    say(f"by key: index {statistics.median(ours):.1f} ms, at most {max(ours):.1f}; "
          f"LIKE {statistics.median(scans):.1f} ms, at most {max(scans):.1f}; "
          f"ratio {statistics.median(scans) / statistics.median(ours):.1f}")  # fmt: skip


def _start(few: Journal, many: Journal, count: int) -> None:
    screens, present = [], []
    for journal in (few, many):
        index, receipts = ArchiveIndex(journal), ReceiptTable(journal)
        screens.append(middle(lambda at=index: at.page(at.find(ArchiveFilter())[:50])))  # type: ignore[misc]
        present.append(middle(lambda at=receipts: at.present(500)))  # type: ignore[misc]
    everything = middle(ReceiptTable(many).all)
    say(f"first screen: {screens[0]:.1f} ms with {FEW}, {screens[1]:.1f} ms with {count}")
    say(f"read at the start: {present[0]:.1f} ms with {FEW}, {present[1]:.1f} ms with {count}; "
          f"all of them would be {everything:.0f} ms, {everything / present[1]:.1f} times that")  # fmt: skip


if __name__ == "__main__":
    main()
