"""What documents say, in short, in the journal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from desktop.receipts.paper import Paper
from desktop.receipts.receipt import Receipt
from desktop.store.journal import Journal


def _pages_key(receipt: Receipt) -> str:
    """Return what tells the pages of a receipt from others: a reading counts for these only."""
    return " ".join(f"{original.sha256}{original.portion}" for original in receipt.originals)


class PaperTable:
    """The papers of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def save(self, receipt: Receipt, paper: Paper) -> None:
        """Keep what was read of a receipt's pages, unless the receipt is gone."""
        row = (
            receipt.id, _pages_key(receipt), paper.words, paper.cvr, paper.supplier, paper.number,
            paper.date and paper.date.isoformat(), None if paper.total is None else str(paper.total),
            paper.buyer_cvr, paper.buyer,
        )  # fmt: skip
        with self._journal.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO papers SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10"
                " WHERE EXISTS (SELECT 1 FROM receipts WHERE id = ?1)",
                row,
            )

    def of(self, receipt: Receipt) -> Paper | None:
        """Return what was read of a receipt; None: its pages were not read."""
        query = "SELECT * FROM papers WHERE receipt_id = ? AND pages = ?"
        with self._journal.read() as connection:
            row = connection.execute(query, (receipt.id, _pages_key(receipt))).fetchone()
        if row is None:
            return None
        return Paper(
            row["words"], row["cvr"], row["supplier"], row["number"],
            dt.date.fromisoformat(row["date"]) if row["date"] else None,
            Decimal(row["total"]) if row["total"] else None,
            row["buyer_cvr"], row["buyer"],
        )  # fmt: skip

    def sharing(self, paper: Paper) -> tuple[str, ...]:
        """Return the ids of the receipts whose documents have the same words or the same number."""
        query = "SELECT receipt_id FROM papers WHERE words = ? UNION SELECT receipt_id FROM papers WHERE number = ?"
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute(query, (paper.words, paper.number)))
