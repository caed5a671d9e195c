"""The journal's tables, and how one version becomes the next."""

from __future__ import annotations

import sqlite3

from desktop.receipts.faults import Effect, Fault, FaultCode

VERSION = 1

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


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the journal to :data:`VERSION` in one transaction.

    Raises Fault DATA_FOLDER_NEWER when a newer program has written it: nothing is touched then.
    """
    if _version(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < 1:  # asked again: another process may have been first
            for statement in _V1.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise Fault(FaultCode.DATA_FOLDER_NEWER, Effect.WAIT)
    return version
