"""Receipts in the journal: rows to :class:`~desktop.receipts.receipt.Receipt` and back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.states import Proof, State, Wish
from desktop.store.draft_text import draft_from_text, draft_to_text
from desktop.store.finish_text import finish_from_text, finish_to_text
from desktop.store.frame_text import frame_from_text, frame_to_text
from desktop.store.journal import Journal

_PLAIN = (
    "company_id", "dropped_for", "attempts", "file_name", "rendition_sha256", "rendition_size", "file_guid",
    "contact_guid", "voucher_guid", "voucher_timestamp", "voucher_number", "rival_guid", "rival_timestamp",
)  # fmt: skip
_READ_ONLY = ("note", "position", "for_company")
"""Columns that :class:`~desktop.store.flow.FlowTable` writes, and a save of the whole row leaves alone."""
_ORIGINAL = ("sha256", "name", "media_type", "size", "pages", "turns", "first_page")
_TIMES = ("added_at", "changed_at", "not_before", "sent_at", "delivered_at", "proven_at")


def time_to_text(value: dt.datetime | None) -> str | None:
    """Return an aware time as ISO 8601 in UTC, so that texts sort as times do."""
    return None if value is None else value.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def time_from_text(value: str | None) -> dt.datetime | None:
    """Return the time that :func:`time_to_text` wrote."""
    return None if value is None else dt.datetime.fromisoformat(value)


def note_to_text(note: FaultNote | None) -> str | None:
    """Return a fault note as JSON."""
    return None if note is None else json.dumps([note.code.value, dict(note.params)], ensure_ascii=False)


def note_from_text(text: str | None) -> FaultNote | None:
    """Return the fault note that :func:`note_to_text` wrote; a code of a newer program reads as INTERNAL."""
    if text is None:
        return None
    code, params = json.loads(text)
    return FaultNote(FaultCode(code) if code in set(FaultCode) else FaultCode.INTERNAL, params)


def to_row(receipt: Receipt) -> dict[str, object]:
    """Return the values of a receipt's row by column; its originals have rows of their own."""
    row: dict[str, object] = {name: getattr(receipt, name) for name in _PLAIN}
    row |= {name: time_to_text(getattr(receipt, name)) for name in _TIMES}
    row |= {
        "id": receipt.id,
        "state": receipt.state.value,
        "book": int(receipt.book),
        "draft": draft_to_text(receipt.draft),
        "fault": note_to_text(receipt.fault),
        "resume": receipt.resume and receipt.resume.value,
        "wish": receipt.wish and receipt.wish.value,
        "proof": receipt.proof and receipt.proof.value,
        "twin_accepted": int(receipt.twin_accepted),
        "gone_vouchers": json.dumps(receipt.gone_vouchers),
    }
    return row


def _from_row(row: sqlite3.Row, originals: tuple[Original, ...]) -> Receipt:
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    values |= {name: row[name] for name in _READ_ONLY}
    values |= {name: time_from_text(row[name]) for name in _TIMES}
    return Receipt(
        id=row["id"],
        originals=originals,
        state=State(row["state"]),
        draft=draft_from_text(row["draft"]),
        book=bool(row["book"]),
        fault=note_from_text(row["fault"]),
        resume=State(row["resume"]) if row["resume"] else None,
        wish=Wish(row["wish"]) if row["wish"] else None,
        proof=Proof(row["proof"]) if row["proof"] else None,
        twin_accepted=bool(row["twin_accepted"]),
        gone_vouchers=tuple(json.loads(row["gone_vouchers"])),
        **values,
    )


def _last_change(connection: sqlite3.Connection) -> dt.datetime | None:
    (text,) = connection.execute("SELECT MAX(changed_at) FROM receipts").fetchone()
    return time_from_text(text)


