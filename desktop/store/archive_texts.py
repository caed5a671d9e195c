"""What the documents of receipts say, kept so that the archive can be searched for it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.receipts.receipt import Receipt
from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable, time_to_text


class TextTable:
    """The texts of one journal. Methods may be called from any thread."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)

    def keep(self, receipt_id: str, words: str) -> None:
        """Keep what a receipt's document says (empty: nothing, or it could not be read), and mark it. Raises Fault."""
        row = (receipt_id, words, time_to_text(self._journal.now()))
        with self._journal.write() as connection:
            connection.execute("INSERT OR REPLACE INTO archive_texts VALUES (?, ?, ?)", row)
            connection.execute("INSERT OR IGNORE INTO archive_marks (receipt_id) VALUES (?)", (receipt_id,))

    def unread(self, media_types: Sequence[str], most: int) -> tuple[Receipt, ...]:
        """Return up to ``most`` delivered receipts with such an original whose text was never kept. Raises Fault."""
        marks = ", ".join("?" * len(media_types))
        readable = f"SELECT receipt_id FROM originals WHERE media_type IN ({marks})"  # noqa: S608 - our own
        query = (
            "SELECT receipt_id FROM archive_rows WHERE receipt_id NOT IN (SELECT receipt_id FROM archive_texts)"  # noqa: S608 - our own
            f" AND receipt_id IN ({readable}) ORDER BY shown_at DESC LIMIT ?"
        )
        with self._journal.read() as connection:
            ids = [row[0] for row in connection.execute(query, (*media_types, most))]
        return self._receipts.with_ids(ids)
