"""What can still be read of a journal that was set aside.

Every row is asked for by itself, so that a damaged page costs the rows on it and no more. What was read can be an
older truth (a page that was never written), so whoever takes it over has to doubt it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable
from desktop.store.repair import read_only
from desktop.store.schema import MIGRATIONS

_TABLES = (
    "receipts", "originals", "tombstones", "requests", "habits", "habit_keys",
    "prints", "papers", "kept_pairs", "kept_kinds", "heeded",
)  # fmt: skip
"""In an order in which each refers only to earlier ones. What Dinero told is asked for anew."""
_DELIVERED = frozenset({State.DRAFTED, State.BOOKED, State.REMOVED})


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: tuple[Mapping[str, Any], ...]
    whole: bool
    """False: some could not be read."""


def salvage(path: Path, journal: Journal) -> int:
    """Take over the rows of ``path`` that can be read into an empty journal, in one transaction; return the receipts.

    A receipt whose pages may be incomplete is left out, unless it was delivered: its originals make new receipts.
    """
    try:
        with closing(read_only(path)) as connection:
            if not 0 < int(connection.execute("PRAGMA user_version").fetchone()[0]) <= len(MIGRATIONS):
                return 0  # what an older version lacks has its default
            tables = {t: _read(connection, t) for t in _TABLES if t in _known(connection)}
    except sqlite3.DatabaseError:  # its head is gone, and with it the way to the rows
        return 0
    with journal.write() as target:
        for table, found in tables.items():
            for row in found.rows:
                _insert(target, table, row)
        return _keep_sound(target, ReceiptTable(journal), whole=tables["originals"].whole)


def _known(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables; an older version has fewer."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _read(connection: sqlite3.Connection, table: str) -> _Rows:
    numbers, whole = _numbers(connection, table)
    rows = []
    for number in numbers:
        try:
            row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()  # noqa: S608 - ours
        except sqlite3.DatabaseError:
            whole = False
        else:
            rows += [dict(row)] if row is not None else []
    return _Rows(tuple(rows), whole)


def _numbers(connection: sqlite3.Connection, table: str) -> tuple[Sequence[int], bool]:
    """Return the row numbers that the table from both its ends, or one of its indexes, can still tell; True for all."""
    ways = [f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid {order}" for order in ("ASC", "DESC")]  # noqa: S608
    named = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
    ways += [
        f"SELECT rowid FROM {table} INDEXED BY {name}"  # noqa: S608 - names of our own tables and indexes
        for (name,) in connection.execute(named, (table,))
    ]
    told = [_until_broken(connection, way) for way in ways]
    return sorted({number for numbers, _whole in told for number in numbers}), all(whole for _numbers, whole in told)


def _until_broken(connection: sqlite3.Connection, query: str) -> tuple[list[int], bool]:
    """Return what a query tells before it meets a damaged page, and True when it meets none."""
    found: list[int] = []
    try:
        found.extend(row[0] for row in connection.execute(query))
    except sqlite3.DatabaseError:
        return found, False
    return found, True


def _insert(target: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    try:
        target.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - ours
    except sqlite3.IntegrityError:
        return  # a value of the wrong kind, a page of a receipt that was not read: as good as not read


def _keep_sound(target: sqlite3.Connection, receipts: ReceiptTable, *, whole: bool) -> int:
    """Drop the receipts that make no sense; return how many stay."""
    kept = 0
    for (receipt_id,) in target.execute("SELECT id FROM receipts").fetchall():
        receipt = _readable(receipts, receipt_id)
        if receipt is not None and receipt.originals and (whole or receipt.state in _DELIVERED):
            kept += 1
        else:
            target.execute("DELETE FROM receipts WHERE id = ?", (receipt_id,))
    return kept


def _readable(receipts: ReceiptTable, receipt_id: str) -> Receipt | None:
    try:
        return receipts.get(receipt_id)
    except (ValueError, KeyError, TypeError):
        return None
