"""Which originals were last read and compared with their hash, when, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.store.journal import Journal
from desktop.store.receipts import time_from_text, time_to_text
from desktop.store.vault import Vault


@dataclass(frozen=True, slots=True)
class DamagedOriginal:
    """An original that is not what came in."""

    receipt_id: str
    sha256: str
    name: str
    is_missing: bool
    """False: its bytes have changed, or can't be read."""


@dataclass(frozen=True, slots=True)
class CheckedVault:
    """How far the check of the originals has come."""

    total: int = 0
    checked: int = 0
    """Originals that were read within the month."""
    last: dt.datetime | None = None
    """When the latest original was read."""
    damaged: tuple[DamagedOriginal, ...] = ()

    @property
    def is_finished(self) -> bool:
        """True when every original was read within the month."""
        return self.checked >= self.total


class VaultChecks:
    """Reads originals piece by piece; what was read is in the journal, so a new start goes on where it was."""

    EVERY = dt.timedelta(days=30)

    def __init__(self, journal: Journal, vault: Vault) -> None:
        self._journal, self._vault = journal, vault

    def go_on(self, most_bytes: int) -> int:
        """Read those that were read the longest ago, up to so many bytes (one at least); return how many.

        0: none is due. Raises Fault of the journal.
        """
        read, left = 0, most_bytes
        for sha256, size in self._due():
            self.note(sha256, self._vault.state_of(sha256))
            read, left = read + 1, left - size
            if left <= 0:
                break
        return read

    def _due(self) -> list[tuple[str, int]]:
        query = (
            "SELECT o.sha256, MAX(o.size) FROM originals o LEFT JOIN archive_checks c ON c.sha256 = o.sha256"
            " WHERE c.checked_at IS NULL OR c.checked_at < ? OR c.checked_at > ?"
            " GROUP BY o.sha256 ORDER BY MIN(c.checked_at) NULLS FIRST LIMIT 50"
        )
        now = self._journal.now()
        with self._journal.read() as connection:
            return [
                tuple(row) for row in connection.execute(query, (time_to_text(now - self.EVERY), time_to_text(now)))
            ]

    def note(self, sha256: str, outcome: str) -> None:
        """Keep what came of reading an original: ``ok``, ``changed`` or ``missing``. Raises Fault."""
        row = (sha256, time_to_text(self._journal.now()), outcome)
        with self._journal.write() as connection:
            connection.execute("INSERT OR REPLACE INTO archive_checks VALUES (?, ?, ?)", row)

    def result(self) -> CheckedVault:
        """Return how far it has come, and what is not as it was. Raises Fault."""
        since = time_to_text(self._journal.now() - self.EVERY)
        counts = (
            "SELECT COUNT(DISTINCT o.sha256), COUNT(DISTINCT CASE WHEN c.checked_at >= ? THEN o.sha256 END),"
            " MAX(c.checked_at) FROM originals o LEFT JOIN archive_checks c ON c.sha256 = o.sha256"
        )
        damaged = (
            "SELECT o.receipt_id, o.sha256, o.name, c.outcome FROM archive_checks c"
            " JOIN originals o ON o.sha256 = c.sha256 WHERE c.outcome <> 'ok' ORDER BY o.receipt_id, o.position"
        )
        with self._journal.read() as connection:
            total, checked, last = connection.execute(counts, (since,)).fetchone()
            rows = connection.execute(damaged).fetchall()
        bad = tuple(DamagedOriginal(r["receipt_id"], r["sha256"], r["name"], r["outcome"] == "missing") for r in rows)
        return CheckedVault(total, checked, time_from_text(last), bad)
