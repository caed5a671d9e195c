"""Companies in the journal: what Dinero told about them, and whether their delivery is stopped or paused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from desktop.receipts.company import Account, AccountingYear, Company, CompanyBook, DepositAccount, Supplier, VatType
from desktop.receipts.faults import FaultNote
from desktop.store.habits import HabitTable
from desktop.store.journal import Journal
from desktop.store.receipts import note_from_text, note_to_text, time_from_text, time_to_text
from desktop.store.suppliers import SupplierTable

LONGEST_PAUSE = dt.timedelta(hours=2)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _book_from(
    company: Company, raw: Mapping[str, Any], suppliers: tuple[Supplier, ...], fetched_at: dt.datetime | None
) -> CompanyBook:
    return CompanyBook(
        company=company,
        accounts=tuple(Account(**a) for a in raw["accounts"]),
        deposits=tuple(DepositAccount(**d) for d in raw["deposits"]),
        vat_types=tuple(VatType(v["code"], v["name"], Decimal(v["rate"])) for v in raw["vat_types"]),
        suppliers=suppliers,
        years=tuple(
            AccountingYear(y["name"], dt.date.fromisoformat(y["first"]), dt.date.fromisoformat(y["last"]))
            for y in raw["years"]
        ),
        others=tuple(Account(**a) for a in raw.get("others", ())),
        fetched_at=fetched_at,
    )


class CompanyTable:
    """The companies of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.suppliers = SupplierTable(journal)
        self.habits = HabitTable(journal)

    def save_list(self, companies: Iterable[Company]) -> None:
        """Replace the list; books, stops and pauses of companies that stay are kept."""
        listed = list(companies)
        with self._journal.write() as connection:
            connection.execute("UPDATE companies SET position = -1")
            for position, company in enumerate(listed):
                connection.execute(
                    "INSERT INTO companies (id, position, company) VALUES (?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET position = excluded.position, company = excluded.company",
                    (company.id, position, json.dumps(asdict(company), ensure_ascii=False)),
                )

    def save_list_entry(self, company: Company) -> None:
        """Keep one company without changing the list."""
        with self._journal.write() as connection:
            connection.execute(
                "INSERT INTO companies (id, position, company) VALUES (?, -1, ?)"
                " ON CONFLICT (id) DO UPDATE SET company = excluded.company",
                (company.id, json.dumps(asdict(company), ensure_ascii=False)),
            )

    def list(self) -> tuple[Company, ...]:
        """Return the companies of the last login, in Dinero's order."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT company FROM companies WHERE position >= 0 ORDER BY position").fetchall()
        return tuple(Company(**json.loads(row["company"])) for row in rows)

    def forget_list(self) -> None:
        """Forget which companies the login reached (log out)."""
        with self._journal.write() as connection:
            connection.execute("UPDATE companies SET position = -1")

    def save_book(self, book: CompanyBook) -> None:
        """Keep what Dinero told about a company, so that the tray works without a network. Its suppliers are all."""
        body = asdict(replace(book, suppliers=()))
        for key in ("company", "fetched_at", "suppliers"):
            body.pop(key)
        text = json.dumps(body, ensure_ascii=False, default=_plain)
        with self._journal.write() as connection:
            connection.execute(
                "UPDATE companies SET book = ?, fetched_at = ? WHERE id = ?",
                (text, time_to_text(book.fetched_at), book.company.id),
            )
            self.suppliers.replace(book.company.id, book.suppliers)

    def book(self, company_id: int) -> CompanyBook | None:
        """Return what was kept, or None."""
        with self._journal.read() as connection:
            row = connection.execute("SELECT * FROM companies WHERE id = ?", (company_id,)).fetchone()
        if row is None or row["book"] is None:
            return None
        company = Company(**json.loads(row["company"]))
        raw, suppliers = json.loads(row["book"]), self.suppliers.of(company_id)
        return _book_from(company, raw, suppliers, time_from_text(row["fetched_at"]))

    def forget_account(self, company_id: int, number: int) -> None:
        """Offer and suggest an account no more: Dinero says that the company has it no longer."""
        with self._journal.write():
            book = self.book(company_id)
            if book is not None:
                accounts = tuple(a for a in book.accounts if a.number != number)
                deposits = tuple(d for d in book.deposits if d.number != number)
                self.save_book(replace(book, accounts=accounts, deposits=deposits))
            self.habits.forget_account(company_id, number)

    def stop(self, company_id: int, note: FaultNote | None) -> None:
        """Stop the delivery of one company for this reason, or (None) let it go on."""
        self._set(company_id, "stop_fault", note_to_text(note))

    def stops(self) -> Mapping[int, FaultNote]:
        """Return the companies whose delivery is stopped, and why."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT id, stop_fault FROM companies WHERE stop_fault IS NOT NULL").fetchall()
        return {row["id"]: note for row in rows if (note := note_from_text(row["stop_fault"])) is not None}

    def pause(self, company_id: int, until: dt.datetime | None) -> None:
        """Pause every request of one company (429)."""
        self._set(company_id, "pause_until", time_to_text(until))

    def paused(self, now: dt.datetime) -> frozenset[int]:
        """Return the companies whose pause is not over. One beyond LONGEST_PAUSE was set by a clock that was wrong."""
        between = (time_to_text(now), time_to_text(now + LONGEST_PAUSE))
        with self._journal.read() as connection:
            rows = connection.execute(
                "SELECT id FROM companies WHERE pause_until > ? AND pause_until <= ?", between
            ).fetchall()
        return frozenset(row["id"] for row in rows)

    def _set(self, company_id: int, column: str, value: str | None) -> None:
        with self._journal.write() as connection:
            connection.execute(
                f"INSERT INTO companies (id, position, company, {column}) VALUES (?, -1, '{{}}', ?)"  # noqa: S608 - our column
                f" ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
                (company_id, value),
            )
