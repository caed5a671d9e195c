"""When the next request of one company and client may leave (contract section 7.4).

Dinero counts requests by company and client, so the rows of all processes count, and those of a program that has ended.
Each row holds the steady clock's time. The wall clock is not asked: set forward it would open the minute twice, set
back it would hold everything for as long.

- The newest row but ``per_minute`` - 1 has to be older than the window.
- A row that the steady clock has yet to reach was written before the computer was started anew. It is at least as old
  as that start, and counts as if it were no older: rows from the future count as now, for a minute after the start.
  One of an earlier start that the steady clock has reached again counts as of this one: the last of them can hold one
  minute for nothing. So no row ever counts as older than it is.
- Of a row without a steady time (an earlier version wrote it) the wall clock's distance counts, either way: a row from
  the minute to come counts as one of the last minute, and one from the day to come as one of the last day.
"""

from __future__ import annotations

import itertools
import json
import math
import sqlite3
from collections.abc import Generator
from contextlib import closing

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store.journal import Journal
from desktop.store.meta import MetaTable
from desktop.store.receipts import time_from_text

WINDOW_S = 61.0
"""A second more than Dinero's minute: a request arrives a little after its row is written, and not each as fast."""
EASED_S = 600.0
"""How long a company goes at half its rate, once the pause that a 429 asked for is over."""
_SHORTEST_WAIT_S = 0.05


class Room:
    """The limit of one journal. Every method belongs inside a write transaction of the calling thread."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._meta = MetaTable(journal)

    def wait(self, connection: sqlite3.Connection, company_id: int, client: str, per_minute: int) -> float:
        """Return in how many seconds a request may leave, at most the window; 0 is at once.

        Raises Fault RATE_LIMITED while the pause that Dinero asked for lasts.
        """
        since, pause = self._refusal(company_id, client)
        if since < pause:
            left = math.ceil(pause - since)
            raise Fault(FaultCode.RATE_LIMITED, Effect.WAIT, retry_after=pause - since, seconds=left)
        limit = max(per_minute // 2, 1) if since < pause + EASED_S else per_minute
        with closing(self._ages(connection, company_id, client)) as ages:
            counted = list(itertools.islice(ages, limit))
        return 0.0 if len(counted) < limit else max(WINDOW_S - counted[-1], _SHORTEST_WAIT_S)

    def refused(self, company_id: int, client: str, pause: float) -> None:
        """Remember that Dinero has just refused a request for the rate, and asked for a pause of so many seconds."""
        since, earlier = self._refusal(company_id, client)
        if pause > earlier - since:
            self._meta.set(_name(company_id, client), json.dumps([self._journal.steady(), pause]))

    def _refusal(self, company_id: int, client: str) -> tuple[float, float]:
        """Return how many seconds ago Dinero refused a request for the rate, and how long a pause it asked for."""
        kept = self._meta.get(_name(company_id, client))
        if kept is None:
            return math.inf, 0.0
        steady, pause = json.loads(kept)
        return self._age(steady), pause

    def _ages(self, connection: sqlite3.Connection, company_id: int, client: str) -> Generator[float]:
        """Yield the ages in seconds of the last minute's rows, the newest first.

        Rows are written one after the other, and none counts as older than it is, so the first that is old enough, of
        any company, ends the search.
        """
        query = (
            "SELECT company_id, client, begun_at, json_extract(detail, '$.steady') AS steady FROM requests"
            " ORDER BY id DESC"
        )
        for row in connection.execute(query):
            age = self._age_of(row)
            if age >= WINDOW_S:
                return
            if (row["company_id"], row["client"]) == (company_id, client):
                yield age

    def _age_of(self, row: sqlite3.Row) -> float:
        if row["steady"] is not None:
            return self._age(row["steady"])
        now = self._journal.now()
        return abs((now - (time_from_text(row["begun_at"]) or now)).total_seconds())

    def _age(self, steady: float) -> float:
        now = self._journal.steady()
        return now - steady if steady <= now else now


def _name(company_id: int, client: str) -> str:
    return f"refused:{company_id}:{client}"
