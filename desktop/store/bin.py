"""What leaves the bin for good: the row first, with a tombstone, then the bytes that no other receipt uses."""

from __future__ import annotations

from desktop.receipts.receipt import Receipt
from desktop.store.journal import Journal
from desktop.store.receipts import time_to_text


class BinTable:
    """Tombstones, and the originals whose bytes are about to go."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def bury(self, receipt: Receipt) -> None:
        """Put a tombstone in the place of a receipt, and mark its originals that nothing uses any more.

        Until the bytes are gone the mark stays, so that a kill in between is made good at the next start.
        """
        with self._journal.write() as connection:
            now = time_to_text(self._journal.now())
            connection.execute("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", (receipt.id, now))
            connection.execute("DELETE FROM receipts WHERE id = ?", (receipt.id,))
            for sha256 in {original.sha256 for original in receipt.originals}:
                if not self.is_used(sha256):
                    connection.execute("INSERT OR IGNORE INTO purging VALUES (?)", (sha256,))

    def is_used(self, sha256: str) -> bool:
        """Return whether any receipt, binned ones too, has pages of this original."""
        with self._journal.read() as connection:
            query = "SELECT 1 FROM originals WHERE sha256 = ? LIMIT 1"
            return connection.execute(query, (sha256,)).fetchone() is not None

    def marked(self) -> tuple[str, ...]:
        """Return the hashes of the originals whose bytes are about to go."""
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute("SELECT sha256 FROM purging ORDER BY sha256"))

    def unmark(self, sha256: str) -> None:
        """Take the mark away: the bytes are gone, or are used again."""
        with self._journal.write() as connection:
            connection.execute("DELETE FROM purging WHERE sha256 = ?", (sha256,))
