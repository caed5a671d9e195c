"""Every request to Dinero as one row, committed before it leaves: audit trail, rate limit and proof of attempts."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.receipts.faults import Fault
from desktop.store.journal import Journal
from desktop.store.receipts import time_from_text, time_to_text
from desktop.store.room import Room

_STEADY = "steady"
"""The member of ``detail`` that holds the steady clock's time, for the limit alone."""


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
    """"upload", "voucher", "contact", "book", "look_up" ...; "page" and "again" for what a step needs beyond its first
    request, "reference" for what is read about a company."""
    company_id: int
    client: str
    """The client id, since Dinero counts requests by company and client."""
    receipt_id: str | None = None
    detail: Mapping[str, str | int | float] = field(default_factory=dict)


class RequestTable:
    """The requests of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._room = Room(journal)

    def begin(self, start: RequestStart, per_minute: int) -> int | dt.timedelta:
        """Write that a request is about to leave; durable on return. Returns its number.

        Returns how long to wait instead (and writes nothing) while ``per_minute`` requests of the company and client
        began in the last minute, or half of them in the ten minutes after a 429; :mod:`desktop.store.room` has the
        rule. Raises Fault RATE_LIMITED, with the seconds that are left, during the pause that a 429 asked for.
        """
        with self._journal.write() as connection:
            wait = self._room.wait(connection, start.company_id, start.client, per_minute)
            if wait:
                return dt.timedelta(seconds=wait)
            cursor = connection.execute(
                "INSERT INTO requests (receipt_id, company_id, client, kind, begun_at, detail)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    start.receipt_id,
                    start.company_id,
                    start.client,
                    start.kind,
                    time_to_text(self._journal.now()),
                    json.dumps({**start.detail, _STEADY: self._journal.steady()}),
                ),
            )
        return int(cursor.lastrowid or 0)

    def has_room(self, company_id: int, client: str, per_minute: int) -> bool:
        """Return True when a request of the company and client could leave now; a promise to nobody."""
        with self._journal.read() as connection:
            try:
                return not self._room.wait(connection, company_id, client, per_minute)
            except Fault:
                return False

    def settle(self, number: int, outcome: str, server_date: dt.datetime | None = None) -> None:
        """Write how a request ended: "ok" or a fault's code."""
        values = (time_to_text(self._journal.now()), outcome, time_to_text(server_date), number)
        with self._journal.write() as connection:
            connection.execute("UPDATE requests SET settled_at = ?, outcome = ?, server_date = ? WHERE id = ?", values)

    def refused(self, number: int, pause: float) -> None:
        """Write that Dinero answered a request with 429: its company pauses for so many seconds, then goes at half."""
        with self._journal.write() as connection:
            found = connection.execute("SELECT company_id, client FROM requests WHERE id = ?", (number,)).fetchone()
            if found is not None and found["company_id"] is not None:
                self._room.refused(found["company_id"], found["client"], pause)

    def last_number(self) -> int:
        """Return the number of the newest request, 0 when there is none."""
        with self._journal.read() as connection:
            return int(connection.execute("SELECT COALESCE(MAX(id), 0) FROM requests").fetchone()[0])

    def counts_after(self, number: int) -> Mapping[str, int]:
        """Return how many requests of each kind were begun after the one with this number, by any process."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT kind, COUNT(*) FROM requests WHERE id > ? GROUP BY kind", (number,))
            return dict(rows.fetchall())

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
        detail = {k: v for k, v in json.loads(r["detail"] or "{}").items() if k != _STEADY}
        return RequestRow(
            r["id"], r["receipt_id"], r["company_id"], r["kind"], times[0], times[1], r["outcome"], times[2], detail
        )
