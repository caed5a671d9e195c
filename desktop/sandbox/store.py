"""Where the sandbox keeps its records: SQLite, in a file or (without one) in a private temporary database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_TABLES = """
CREATE TABLE IF NOT EXISTS record (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS content (guid TEXT PRIMARY KEY, bytes BLOB NOT NULL);
"""


class Store:
    """Records as JSON, contents as blobs. Every call is one committed transaction, so a kill loses none.

    The caller serializes the calls (the sandbox holds one lock round every request).
    """

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        # The empty name makes SQLite use a temporary file of its own, gone when the connection closes.
        self._db = sqlite3.connect("" if path is None else path, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_TABLES)
        except sqlite3.Error:
            self._db.close()
            raise

    def put(self, kind: str, key: str, record: DataclassInstance | dict[str, Any]) -> None:
        """Keep a record under its kind and key, replacing an older one."""
        body = record if isinstance(record, dict) else asdict(record)
        self._db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (kind, key, json.dumps(body)))

    def all(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the records of a kind in the order they were first written."""
        for (body,) in self._db.execute("SELECT body FROM record WHERE kind = ? ORDER BY rowid", (kind,)):
            yield json.loads(body)

    def put_content(self, guid: str, content: bytes) -> None:
        """Keep the bytes of a file."""
        self._db.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", (guid, content))

    def content(self, guid: str) -> bytes:
        """Return the bytes of a file. Raises KeyError when there are none."""
        row = self._db.execute("SELECT bytes FROM content WHERE guid = ?", (guid,)).fetchone()
        if row is None:
            raise KeyError(guid)
        return bytes(row[0])

    def clear(self) -> None:
        """Forget everything."""
        self._db.execute("DELETE FROM record")
        self._db.execute("DELETE FROM content")

    def close(self) -> None:
        """Close the database; with a temporary one everything is gone."""
        self._db.close()
