"""What the user does to receipts beside their fields: order, note, company of the tray; and what the bin gives up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.store.journal import Journal
from desktop.store.receipts import ReceiptTable


class FlowTable:
    """The columns that are written by themselves. Each method is one transaction."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)

    def set_note(self, receipt_id: str, note: str) -> None:
        """Keep a note; an empty one is none."""
        with self._journal.write() as connection:
            connection.execute("UPDATE receipts SET note = ? WHERE id = ?", (note, receipt_id))

    def set_positions(self, positions: Mapping[str, float | None]) -> None:
        """Keep where receipts stand in the tray's list; None: where their ``added_at`` puts them."""
        rows = [(position, receipt_id) for receipt_id, position in positions.items()]
        with self._journal.write() as connection:
            connection.executemany("UPDATE receipts SET position = ? WHERE id = ?", rows)

    def set_company(self, receipt_ids: Iterable[str], company_id: int | None) -> None:
        """Keep the company that receipts of the tray are for; None: whichever is chosen."""
        rows = [(company_id, receipt_id) for receipt_id in receipt_ids]
        with self._journal.write() as connection:
            connection.executemany("UPDATE receipts SET for_company = ? WHERE id = ?", rows)

    def copy_to(self, receipt_id: str, other_id: str) -> None:
        """Give another receipt the note, the place and the company of this one."""
        with self._journal.write() as connection:
            connection.execute(
                "UPDATE receipts SET (note, position, for_company) ="
                " (SELECT note, position, for_company FROM receipts WHERE id = ?) WHERE id = ?",
                (receipt_id, other_id),
            )
