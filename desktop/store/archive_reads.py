"""When Dinero was asked what has become of the delivered receipts, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.receipts.receipt import Receipt
from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable, time_from_text, time_to_text

OK = "ok"
_PURCHASE = "COALESCE(NULLIF(json_extract(r.draft, '$.kind'), ''), 'purchase') = 'purchase'"
"""Fields that name no kind of voucher are those of a purchase."""


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """One question to Dinero for a period, and its outcome."""

    company_id: int
    begun_at: dt.datetime
    changes_from: dt.datetime
    changes_to: dt.datetime
    outcome: str
    """``ok`` or a fault's code."""
    booked: int = 0
    """Receipts that were seen booked."""
    removed: int = 0
    """Receipts that were seen deleted."""


class ReadsTable:
    """The questions of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)

    def add(self, row: ChangesRow) -> None:
        """Note a question and its outcome. Raises Fault."""
        times = (time_to_text(row.begun_at), time_to_text(row.changes_from), time_to_text(row.changes_to))
        with self._journal.write() as connection:
            connection.execute(
                "INSERT INTO archive_reads (company_id, begun_at, changes_from, changes_to, outcome, booked, removed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (row.company_id, *times, row.outcome, row.booked, row.removed),
            )

    def last(self, company_id: int, *, ok: bool = False) -> ChangesRow | None:
        """Return the latest question about a company (``ok``: that was answered), or None. Raises Fault."""
        query = (
            "SELECT * FROM archive_reads WHERE company_id = ? AND (outcome = 'ok' OR NOT ?)"
            " ORDER BY begun_at DESC, id DESC LIMIT 1"
        )
        with self._journal.read() as connection:
            row = connection.execute(query, (company_id, ok)).fetchone()
        if row is None:
            return None
        times = [time_from_text(row[name]) for name in ("begun_at", "changes_from", "changes_to")]
        begun, first, last = (each for each in times if each is not None)
        return ChangesRow(row["company_id"], begun, first, last, row["outcome"], row["booked"], row["removed"])

    def companies(self) -> tuple[int, ...]:
        """Return the companies that have receipts in Dinero. Raises Fault."""
        query = (
            "SELECT DISTINCT company_id FROM receipts WHERE state IN ('drafted', 'booked') AND company_id IS NOT NULL"
        )
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute(query))

    def first_draft(self, company_id: int) -> dt.datetime | None:
        """Return when the oldest draft was delivered that is still one, or None. Raises Fault."""
        query = "SELECT MIN(delivered_at) FROM receipts WHERE company_id = ? AND state = 'drafted'"
        with self._journal.read() as connection:
            return time_from_text(connection.execute(query, (company_id,)).fetchone()[0])

    def of_vouchers(self, company_id: int, guids: frozenset[str]) -> tuple[Receipt, ...]:
        """Return the delivered receipts whose voucher is one of these (lower case). Raises Fault."""
        query = (
            "SELECT id, voucher_guid FROM receipts WHERE company_id = ? AND state IN ('drafted', 'booked')"
            " AND voucher_guid IS NOT NULL"
        )
        with self._journal.read() as connection:
            rows = connection.execute(query, (company_id,)).fetchall()
        ids = [row[0] for row in rows if row[1].lower() in guids]
        return tuple(r for start in range(0, len(ids), 200) for r in self._receipts.with_ids(ids[start : start + 200]))

    def longest_unseen(self, company_id: int, most: int) -> tuple[Receipt, ...]:
        """Return up to ``most`` drafts of which Dinero was never, or the longest ago, asked singly. Raises Fault."""
        query = (
            "SELECT r.id FROM receipts r LEFT JOIN archive_looks l ON l.receipt_id = r.id"
            " WHERE r.company_id = ? AND r.state = 'drafted' AND r.wish IS NULL AND r.voucher_guid IS NOT NULL"
            " ORDER BY l.looked_at NULLS FIRST, r.delivered_at, r.id LIMIT ?"
        )
        with self._journal.read() as connection:
            ids = [row[0] for row in connection.execute(query, (company_id, most))]
        found = {r.id: r for r in self._receipts.with_ids(ids)}
        return tuple(found[i] for i in ids if i in found)

    def is_purchase(self, receipt_id: str) -> bool:
        """Return whether a receipt's voucher is a purchase: the look-up of purchases knows no other. Raises Fault."""
        query = f"SELECT 1 FROM receipts r WHERE r.id = ? AND {_PURCHASE}"  # noqa: S608 - our own
        with self._journal.read() as connection:
            return connection.execute(query, (receipt_id,)).fetchone() is not None

    def looked(self, receipt_id: str) -> None:
        """Note that Dinero was asked about one receipt's voucher now. Raises Fault."""
        with self._journal.write() as connection:
            row = (receipt_id, time_to_text(self._journal.now()))
            connection.execute("INSERT OR REPLACE INTO archive_looks VALUES (?, ?)", row)
