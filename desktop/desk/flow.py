"""What the user does with several receipts of the tray, and with their order. For worker threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.receipts.receipt import Draft, Receipt
from desktop.store.flow import FlowTable

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk


class Flow:
    """The part of the desk that goes with the list of the tray."""

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk
        self._table = FlowTable(desk.journal)

    def edit(self, drafts: Mapping[str, Draft]) -> tuple[Receipt, ...]:
        """Keep the fields of several receipts in one transaction; one that has left the tray meanwhile stays as it is.

        Returns those that were changed. Raises Fault NOT_FOUND.
        """
        desk = self._desk
        with desk.journal.write():
            here = [r for i in drafts if (r := desk.receipt(i)).editable]
            return tuple(desk.settle(replace(r, draft=drafts[r.id])) for r in here)

    def place(self, positions: Mapping[str, float | None]) -> tuple[Receipt, ...]:
        """Keep where receipts stand in the list."""
        with self._desk.journal.write():
            self._table.set_positions(positions)
            return self._read(tuple(positions))

    def note(self, receipt_id: str, text: str) -> tuple[Receipt, ...]:
        """Keep a note about a receipt, wherever it is on its way."""
        with self._desk.journal.write():
            self._table.set_note(receipt_id, text.strip())
            return self._read((receipt_id,))

    def _read(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        return tuple(self._desk.receipt(i) for i in receipt_ids)
