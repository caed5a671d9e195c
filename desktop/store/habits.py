"""What is remembered of suppliers, and what was offered to receipts, in the journal. It outlives the receipts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from decimal import Decimal
from typing import Any

from desktop.receipts.habits import Habit, Memory, Offer
from desktop.store.journal import Journal

_HABIT = frozenset(f.name for f in fields(Habit))
_OFFER = frozenset(f.name for f in fields(Offer))


class HabitTable:
    """The memory of one journal; each company's is its own."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def memory(self, company_id: int) -> Memory:
        """Return all that is remembered of a company's suppliers."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT id, habit FROM habits WHERE company_id = ?", (company_id,)).fetchall()
            keys = connection.execute(
                "SELECT key, habit_id FROM habit_keys WHERE company_id = ?", (company_id,)
            ).fetchall()
            offers = connection.execute(
                "SELECT receipt_id, offer FROM offers JOIN receipts ON receipts.id = receipt_id"
                " WHERE state IN ('new', 'ready')"
            ).fetchall()
        known = {row["id"]: habit for row in rows if (habit := _readable(row["habit"])) is not None}
        habits = {row["key"]: known[row["habit_id"]] for row in keys if row["habit_id"] in known}
        return Memory(company_id, habits, {row["receipt_id"]: offer_from_text(row["offer"]) for row in offers})

    def find(self, company_id: int, key: str) -> tuple[int, Habit] | None:
        """Return the habit that a key leads to, with its number."""
        query = (
            "SELECT habits.id, habit FROM habit_keys JOIN habits ON habits.id = habit_id"
            " WHERE habit_keys.company_id = ? AND key = ?"
        )
        with self._journal.read() as connection:
            row = connection.execute(query, (company_id, key)).fetchone()
        habit = _readable(row["habit"]) if row is not None else None
        return (row["id"], habit) if habit is not None else None

    def save(self, company_id: int, number: int | None, habit: Habit, keys: Sequence[str]) -> None:
        """Keep a habit (``number`` None: a new one) under these keys, and under those it had."""
        text = habit_to_text(habit)
        with self._journal.write() as connection:
            if number is None:
                insert = "INSERT INTO habits (company_id, habit) VALUES (?, ?)"
                number = connection.execute(insert, (company_id, text)).lastrowid
            else:
                connection.execute("UPDATE habits SET habit = ? WHERE id = ?", (text, number))
            connection.executemany(
                "INSERT OR REPLACE INTO habit_keys VALUES (?, ?, ?)", [(company_id, key, number) for key in keys]
            )

    def forget_account(self, company_id: int, number: int) -> None:
        """Suggest an account (also one to pay from) no more: the company has it no longer."""
        with self._journal.write() as connection:
            rows = connection.execute("SELECT id, habit FROM habits WHERE company_id = ?", (company_id,)).fetchall()
            for row in rows:
                habit = _readable(row["habit"])
                kept = _without(habit, number) if habit is not None else None
                if kept is not None and kept != habit:
                    connection.execute("UPDATE habits SET habit = ? WHERE id = ?", (habit_to_text(kept), row["id"]))

    def offer(self, receipt_id: str) -> Offer:
        """Return what was offered to a receipt; an empty offer when nothing was."""
        with self._journal.read() as connection:
            row = connection.execute("SELECT offer FROM offers WHERE receipt_id = ?", (receipt_id,)).fetchone()
        return offer_from_text(row["offer"]) if row else Offer()

    def save_offer(self, receipt_id: str, offer: Offer) -> None:
        """Keep what was offered to a receipt; of one that is gone, nothing."""
        with self._journal.write() as connection:
            if connection.execute("SELECT 1 FROM receipts WHERE id = ?", (receipt_id,)).fetchone():
                connection.execute("INSERT OR REPLACE INTO offers VALUES (?, ?)", (receipt_id, offer_to_text(offer)))


def _readable(text: str) -> Habit | None:
    """Return a habit; None for one of a damaged journal that makes no sense: it is learnt anew."""
    try:
        return habit_from_text(text)
    except (ValueError, TypeError, ArithmeticError):
        return None


def _without(habit: Habit, number: int) -> Habit:
    if habit.account == number:
        habit = replace(habit, account=None, vat_code=None)
    return replace(habit, paid_from=None) if habit.paid_from == number else habit


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def habit_to_text(habit: Habit) -> str:
    """Return a habit as JSON; amounts as text."""
    return json.dumps(asdict(habit), ensure_ascii=False, default=_plain)


def habit_from_text(text: str) -> Habit:
    """Return the habit that :func:`habit_to_text` wrote; members of a newer program are passed over."""
    raw: dict[str, Any] = {k: v for k, v in json.loads(text).items() if k in _HABIT}
    raw["last"] = dt.date.fromisoformat(raw["last"]) if raw.get("last") else None
    raw["totals"] = tuple(Decimal(t) for t in raw.get("totals") or ())
    return Habit(**raw)


def offer_to_text(offer: Offer) -> str:
    """Return an offer as JSON."""
    return json.dumps(asdict(offer), ensure_ascii=False, default=_plain)


def offer_from_text(text: str) -> Offer:
    """Return the offer that :func:`offer_to_text` wrote."""
    raw: dict[str, Any] = {k: v for k, v in json.loads(text).items() if k in _OFFER}
    raw["read_vat"] = Decimal(raw["read_vat"]) if raw.get("read_vat") else None
    return Offer(**raw)
