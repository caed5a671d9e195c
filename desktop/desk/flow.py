"""What the user does with several receipts of the tray, and with their order. For worker threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.pages import page_total, with_pages
from desktop.receipts.placing import placed
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import EDITABLE, State
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

    def split(self, receipt_id: str, groups: Sequence[Sequence[int]]) -> tuple[Receipt, ...]:
        """Make a receipt of its own of each group of pages (numbers from 0); the rest stays with its fields.

        Returns the receipt and the new ones, which come right after it in the list. The originals in the vault stay as
        they are. Raises Fault NOT_EDITABLE (its file may be in Dinero), NOT_FOUND, PAGES_UNREADABLE (nothing is left).
        """
        desk = self._desk
        with desk.journal.write():
            receipt = desk.with_free_pages(receipt_id)
            out = [page for group in groups for page in group]
            stays = [page for page in range(page_total(receipt.originals)) if page not in set(out)]
            if not stays or not out or len(set(out)) != len(out):
                raise Fault(FaultCode.PAGES_UNREADABLE, text="", pages=page_total(receipt.originals))
            kept = desk.settle(replace(receipt, originals=with_pages(receipt.originals, stays)))
            return (kept, *self.split_off(receipt, [with_pages(receipt.originals, group) for group in groups]))

    def split_off(self, receipt: Receipt, parts: Sequence[tuple[Original, ...]]) -> tuple[Receipt, ...]:
        """Make a receipt of its own of each of these parts of a receipt, right after it; within a transaction."""
        new = [self._split_off(receipt, originals).id for originals in parts]
        self._table.set_positions(self._behind(receipt, new))
        return self._read(new)

    def _split_off(self, receipt: Receipt, originals: tuple[Original, ...]) -> Receipt:
        desk = self._desk
        made = Receipt(new_receipt_id(), originals, draft=desk.first_draft(), added_at=desk.journal.now())
        made = desk.settle(made)
        self._table.set_company([made.id], receipt.for_company)
        return made

    def _behind(self, receipt: Receipt, new: Sequence[str]) -> Mapping[str, float]:
        here = self._desk.receipt_table.in_states(EDITABLE)
        orders = sorted((r.order, r.id) for r in here if r.id not in new)
        known = [(i, order) for order, i in orders]
        last = max((order for order, _i in orders), default=0.0)
        added = [(i, last + 1 + number) for number, i in enumerate(new)]
        return placed([*known, *added], new, receipt.id, after=True)

    def unsplit(self, before: Receipt, new: Sequence[str]) -> tuple[Receipt, ...]:
        """Take a split back, unless one of the receipts has left the tray meanwhile: then all stay as they are."""
        desk = self._desk
        with desk.journal.write():
            parts = [desk.receipt(i) for i in (before.id, *new)]
            if not all(r.editable for r in parts):
                raise Fault(FaultCode.NOT_EDITABLE)
            whole = desk.settle(replace(parts[0], originals=before.originals))
            return (whole, *(desk.receipt_table.save(replace(r, state=State.BINNED)) for r in parts[1:]))

    def assign(self, receipt_ids: Sequence[str], company_id: int | None) -> tuple[Receipt, ...]:
        """Move receipts of the tray to a company: they wait in its tray until it is chosen. None: in every tray again.

        A receipt whose file lies in another company's Dinero goes as a new one: that file stays there, and the old
        receipt goes into the bin. Returns all that changed.
        """
        desk, changed = self._desk, list[Receipt]()
        with desk.journal.write():
            for receipt in (desk.receipt(i) for i in receipt_ids):
                if not receipt.editable:
                    continue
                if company_id is not None and receipt.file_guid and receipt.company_id != company_id:
                    old, receipt = receipt, desk.renewed(receipt)  # noqa: PLW2901 - it goes on under the new id
                    self._table.copy_to(old.id, receipt.id)
                    changed.append(desk.receipt(old.id))
                self._table.set_company([receipt.id], company_id)
                changed.append(desk.settle(desk.receipt(receipt.id)))
        return tuple(changed)

    def _read(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        return tuple(self._desk.receipt(i) for i in receipt_ids)
