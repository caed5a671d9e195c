"""Every request to Dinero as one row, committed before it leaves: audit trail, rate limit and proof of attempts."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.store.journal import Journal
from desktop.store.receipts import time_from_text, time_to_text

LIMIT_WINDOW = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the journal knows it. ``outcome`` is None while it is not known."""

    id: int
    receipt_id: str | None
    company_id: int | None
    kind: str
    begun_at: dt.datetime
    settled_at: dt.datetime | None
    outcome: str | None
    server_date: dt.datetime | None
    detail: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class RequestStart:
    """What is known of a request before it leaves."""

    kind: str
    """"upload", "voucher", "contact", "book", "look_up" ..."""
    company_id: int
    client: str
    """The client id, since Dinero counts requests by company and client."""
    receipt_id: str | None = None
    detail: Mapping[str, str | int | float] = field(default_factory=dict)


class RequestTable:
    """The requests of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def begin(self, start: RequestStart, per_minute: int) -> int | dt.timedelta:
        """Write that a request is about to leave; durable on return. Returns its number.

        Returns how long to wait instead (and writes nothing) while ``per_minute`` requests of the company and client
        began in the last 60 seconds. Rows from the minute to come (a clock that was set back a little) count as now;
        later ones don't count, or a clock that was a day ahead would hold everything for that day.
        """
        with self._journal.write() as connection:
            wait = self._wait_for_room(connection, start, per_minute)
            if wait:
                return wait
            cursor = connection.execute(
                "INSERT INTO requests (receipt_id, company_id, client, kind, begun_at, detail)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    start.receipt_id,
                    start.company_id,
                    start.client,
                    start.kind,
                    time_to_text(self._journal.now()),
                    json.dumps(dict(start.detail)),
                ),
            )
        return int(cursor.lastrowid or 0)

    def settle(self, number: int, outcome: str, server_date: dt.datetime | None = None) -> None:
        """Write how a request ended: "ok" or a fault's code."""
        values = (time_to_text(self._journal.now()), outcome, time_to_text(server_date), number)
        with self._journal.write() as connection:
            connection.execute("UPDATE requests SET settled_at = ?, outcome = ?, server_date = ? WHERE id = ?", values)

    def _wait_for_room(self, connection: sqlite3.Connection, start: RequestStart, per_minute: int) -> dt.timedelta:
        now = self._journal.now()
        rows = connection.execute(
            "SELECT begun_at FROM requests WHERE company_id = ? AND client = ? AND begun_at > ? AND begun_at < ?"
            " ORDER BY begun_at DESC LIMIT ?",
            (
                start.company_id,
                start.client,
                time_to_text(now - LIMIT_WINDOW),
                time_to_text(now + LIMIT_WINDOW),
                per_minute,
            ),
        ).fetchall()
        if len(rows) < per_minute:
            return dt.timedelta(0)
        oldest = min(time_from_text(rows[-1][0]) or now, now)
        return max(oldest + LIMIT_WINDOW - now, dt.timedelta(milliseconds=50))

    def begun_since(self, company_id: int, client: str, since: dt.datetime) -> int:
        """Return how many requests of a company and client have begun since then."""
        query = "SELECT COUNT(*) FROM requests WHERE company_id = ? AND client = ? AND begun_at > ?"
        with self._journal.read() as connection:
            return int(connection.execute(query, (company_id, client, time_to_text(since))).fetchone()[0])

    def first_attempt(self, receipt_id: str, kind: str) -> RequestRow | None:
        """Return the first request of this kind for a receipt, or None."""
        rows = [r for r in self.of_receipt(receipt_id) if r.kind == kind]
        return rows[0] if rows else None

    def may_have_written(self, receipt_id: str, kind: str) -> bool:
        """Return True when a request of this kind has left for a receipt and may have been carried out."""
        with self._journal.read() as connection:
            found = connection.execute(
                "SELECT 1 FROM requests WHERE receipt_id = ? AND kind = ?"
                " AND (outcome IS NULL OR outcome IN ('ok', 'unknown_outcome', 'internal')) LIMIT 1",
                (receipt_id, kind),
            ).fetchone()
        return found is not None

    def done_since(self, company_id: int, kind: str, guid: str, since: dt.datetime) -> bool:
        """Return True when a request of this kind that names this guid was answered well, for whichever receipt."""
        with self._journal.read() as connection:
            found = connection.execute(
                "SELECT 1 FROM requests WHERE company_id = ? AND kind = ? AND outcome = 'ok' AND begun_at > ?"
                " AND json_extract(detail, '$.guid') = ? LIMIT 1",
                (company_id, kind, time_to_text(since), guid),
            ).fetchone()
        return found is not None

    def of_receipt(self, receipt_id: str) -> tuple[RequestRow, ...]:
        """Return the trail of one receipt, oldest first."""
        with self._journal.read() as connection:
            rows = connection.execute(
                "SELECT * FROM requests WHERE receipt_id = ? ORDER BY id", (receipt_id,)
            ).fetchall()
        return tuple(self._row(r) for r in rows)

    def all(self) -> tuple[RequestRow, ...]:
        """Return every request, the newest first."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT * FROM requests ORDER BY id DESC").fetchall()
        return tuple(self._row(r) for r in rows)

    def _row(self, r: sqlite3.Row) -> RequestRow:
        begun_at = time_from_text(r["begun_at"]) or self._journal.now()
        times = (begun_at, time_from_text(r["settled_at"]), time_from_text(r["server_date"]))
        detail = json.loads(r["detail"] or "{}")
        return RequestRow(
            r["id"], r["receipt_id"], r["company_id"], r["kind"], times[0], times[1], r["outcome"], times[2], detail
        )
