"""Prints of pictures in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.store.journal import Journal


class PrintTable:
    """The prints of one journal, by the hash of the file whose first page they are of."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def save(self, sha256: str, value: int | None) -> None:
        """Keep a print; None: the page can't be drawn, which is not tried again."""
        with self._journal.write() as connection:
            connection.execute(
                "INSERT INTO prints VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET print = excluded.print",
                (sha256, None if value is None else f"{value:x}"),
            )

    def has(self, sha256: str) -> bool:
        """Return True when this file was looked at, with or without success."""
        with self._journal.read() as connection:
            return connection.execute("SELECT 1 FROM prints WHERE sha256 = ?", (sha256,)).fetchone() is not None

    def after(self, row: int) -> tuple[int, Mapping[str, int]]:
        """Return the prints that were kept after a row number (0: all), and the last one's number."""
        query = "SELECT rowid, sha256, print FROM prints WHERE rowid > ? ORDER BY rowid"
        with self._journal.read() as connection:
            rows = connection.execute(query, (row,)).fetchall()
        return rows[-1][0] if rows else row, {r[1]: int(r[2], 16) for r in rows if r[2] is not None}

    def wanting(self, most: int) -> tuple[str, ...]:
        """Return the hashes of up to ``most`` originals without a print, those added last first."""
        query = (
            "SELECT sha256 FROM originals JOIN receipts ON receipts.id = receipt_id"
            " WHERE sha256 NOT IN (SELECT sha256 FROM prints) AND state != 'binned'"
            " GROUP BY sha256 ORDER BY MAX(added_at) DESC LIMIT ?"
        )
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute(query, (most,)))
