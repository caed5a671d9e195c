"""The contacts of each company in the journal, as Dinero told them."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.receipts.company import Supplier
from desktop.store.journal import Journal
from desktop.store.receipts import time_from_text, time_to_text


class Asked(NamedTuple):
    """When a company's contacts were asked for, by the server's clock where it is known."""

    at: dt.datetime | None
    """The start of the last question whose answer is kept; changes since then are not."""
    whole_at: dt.datetime | None
    """The same of the last complete list."""


class SupplierTable:
    """The contacts of one journal. A list that has not changed is read from memory."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._kept: dict[int, tuple[int, tuple[Supplier, ...]]] = {}

    def of(self, company_id: int) -> tuple[Supplier, ...]:
        """Return a company's contacts by name; the same tuple as long as nothing has changed."""
        with self._journal.read() as connection:
            edition = _edition(connection, company_id)
            kept = self._kept.get(company_id)
            if kept is not None and kept[0] == edition:
                return kept[1]
            query = "SELECT guid, name, country, vat_number FROM contacts WHERE company_id = ? ORDER BY name, guid"
            found = tuple(Supplier(*row) for row in connection.execute(query, (company_id,)))
            again = _edition(connection, company_id)
        if again == edition:  # else another process wrote meanwhile: the next call reads anew
            self._kept[company_id] = edition, found
        return found

    def replace(self, company_id: int, suppliers: Iterable[Supplier], asked_at: dt.datetime | None = None) -> None:
        """Keep a complete list; what is not in it goes."""
        wanted = {s.guid: s for s in suppliers}
        with self._journal.write() as connection:
            if wanted != {s.guid: s for s in self.of(company_id)}:
                connection.execute("DELETE FROM contacts WHERE company_id = ?", (company_id,))
                _put(connection, company_id, wanted.values())
                _touch(connection, company_id)
            if asked_at is not None:
                _note(connection, company_id, asked_at, whole=True)

    def change(
        self, company_id: int, new: Sequence[Supplier], gone: Sequence[str], asked_at: dt.datetime | None = None
    ) -> None:
        """Keep what has changed: contacts that are new or other, and the guids of deleted ones."""
        with self._journal.write() as connection:
            for guid in gone:
                _set_gone(connection, company_id, guid)
            _put(connection, company_id, new)
            if new or gone:
                _touch(connection, company_id)
            if asked_at is not None:
                _note(connection, company_id, asked_at, whole=False)

    def asked(self, company_id: int) -> Asked:
        """Return since when the contacts are known."""
        query = "SELECT asked_at, whole_at FROM contact_lists WHERE company_id = ?"
        with self._journal.read() as connection:
            row = connection.execute(query, (company_id,)).fetchone()
        return Asked(*map(time_from_text, row)) if row else Asked(None, None)

    def is_gone(self, company_id: int, guid: str) -> bool:
        """Return True when the contact is known to be deleted in Dinero."""
        row = self._guid(company_id, guid)
        return row is not None and bool(row["gone"])

    def is_free(self, company_id: int, guid: str, cvr: str | None) -> bool:
        """Return True when a guid of ours may stand for a supplier: it is not deleted, nor made for another CVR."""
        row = self._guid(company_id, guid)
        return row is None or not (row["gone"] or (row["cvr"] and cvr and row["cvr"] != cvr))

    def claim(self, company_id: int, guid: str, cvr: str | None) -> None:
        """Remember for which CVR number a guid of ours is used."""
        with self._journal.write() as connection:
            connection.execute(
                "INSERT INTO contact_guids (company_id, guid, cvr) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET cvr = COALESCE(cvr, excluded.cvr)",
                (company_id, guid, cvr),
            )

    def _guid(self, company_id: int, guid: str) -> sqlite3.Row | None:
        query = "SELECT cvr, gone FROM contact_guids WHERE company_id = ? AND guid = ?"
        with self._journal.read() as connection:
            row: sqlite3.Row | None = connection.execute(query, (company_id, guid)).fetchone()
        return row


def _edition(connection: sqlite3.Connection, company_id: int) -> int:
    row = connection.execute("SELECT edition FROM contact_lists WHERE company_id = ?", (company_id,)).fetchone()
    return int(row[0]) if row else 0


def _touch(connection: sqlite3.Connection, company_id: int) -> None:
    connection.execute(
        "INSERT INTO contact_lists (company_id, edition) VALUES (?, 1) ON CONFLICT DO UPDATE SET edition = edition + 1",
        (company_id,),
    )


def _note(connection: sqlite3.Connection, company_id: int, asked_at: dt.datetime, *, whole: bool) -> None:
    text = time_to_text(asked_at)
    connection.execute(
        "INSERT INTO contact_lists (company_id, asked_at, whole_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET asked_at = ?2, whole_at = COALESCE(?3, whole_at)",
        (company_id, text, text if whole else None),
    )


def _put(connection: sqlite3.Connection, company_id: int, suppliers: Iterable[Supplier]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO contacts VALUES (?, ?, ?, ?, ?)",
        [(company_id, s.guid, s.name, s.country, s.vat_number) for s in suppliers],
    )


def _set_gone(connection: sqlite3.Connection, company_id: int, guid: str) -> None:
    connection.execute("DELETE FROM contacts WHERE company_id = ? AND guid = ?", (company_id, guid))
    connection.execute(
        "INSERT INTO contact_guids (company_id, guid, gone) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET gone = 1",
        (company_id, guid),
    )