class ReceiptTable:
    """The receipts of one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def save(self, receipt: Receipt) -> Receipt:
        """Insert or replace a receipt; returns it with ``changed_at`` set to now."""
        with self._journal.write() as connection:
            receipt = replace(receipt, changed_at=self._change_time(connection))
            self._save_row(connection, receipt)
            self._save_originals(connection, receipt)
        return receipt

    def last_change(self) -> dt.datetime | None:
        """Return when a receipt was last written, or None."""
        with self._journal.read() as connection:
            return _last_change(connection)

    def _change_time(self, connection: sqlite3.Connection) -> dt.datetime:
        """Return now, but no time before the last change, so that none is missed when the clock is set back."""
        now = self._journal.now()
        return max(now, _last_change(connection) or now)

    def _save_row(self, connection: sqlite3.Connection, receipt: Receipt) -> None:
        row = to_row(receipt)
        columns, marks = ", ".join(row), ", ".join(f":{c}" for c in row)
        sets = ", ".join(f"{c} = excluded.{c}" for c in row if c != "id")
        connection.execute(
            f"INSERT INTO receipts ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}",  # noqa: S608 - names are our own columns
            row,
        )

    def _save_originals(self, connection: sqlite3.Connection, receipt: Receipt) -> None:
        connection.execute("DELETE FROM originals WHERE receipt_id = ?", (receipt.id,))
        connection.executemany(
            f"INSERT INTO originals (receipt_id, position, frame, finish, piece, {', '.join(_ORIGINAL)})"  # noqa: S608 - ours
            f" VALUES (?, ?, ?, ?, ?{', ?' * len(_ORIGINAL)})",
            [
                (
                    receipt.id,
                    i,
                    frame_to_text(o.frame),
                    finish_to_text(o.finish),
                    int(o.piece),
                    *(getattr(o, name) for name in _ORIGINAL),
                )
                for i, o in enumerate(receipt.originals)
            ],
        )

    def get(self, receipt_id: str) -> Receipt | None:
        """Return one receipt, or None."""
        found = self._select("WHERE id = ?", (receipt_id,))
        return found[0] if found else None

    def with_ids(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        """Return the receipts with these ids (up to a few hundred), in no order; one that is gone is left out."""
        marks = ", ".join("?" * len(receipt_ids))
        return self._select(f"WHERE id IN ({marks})", receipt_ids)

    def present(self, most: int) -> tuple[Receipt, ...]:
        """Return what is being worked on, and of what is delivered for good the last ``most``; the newest first."""
        where = (
            "WHERE state NOT IN ('drafted', 'booked', 'removed', 'binned') OR wish IS NOT NULL"
            " OR (state = 'drafted' AND book = 1) OR id IN (SELECT id FROM receipts"
            " WHERE state IN ('drafted', 'booked', 'removed') ORDER BY changed_at DESC LIMIT ?)"
            " ORDER BY added_at DESC, id"
        )
        return self._select(where, (most,))

    def all(self) -> tuple[Receipt, ...]:
        """Return every receipt, the newest first."""
        return self._select("ORDER BY added_at DESC, id", ())

    def in_states(self, states: Iterable[State]) -> tuple[Receipt, ...]:
        """Return the receipts in these states, oldest order first."""
        values = [s.value for s in states]
        marks = ", ".join("?" * len(values))
        return self._select(f"WHERE state IN ({marks}) ORDER BY sent_at, added_at, id", values)

    def under_way(self) -> tuple[Receipt, ...]:
        """Return the receipts of which something has left and the delivery has more to do for, oldest order first."""
        return self._select(
            "WHERE state IN ('uploaded', 'uncertain') OR (state = 'drafted' AND book = 1)"
            " OR (state IN ('drafted', 'booked') AND wish IS NOT NULL) ORDER BY sent_at, added_at, id",
            (),
        )

    def first_queued(
        self, held: Iterable[int], now: dt.datetime, latest: dt.datetime, most: int
    ) -> tuple[Receipt, ...]:
        """Return up to ``most`` queued receipts that may be begun, oldest order first.

        Left out are those of ``held`` companies, and prepared ones that wait; a wait beyond ``latest`` is none. However
        long the queue is, a round of the delivery reads no more of it.
        """
        values = [*held]
        marks = ", ".join("?" * len(values))
        where = (
            f"WHERE state = 'queued' AND (company_id IS NULL OR company_id NOT IN ({marks}))"
            " AND (rendition_sha256 IS NULL OR not_before IS NULL OR not_before <= ? OR not_before > ?)"
            " ORDER BY sent_at, added_at, id LIMIT ?"
        )
        return self._select(where, [*values, time_to_text(now), time_to_text(latest), most])

    def waiting(self) -> tuple[Receipt, ...]:
        """Return the receipts that the delivery leaves alone until some time."""
        return self._select(
            "WHERE not_before IS NOT NULL AND state IN ('queued', 'uploaded', 'uncertain', 'drafted')", ()
        )

    def unproven(self, since: dt.datetime, most: int) -> tuple[Receipt, ...]:
        """Return up to ``most`` receipts delivered since then whose file was never fetched back, oldest first."""
        return self._select(
            "WHERE state IN ('drafted', 'booked') AND proof IS NULL AND wish IS NULL AND file_guid IS NOT NULL"
            " AND rendition_sha256 IS NOT NULL AND delivered_at > ? ORDER BY delivered_at, id LIMIT ?",
            (time_to_text(since), most),
        )

    def changed_since(self, moment: dt.datetime) -> tuple[Receipt, ...]:
        """Return the receipts whose row was written at that moment or later, oldest change first."""
        return self._select("WHERE changed_at >= ? ORDER BY changed_at", (time_to_text(moment),))

    def with_hash(self, sha256: str) -> tuple[Receipt, ...]:
        """Return the receipts that consist of just this original, oldest first."""
        where = (
            "WHERE id IN (SELECT receipt_id FROM originals WHERE sha256 = ?)"
            " AND (SELECT COUNT(*) FROM originals WHERE receipt_id = receipts.id) = 1 ORDER BY added_at, id"
        )
        return self._select(where, (sha256,))

    def with_voucher(self, guid: str) -> Receipt | None:
        """Return the receipt whose voucher in Dinero this is, or None."""
        found = self._select("WHERE voucher_guid = ? LIMIT 1", (guid,))
        return found[0] if found else None

    def ids_of_purchase(self, date: dt.date, amount: Decimal) -> tuple[str, ...]:
        """Return the ids of the receipts of this day and total, of whatever currency."""
        query = (
            "SELECT id FROM receipts WHERE CASE WHEN json_valid(draft) THEN json_extract(draft, '$.date') END = ?"
            " AND CASE WHEN json_valid(draft) THEN CAST(json_extract(draft, '$.amount') AS REAL) END = ?"
        )
        with self._journal.read() as connection:
            return tuple(row[0] for row in connection.execute(query, (date.isoformat(), float(amount))))

    def ids_with_originals(self, hashes: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the receipts that hold one of these originals."""
        with self._journal.read() as connection:
            query = "SELECT DISTINCT receipt_id FROM originals WHERE sha256 = ?"
            return tuple(row[0] for each in hashes for row in connection.execute(query, (each,)))

    def _select(self, tail: str, values: Sequence[object]) -> tuple[Receipt, ...]:
        with self._journal.read() as connection:
            rows = connection.execute(f"SELECT * FROM receipts {tail}", values).fetchall()  # noqa: S608 - tails are ours
            originals = self._originals(connection, rows)
        return tuple(_from_row(row, tuple(originals.get(row["id"], ()))) for row in rows)

    def _originals(self, connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> dict[str, list[Original]]:
        found: dict[str, list[Original]] = {}
        if len(rows) > 500:
            cursor = connection.execute("SELECT * FROM originals ORDER BY receipt_id, position")
        else:
            marks = ", ".join("?" * len(rows))
            cursor = connection.execute(
                f"SELECT * FROM originals WHERE receipt_id IN ({marks}) ORDER BY receipt_id, position",  # noqa: S608
                [row["id"] for row in rows],
            )
        for o in cursor:
            frame, finish = frame_from_text(o["frame"]), finish_from_text(o["finish"])
            plain = {name: o[name] for name in _ORIGINAL}
            original = Original(**plain, frame=frame, finish=finish, piece=bool(o["piece"]))
            found.setdefault(o["receipt_id"], []).append(original)
        return found

    def with_id(self, start: str) -> Receipt | None:
        """Return the receipt whose id begins so (hex digits), or None."""
        found = self._select("WHERE id >= ? AND id < ? LIMIT 1", (start, f"{start}g"))
        return found[0] if found else None

    def has_id(self, start: str) -> bool:
        """Return True when a receipt, purged ones too, has an id that begins so (hex digits)."""
        query = (
            "SELECT 1 FROM receipts WHERE id >= ?1 AND id < ?1 || 'g'"
            " UNION ALL SELECT 1 FROM tombstones WHERE receipt_id >= ?1 AND receipt_id < ?1 || 'g' LIMIT 1"
        )
        with self._journal.read() as connection:
            return connection.execute(query, (start,)).fetchone() is not None

    def ids(self) -> frozenset[str]:
        """Return the ids of all receipts and of all purged ones."""
        with self._journal.read() as connection:
            rows = connection.execute("SELECT id FROM receipts UNION SELECT receipt_id FROM tombstones").fetchall()
        return frozenset(row[0] for row in rows)
