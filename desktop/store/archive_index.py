"""The archive's index: a light row and the words of each delivered receipt, brought up to date from marks.

The journal's triggers mark what was written; :meth:`ArchiveIndex.settle` takes the marks in batches. So the list, its
filters and its search come from the journal, whoever wrote to it, and no receipt has to be in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.receipts.asking import is_urgent
from desktop.receipts.dates import format_date
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_words import amount_word, folded, indexed
from desktop.store.companies import CompanyTable
from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable, time_to_text

BATCH = 50
"""Receipts of one transaction: a few milliseconds, so that nobody who writes has to wait."""
MOST_TEXT = 100_000
"""Letters of a document that are searched."""
_REACHED = (
    "(company_id IS NULL OR company_id IN (SELECT id FROM companies WHERE position >= 0)"
    " OR NOT EXISTS (SELECT 1 FROM companies WHERE position >= 0))"
)
"""What :func:`~desktop.receipts.belonging.is_reached` says, of the companies that the login in force reaches."""
_SUPPLIERS = (
    f"SELECT supplier_key, MAX(supplier) FROM archive_rows WHERE supplier_key <> '' AND {_REACHED}"  # noqa: S608 - our own
    " GROUP BY supplier_key ORDER BY supplier_key"
)
_UNSAID = frozenset({"contact_guid", "vat_code", "date_confirmed", "credit", "amount", "date", "due"})
"""Members of the fields that are no words, or are told in another form."""


@dataclass(frozen=True, slots=True)
class ArchiveChoices:
    """What the filters can be set to: what occurs in the archive."""

    months: tuple[str, ...] = ()
    """``2026-05``, the newest first."""
    suppliers: tuple[tuple[str, str], ...] = ()
    """Key and name, by name."""
    accounts: tuple[int, ...] = ()
    companies: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    damaged: bool = False
    """Some original isn't what came in."""


