"""The journal's tables, and how one version becomes the next.

The journal's version is the number of migrations it has been through. Those that are missing run in one transaction,
after a backup of a journal that holds something; a kill in the middle leaves it as it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store.disk import own_folder_faults, rename_over
from desktop.store.version_3 import TABLES as VERSION_3

Migration = Callable[[sqlite3.Connection], None]
"""Brings the tables one version further, inside a transaction that it doesn't end."""

_V1 = """
CREATE TABLE receipts (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    company_id INTEGER,
    book INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL,
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    not_before TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    fault TEXT,
    resume TEXT,
    file_name TEXT,
    rendition_sha256 TEXT,
    rendition_size INTEGER,
    file_guid TEXT,
    contact_guid TEXT,
    voucher_guid TEXT,
    voucher_timestamp TEXT,
    voucher_number INTEGER,
    sent_at TEXT,
    delivered_at TEXT
) STRICT;
CREATE INDEX receipts_by_state ON receipts (state, not_before);
CREATE INDEX receipts_by_change ON receipts (changed_at);
CREATE TABLE originals (
    receipt_id TEXT NOT NULL REFERENCES receipts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    turns INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (receipt_id, position)
) STRICT;
CREATE INDEX originals_by_hash ON originals (sha256);
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    receipt_id TEXT,
    company_id INTEGER,
    client TEXT NOT NULL,
    kind TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    settled_at TEXT,
    outcome TEXT,
    server_date TEXT,
    detail TEXT
) STRICT;
CREATE INDEX requests_by_receipt ON requests (receipt_id, id);
CREATE INDEX requests_by_time ON requests (company_id, client, begun_at);
CREATE TABLE companies (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    company TEXT NOT NULL,
    book TEXT,
    fetched_at TEXT,
    stop_fault TEXT,
    pause_until TEXT
) STRICT;
CREATE TABLE tombstones (
    receipt_id TEXT PRIMARY KEY,
    purged_at TEXT NOT NULL
) STRICT;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def _statements(script: str) -> Migration:
    def run(connection: sqlite3.Connection) -> None:
        for statement in script.split(";\n"):  # executescript would end the transaction
            if statement.strip():
                connection.execute(statement)

    return run


_V2 = """
ALTER TABLE receipts ADD COLUMN wish TEXT;
ALTER TABLE receipts ADD COLUMN rival_guid TEXT;
ALTER TABLE receipts ADD COLUMN rival_timestamp TEXT;
ALTER TABLE receipts ADD COLUMN gone_vouchers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE receipts ADD COLUMN twin_accepted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipts ADD COLUMN proof TEXT;
ALTER TABLE receipts ADD COLUMN proven_at TEXT;
CREATE INDEX receipts_by_order ON receipts (state, sent_at);
CREATE INDEX receipts_unproven ON receipts (delivered_at) WHERE proof IS NULL;
"""
"""Undo of what was delivered, vouchers that others made of the same file, and proof of storage."""

MIGRATIONS: Sequence[Migration] = (_statements(_V1), _statements(_V2), _statements(VERSION_3))
"""The first makes the tables of version 1. One is only ever added at the end, and none is changed."""


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the journal at ``path`` to the newest version; ``connection`` is one to it, outside any transaction.

    Raises Fault DATA_FOLDER_NEWER when a newer program has written it: nothing is touched then. Raises Fault DISK_FULL
    or DATA_FOLDER_READ_ONLY when the backup can't be written: nothing is touched then either.
    """
    if _version(connection, len(migrations)) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _run_missing(connection, path, migrations)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _run_missing(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    version = _version(connection, len(migrations))  # asked again: another process may have been first
    if 0 < version < len(migrations):
        _back_up(path, version)
    for number, step in enumerate(migrations[version:], version + 1):
        step(connection)
        connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise Fault(FaultCode.DATA_FOLDER_NEWER, Effect.WAIT)
    return version


def backup_path(path: Path, version: int) -> Path:
    """Return where the backup lies that was made before a journal of this version was migrated."""
    return path.with_name(f"{path.stem}-version-{version}{path.suffix}")


def _back_up(path: Path, version: int) -> None:
    """Copy the journal durably beside itself, over a connection of its own: SQLite refuses the one about to write."""
    target = backup_path(path, version)
    part = target.with_name(target.name + ".part")
    with own_folder_faults(path.parent):
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be copied back by hand
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        rename_over(part, target)
