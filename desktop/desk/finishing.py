"""How pages are shown and sent: kept, and suggested. For worker threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.imaging import evening_suggested
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import Corners, Finish
from desktop.receipts.receipt import Original, Receipt

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk

Spot = tuple[str, int]
"""A receipt's id, and which of its originals, from 0."""


class Finishing:
    """The part of the desk that finishes pages; the originals in the vault stay as they are.

    Of several receipts, those are left as they are whose pages may not change any more.
    """

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk

    def evening_helps(self, original: Original) -> bool:
        """Tell whether a picture gets clearly better when its light is evened. Raises the Faults of the pictures."""
        may = original.has_light and original.pages <= 1 and original.first_page is None
        return may and evening_suggested(self._desk.path_of(original), original.frame)

    def change(self, receipt_ids: Sequence[str], change: Callable[[Finish], Finish]) -> tuple[Receipt, ...]:
        """Change light, contrast or colour of all pictures of these receipts; returns those that changed.

        Raises Fault NOT_EDITABLE when there are pictures in them, but none may change.
        """

        def changed(original: Original) -> Original:
            return replace(original, finish=change(original.finish)) if original.has_light else original

        return self._each(receipt_ids, changed)

    def black_out(self, receipt_id: str, position: int, page: int, boxes: Sequence[Corners]) -> Receipt:
        """Black out these parts of a page (of the file, from 0) and no others of it.

        Raises Fault NOT_FOUND (no such receipt or file), NOT_EDITABLE (its file may be in Dinero already).
        """
        with self._desk.journal.write():
            original = self._original(receipt_id, position)
            return self._put(receipt_id, {position: original.finish.with_boxes(page, boxes)})

    def put(self, finishes: Mapping[Spot, Finish]) -> tuple[Receipt, ...]:
        """Give files the finish they had, or one that is known. Raises Fault NOT_FOUND, NOT_EDITABLE."""
        with self._desk.journal.write():
            ids = dict.fromkeys(receipt_id for receipt_id, _position in finishes)
            return tuple(self._put(i, {p: f for (of, p), f in finishes.items() if of == i}) for i in ids)

    def turn(self, receipt_ids: Sequence[str], quarter_turns: int) -> tuple[Receipt, ...]:
        """Turn all files of these receipts clockwise. Raises Fault NOT_EDITABLE when none of them may be turned."""

        def turned(original: Original) -> Original:
            return replace(original, turns=(original.turns + quarter_turns) % 4)

        return self._each(receipt_ids, turned)

    def _each(self, receipt_ids: Sequence[str], change: Callable[[Original], Original]) -> tuple[Receipt, ...]:
        done, refused = list[Receipt](), False
        with self._desk.journal.write():
            for receipt_id in receipt_ids:
                receipt = self._desk.receipt(receipt_id)
                originals = tuple(change(original) for original in receipt.originals)
                if originals == receipt.originals:
                    continue
                try:
                    self._desk.with_free_pages(receipt_id)
                except Fault:
                    refused = True
                    continue
                done.append(self._desk.settle(replace(receipt, originals=originals)))
        if refused and not done:
            raise Fault(FaultCode.NOT_EDITABLE)
        return tuple(done)

    def _original(self, receipt_id: str, position: int) -> Original:
        receipt = self._desk.with_free_pages(receipt_id)
        if not 0 <= position < len(receipt.originals):
            raise Fault(FaultCode.NOT_FOUND)
        return receipt.originals[position]

    def _put(self, receipt_id: str, finishes: Mapping[int, Finish]) -> Receipt:
        """Call it within a write."""
        receipt = self._desk.with_free_pages(receipt_id)
        originals = list(receipt.originals)
        for position, finish in finishes.items():
            if not all(box.is_usable for box in finish.blackouts):
                raise Fault(FaultCode.NOT_EDITABLE)
            originals[position] = replace(self._original(receipt_id, position), finish=finish)
        return self._desk.settle(replace(receipt, originals=tuple(originals)))
