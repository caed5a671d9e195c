"""What the journal says about itself: whose it is, how often it was opened, since when it is to be doubted."""

from __future__ import annotations

from desktop.receipts.faults import FaultNote
from desktop.store.journal import Journal
from desktop.store.receipts import note_from_text, note_to_text

_HOLD = "hold"


class MetaTable:
    """Texts by name in one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def get(self, key: str) -> str | None:
        """Return a text, or None."""
        with self._journal.read() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def set(self, key: str, value: str | None) -> None:
        """Keep a text; None forgets it."""
        with self._journal.write() as connection:
            if value is None:
                connection.execute("DELETE FROM meta WHERE key = ?", (key,))
            else:
                connection.execute(
                    "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (key, value),
                )

    def hold(self) -> FaultNote | None:
        """Return why no process may send anything from this journal until the user has answered, or None."""
        return note_from_text(self.get(_HOLD))

    def set_hold(self, note: FaultNote | None) -> None:
        """Hold the delivery of every process back for this reason, or (None) let it go on."""
        self.set(_HOLD, note_to_text(note))