class ArchiveIndex:
    """The archive of one journal. Methods may be called from any thread."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._companies = CompanyTable(journal)

    # -- asking

    def find(self, wanted: ArchiveFilter) -> tuple[str, ...]:
        """Return the ids of the receipts that fit: what asks for something first, then the newest. Raises Fault."""
        where, values = wanted.where()
        where = f"{where} AND {_REACHED}" if where else f"WHERE {_REACHED}"
        query = f"SELECT receipt_id FROM archive_rows {where} ORDER BY urgent DESC, shown_at DESC, receipt_id DESC"  # noqa: S608 - our own
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute(query, values))

    def page(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        """Return receipts in the order of their ids; one that is gone is left out. Raises Fault."""
        found = {r.id: r for r in self._receipts.with_ids(receipt_ids)}
        return tuple(found[i] for i in receipt_ids if i in found)

    def choices(self) -> ArchiveChoices:
        """Return what occurs. Raises Fault."""
        with self._journal.read() as connection:
            suppliers = connection.execute(_SUPPLIERS).fetchall()
            return ArchiveChoices(
                tuple(_distinct(connection, "month", "DESC")),
                tuple((key, name) for key, name in suppliers),
                tuple(_distinct(connection, "account")),
                tuple(_distinct(connection, "company_id")),
                tuple(_distinct(connection, "state")),
                bool(connection.execute("SELECT 1 FROM archive_checks WHERE outcome <> 'ok' LIMIT 1").fetchone()),
            )

    def periods(self) -> tuple[tuple[int | None, str, int], ...]:
        """Return each company and month that occurs, and how many receipts there are of it. Raises Fault."""
        query = f"SELECT company_id, month, COUNT(*) FROM archive_rows WHERE {_REACHED} GROUP BY company_id, month"  # noqa: S608 - our own
        with self._journal.read() as connection:
            return tuple((row[0], row[1], row[2]) for row in connection.execute(query))

    def waiting(self) -> int:
        """Return how many marks are still to be taken. Raises Fault."""
        with self._journal.read() as connection:
            return int(connection.execute("SELECT COUNT(*) FROM archive_marks").fetchone()[0])

    # -- keeping it true

    def settle(self, most: int = BATCH) -> int:
        """Take up to ``most`` marks into the index, in one transaction; return how many were taken. Raises Fault."""
        if not self.waiting():
            return 0
        with self._journal.write() as connection:
            marks = connection.execute("SELECT receipt_id FROM archive_marks LIMIT ?", (most,)).fetchall()
            ids = [row[0] for row in marks]
            there = {r.id: r for r in self._receipts.with_ids(ids)}
            names = _Accounts(self._companies)
            for receipt_id in ids:
                self._index(connection, receipt_id, there.get(receipt_id), names)
            connection.executemany("DELETE FROM archive_marks WHERE receipt_id = ?", [(i,) for i in ids])
        return len(ids)

    def mark(self, receipt_ids: Sequence[str]) -> None:
        """Have receipts taken in anew: something that is told of them beside their row has changed. Raises Fault."""
        with self._journal.write() as connection:
            query = "INSERT OR IGNORE INTO archive_marks (receipt_id) VALUES (?)"
            connection.executemany(query, [(i,) for i in receipt_ids])

    def _index(
        self, connection: sqlite3.Connection, receipt_id: str, receipt: Receipt | None, names: _Accounts
    ) -> None:
        old = connection.execute("SELECT id FROM archive_rows WHERE receipt_id = ?", (receipt_id,)).fetchone()
        if old is not None:
            connection.execute("DELETE FROM archive_words WHERE rowid = ?", (old[0],))
            connection.execute("DELETE FROM archive_rows WHERE id = ?", (old[0],))
        if receipt is None or receipt.place is not Place.ARCHIVE:
            # Its pages may change now; once it is delivered it is read anew.
            connection.execute("DELETE FROM archive_texts WHERE receipt_id = ?", (receipt_id,))
            return
        if _is_cleared(connection, receipt_id):
            return
        row = _row_of(receipt)
        columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        added = connection.execute(f"INSERT INTO archive_rows ({columns}) VALUES ({marks})", row)  # noqa: S608 - our own
        text = connection.execute("SELECT words FROM archive_texts WHERE receipt_id = ?", (receipt_id,)).fetchone()
        fields = _fields(receipt, _said(connection, receipt_id), names)
        words = (added.lastrowid, fields, "" if text is None else indexed(text[0][:MOST_TEXT]))
        connection.execute("INSERT INTO archive_words (rowid, fields, document) VALUES (?, ?, ?)", words)


def _is_cleared(connection: sqlite3.Connection, receipt_id: str) -> bool:
    query = "SELECT 1 FROM archive_clearing WHERE receipt_id = ?"
    return connection.execute(query, (receipt_id,)).fetchone() is not None


class _Accounts:
    """Names of accounts by company, read once for a batch."""

    def __init__(self, companies: CompanyTable) -> None:
        self._companies = companies
        self._names: dict[int, Mapping[int, str]] = {}

    def name(self, company_id: int | None, number: int | None) -> str:
        """Return an account's name, empty when it isn't known."""
        if company_id is None or number is None:
            return ""
        if company_id not in self._names:
            book = self._companies.book(company_id)
            names = {each.number: each.name for each in book.deposits} if book else {}
            self._names[company_id] = names | ({each.number: each.name for each in book.accounts} if book else {})
        return self._names[company_id].get(number, "")


def _row_of(receipt: Receipt) -> dict[str, object]:
    """Return the light row; a receipt without a date counts to the month of its delivery."""
    draft, shown = receipt.draft, receipt.delivered_at or receipt.sent_at or receipt.added_at
    names = " ".join(o.name for o in receipt.originals)
    return {
        "receipt_id": receipt.id,
        "urgent": int(is_urgent(receipt)),
        "shown_at": time_to_text(shown),
        "month": f"{draft.date or shown.astimezone().date():%Y-%m}",
        "supplier": draft.supplier.strip(),
        "supplier_key": supplier_key(draft.supplier),
        "account": draft.account,
        "company_id": receipt.company_id,
        "state": receipt.state.value,
        "title": folded(f"{draft.supplier} {draft.description} {names}"),
    }


def supplier_key(name: str) -> str:
    """Return what two ways to write the same supplier have in common."""
    return " ".join(folded(name).split())


def _said(connection: sqlite3.Connection, receipt_id: str) -> list[str]:
    """Return every text and number of the fields, lines and notes among them: whatever the fields come to be."""
    row = connection.execute("SELECT * FROM receipts WHERE id = ?", (receipt_id,)).fetchone()
    raw = json.loads(row["draft"])
    said = [*_leaves({name: value for name, value in raw.items() if name not in _UNSAID})]
    return [*said, row["note"]] if "note" in row.keys() else said  # noqa: SIM118 - a Row iterates over its values


def _fields(receipt: Receipt, words: list[str], names: _Accounts) -> str:
    draft = receipt.draft
    accounts = (draft.account, draft.paid_from)
    said = [*words, *(names.name(receipt.company_id, number) for number in accounts)]
    said += [o.name for o in receipt.originals]
    said += [format_date(day) for day in (draft.date, draft.due) if day]
    said += ["kr"] if draft.currency == "DKK" else []
    number = "" if receipt.voucher_number is None else str(receipt.voucher_number)
    amount = "" if draft.amount is None else amount_word(draft.amount)
    return f"{indexed(' . '.join(word for word in said if word))} {amount} {number}"


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if not str(name).endswith(("guid", "vat_code")):
                yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _distinct(connection: sqlite3.Connection, column: str, order: str = "ASC") -> Iterator[Any]:
    where = f"WHERE {column} IS NOT NULL AND {_REACHED}"
    query = f"SELECT DISTINCT {column} FROM archive_rows {where} ORDER BY {column} {order}"  # noqa: S608 - our own
    for row in connection.execute(query):
        yield row[0]
