"""What the journal knows of a whole month, and of what holds the delivery back; each is one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from desktop.receipts.month import AccountLine, Figures, Month, months_on, sorted_lines, together
from desktop.store.companies import LONGEST_PAUSE
from desktop.store.journal import Journal
from desktop.store.receipts import time_from_text, time_to_text

_MINE = "(:company IS NULL OR company_id IS NULL OR company_id = :company)"
"""What is in the tray has no company yet: it is the chosen one's."""
_DATED = f"""
dated AS (
    SELECT id, json_extract(draft, '$.account') AS account, json_extract(draft, '$.lines') AS lines,
           json_array_length(draft, '$.lines') AS further,
           upper(coalesce(json_extract(draft, '$.currency'), 'DKK')) AS currency,
           CAST(round(json_extract(draft, '$.amount') * 100) AS INTEGER) AS total,
           CAST(round(coalesce(json_extract(draft, '$.part'), 0) * 100) AS INTEGER) AS part,
           CASE WHEN json_extract(draft, '$.kind') = 'credit_note' OR json_extract(draft, '$.incoming') THEN -1
                ELSE 1 END AS sign,
           CASE WHEN state = 'booked' THEN 'booked'
                WHEN state IN ('drafted', 'booking', 'deleting') THEN 'draft' ELSE 'unsent' END AS stage
    FROM receipts
    WHERE state NOT IN ('binned', 'removed') AND {_MINE}
          AND json_extract(draft, '$.date') >= :first AND json_extract(draft, '$.date') < :after
)
"""  # noqa: S608 - our own words
"""Money that comes in counts against. Of a receipt that is divided, ``account`` has ``part`` of the total."""
_MONTH = f"""
WITH {_DATED},
lines AS (
    SELECT dated.id, dated.stage, dated.currency, dated.sign, dated.total, dated.part, dated.further, line.key AS place,
           json_extract(line.value, '$.account') AS account,
           CAST(round(json_extract(line.value, '$.amount') * 100) AS INTEGER) AS cents
    FROM dated, json_each(dated.lines) AS line
),
parts AS (
    SELECT id, stage, currency, account, sign * CASE WHEN further > 0 THEN part ELSE total END AS cents FROM dated
    UNION ALL
    SELECT id, stage, currency, account, sign * CASE WHEN place < further - 1 THEN cents ELSE total - part - (
               SELECT coalesce(sum(others.cents), 0) FROM lines AS others
               WHERE others.id = lines.id AND others.place < others.further - 1) END
    FROM lines
)
SELECT account, currency, stage, count(DISTINCT id) AS receipts, coalesce(sum(cents), 0) AS cents,
       sum(cents IS NULL) AS bare
FROM parts GROUP BY account, currency, stage
"""  # noqa: S608 - our own words
"""The last line takes what the others leave."""
_COUNTS = f"WITH {_DATED} SELECT currency, count(*) AS receipts FROM dated GROUP BY currency"  # noqa: S608 - our own words
_UNDATED = f"""
SELECT count(*) FROM receipts
WHERE state IN ('new', 'ready') AND {_MINE} AND json_extract(draft, '$.date') IS NULL
"""  # noqa: S608 - our own words
_UNPROVEN = """
SELECT count(*) FROM receipts
WHERE proof IS NULL AND delivered_at > ? AND state IN ('drafted', 'booked') AND wish IS NULL
      AND file_guid IS NOT NULL AND rendition_sha256 IS NOT NULL
"""


class OverviewTable:
    """Reads the journal's receipts in groups. Amounts are summed as whole cents, so none is rounded away."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def month(self, first: dt.date, company_id: int | None) -> Month:
        """Return the month that begins on ``first`` for one company (None: whichever). Raises Fault."""
        values = {"company": company_id, "first": first.isoformat(), "after": months_on(first, 1).isoformat()}
        with self._journal.read() as connection:
            rows = connection.execute(_MONTH, values).fetchall()
            counts = {row["currency"]: row["receipts"] for row in connection.execute(_COUNTS, values)}
            (undated,) = connection.execute(_UNDATED, {"company": company_id}).fetchone()
        found: dict[tuple[int | None, str], list[Figures]] = {}
        for row in rows:
            amount = Decimal(row["cents"]) / 100
            figures = Figures(row["receipts"], bare=row["bare"], **{row["stage"]: amount})
            found.setdefault((row["account"], row["currency"]), []).append(figures)
        lines = (AccountLine(*key, together(figures)) for key, figures in found.items())
        return Month(first, sorted_lines(lines), counts, undated)

    def pauses(self, now: dt.datetime) -> Mapping[int, dt.datetime]:
        """Return the companies that Dinero has asked to wait for, and until when. Raises Fault."""
        between = (time_to_text(now), time_to_text(now + LONGEST_PAUSE))
        with self._journal.read() as connection:
            rows = connection.execute(
                "SELECT id, pause_until FROM companies WHERE pause_until > ? AND pause_until <= ?", between
            ).fetchall()
        return {row["id"]: until for row in rows if (until := time_from_text(row["pause_until"])) is not None}

    def unproven(self, since: dt.datetime) -> int:
        """Return how many files delivered since then were not fetched back yet. Raises Fault."""
        with self._journal.read() as connection:
            (count,) = connection.execute(_UNPROVEN, (time_to_text(since),)).fetchone()
        return int(count)
