"""Receipts that are cleared from the archive: hidden at once, gone for good after a while, undone until then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.receipts.receipt import Receipt
from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable, time_from_text, time_to_text


class ClearingTable:
    """The clearing of one journal. Each method is one transaction; all raise Fault."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)

    def put(self, receipt_ids: Sequence[str], due_at: dt.datetime) -> None:
        """Hide receipts; they may be deleted from ``due_at`` on."""
        rows = [(receipt_id, time_to_text(due_at)) for receipt_id in receipt_ids]
        with self._journal.write() as connection:
            connection.executemany("INSERT OR IGNORE INTO archive_clearing VALUES (?, ?)", rows)
            connection.executemany("INSERT OR IGNORE INTO archive_marks VALUES (?)", [row[:1] for row in rows])

    def take_back(self) -> int:
        """Show everything again that is not gone yet; return how many."""
        with self._journal.write() as connection:
            connection.execute("INSERT OR IGNORE INTO archive_marks SELECT receipt_id FROM archive_clearing")
            return connection.execute("DELETE FROM archive_clearing").rowcount

    def waiting(self) -> tuple[int, dt.datetime | None]:
        """Return how many are hidden, and when the first of them goes."""
        with self._journal.read() as connection:
            count, first = connection.execute("SELECT COUNT(*), MIN(due_at) FROM archive_clearing").fetchone()
        return count, time_from_text(first)

    def due(self, most: int) -> tuple[Receipt, ...]:
        """Return up to ``most`` hidden receipts whose time has come."""
        query = "SELECT receipt_id FROM archive_clearing WHERE due_at <= ? LIMIT ?"
        with self._journal.read() as connection:
            ids = [row[0] for row in connection.execute(query, (time_to_text(self._journal.now()), most))]
        return self._receipts.with_ids(ids)

    def bury(self, receipt: Receipt) -> None:
        """Put a tombstone in a receipt's place, and note the originals that nothing uses any more."""
        with self._journal.write() as connection:
            now = time_to_text(self._journal.now())
            connection.execute("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", (receipt.id, now))
            connection.execute("DELETE FROM receipts WHERE id = ?", (receipt.id,))
            for table in ("archive_clearing", "archive_texts", "archive_looks"):
                connection.execute(f"DELETE FROM {table} WHERE receipt_id = ?", (receipt.id,))  # noqa: S608 - our own
            for sha256 in {o.sha256 for o in receipt.originals}:
                if not self.is_used(sha256):
                    connection.execute("INSERT OR IGNORE INTO archive_leftovers VALUES (?)", (sha256,))
                    connection.execute("DELETE FROM archive_checks WHERE sha256 = ?", (sha256,))

    def is_used(self, sha256: str) -> bool:
        """Return whether any receipt has this original."""
        with self._journal.read() as connection:
            found = connection.execute("SELECT 1 FROM originals WHERE sha256 = ? LIMIT 1", (sha256,))
            return found.fetchone() is not None

    def leftovers(self) -> tuple[str, ...]:
        """Return the hashes of originals whose last receipt is gone and whose bytes are about to be."""
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute("SELECT sha256 FROM archive_leftovers"))

    def forget(self, sha256: str) -> None:
        """Note that the bytes are gone, or used again."""
        with self._journal.write() as connection:
            connection.execute("DELETE FROM archive_leftovers WHERE sha256 = ?", (sha256,))
