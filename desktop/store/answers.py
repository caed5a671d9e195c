"""What the user answered about receipts that look alike, or are made out to another company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.receipts.faults import FaultNote
from desktop.store.journal import Journal
from desktop.store.receipts import note_from_text, note_to_text


@dataclass(frozen=True, slots=True)
class Heeded:
    """What is known of one receipt's sending."""

    heed: str | None = None
    """How look-alikes are heeded on the way: ``ask`` stops the receipt, ``tell`` warns only; None: not at all."""
    company_id: int | None = None
    """It goes to this company, whoever it is made out to."""
    asked: str | None = None
    """The fields, as text, about which Dinero was asked for similar vouchers."""
    similar: FaultNote | None = None
    """What Dinero said then; None: nothing similar."""


class AnswerTable:
    """The answers in one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def keep_pairs(self, receipt_id: str, others: Iterable[str]) -> None:
        """Remember that a receipt and others are not the same."""
        with self._journal.write() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO kept_pairs VALUES (?, ?)", [sorted((receipt_id, other)) for other in others]
            )

    def kept(self, receipt_id: str) -> frozenset[str]:
        """Return the ids of the receipts that are known not to be the same as this one."""
        query = "SELECT second FROM kept_pairs WHERE first = ?1 UNION SELECT first FROM kept_pairs WHERE second = ?1"
        with self._journal.read() as connection:
            return frozenset(row[0] for row in connection.execute(query, (receipt_id,)))

    def keep_kind(self, kind: str) -> None:
        """Remember that purchases of this supplier and total come again and again."""
        with self._journal.write() as connection:
            connection.execute("INSERT OR IGNORE INTO kept_kinds VALUES (?)", (kind,))

    def kind_is_kept(self, kind: str) -> bool:
        """Return True when the user has kept two purchases of this kind."""
        with self._journal.read() as connection:
            return connection.execute("SELECT 1 FROM kept_kinds WHERE kind = ?", (kind,)).fetchone() is not None

    def heeded(self, receipt_id: str) -> Heeded:
        """Return what is known of a receipt's sending."""
        with self._journal.read() as connection:
            row = connection.execute("SELECT * FROM heeded WHERE receipt_id = ?", (receipt_id,)).fetchone()
        if row is None:
            return Heeded()
        return Heeded(row["heed"], row["company_id"], row["asked"], note_from_text(row["similar"]))

    def heed(self, receipt_id: str, how: str | None) -> None:
        """Remember how a receipt's look-alikes are heeded on the way."""
        self._set(receipt_id, heed=how)

    def send_to(self, receipt_id: str, company_id: int) -> None:
        """Remember that a receipt goes to this company, whoever it is made out to."""
        self._set(receipt_id, company_id=company_id)

    def asked(self, receipt_id: str, fields: str, similar: FaultNote | None) -> None:
        """Remember what Dinero said about these fields."""
        self._set(receipt_id, asked=fields, similar=note_to_text(similar))

    def _set(self, receipt_id: str, **values: str | int | None) -> None:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sets = ", ".join(f"{name} = excluded.{name}" for name in values)
        with self._journal.write() as connection:
            connection.execute(
                f"INSERT INTO heeded (receipt_id, {names}) VALUES (?, {marks})"  # noqa: S608 - names are our own columns
                f" ON CONFLICT (receipt_id) DO UPDATE SET {sets}",
                (receipt_id, *values.values()),
            )
