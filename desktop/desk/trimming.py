"""What of a picture is the receipt, or several are: suggested, and kept. For worker threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.suggestion import Cut, Suggestion
from desktop.studio import suggestion_for

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk

Cuts = Mapping[int, Cut]
"""By the picture's position in its receipt, from 0."""


class Trimming:
    """The part of the desk that trims pictures; the originals in the vault stay as they are."""

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk

    def suggested(self, original: Original) -> Suggestion | None:
        """Return what a picture suggests, None where it is well as it is.

        About a fifth of a second. Raises the Faults of the pictures.
        """
        return suggestion_for(self._desk.path_of(original)) if original.may_be_trimmed else None

    def frame(self, receipt_id: str, position: int, frame: Frame | None) -> Receipt:
        """Trim the picture at this position (from 0) of a receipt to a frame; None shows all of it again.

        Raises Fault NOT_FOUND (no such receipt or picture), NOT_EDITABLE (its file may be in Dinero already, it is no
        picture of one page, or the corners are no frame).
        """
        with self._desk.journal.write():
            receipt, original = self._picture(receipt_id, position)
            _require_usable(original, frame)
            return self._keep(receipt, {position: replace(original, frame=frame)})

    def cut(self, cuts: Mapping[str, Cuts]) -> tuple[Receipt, ...]:
        """Trim and turn pictures of several receipts in one transaction; one that may not change any more stays.

        Returns those that were changed.
        """
        with self._desk.journal.write():
            return tuple(kept for i, own in cuts.items() if (kept := self._cut(i, own)) is not None)

    def _cut(self, receipt_id: str, cuts: Cuts) -> Receipt | None:
        try:
            changed = {at: cut.of(self._picture(receipt_id, at)[1]) for at, cut in cuts.items()}
        except Fault:
            return None
        if not all(original.may_be_trimmed for original in changed.values()):
            return None
        return self._keep(self._desk.receipt(receipt_id), changed)

    def put_back(self, before: Sequence[Receipt]) -> tuple[Receipt, ...]:
        """Give receipts the frames and turns again that they had; one that may not change any more stays as it is."""
        with self._desk.journal.write():
            return tuple(kept for each in before if (kept := self._back(each)) is not None)

    def _back(self, before: Receipt) -> Receipt | None:
        try:
            receipt = self._desk.with_free_pages(before.id)
        except Fault:
            return None
        if [o.sha256 for o in receipt.originals] != [o.sha256 for o in before.originals]:
            return None
        pairs = zip(receipt.originals, before.originals, strict=True)
        return self._keep(receipt, {at: replace(o, frame=b.frame, turns=b.turns) for at, (o, b) in enumerate(pairs)})

    def part(self, receipt_id: str, position: int, cuts: Sequence[Cut]) -> tuple[Receipt, ...]:
        """Make a receipt of its own of each of several that lie in a picture; the first stays with its fields.

        Returns the receipt and the new ones, which come right after it in the list. Raises what :meth:`frame` raises.
        """
        with self._desk.journal.write():
            receipt, original = self._picture(receipt_id, position)
            for cut in cuts:
                _require_usable(original, cut.frame)
            pieces = [replace(cut.of(original), piece=True) for cut in cuts]
            kept = self._keep(receipt, {position: pieces[0]})
            return (kept, *self._desk.flow.split_off(receipt, [(piece,) for piece in pieces[1:]]))

    def _picture(self, receipt_id: str, position: int) -> tuple[Receipt, Original]:
        receipt = self._desk.with_free_pages(receipt_id)
        if not 0 <= position < len(receipt.originals):
            raise Fault(FaultCode.NOT_FOUND)
        return receipt, receipt.originals[position]

    def _keep(self, receipt: Receipt, changed: Mapping[int, Original]) -> Receipt:
        originals = tuple(changed.get(at, original) for at, original in enumerate(receipt.originals))
        return self._desk.settle(replace(receipt, originals=originals))


def _require_usable(original: Original, frame: Frame | None) -> None:
    if frame is not None and not (original.may_be_trimmed and frame.is_usable):
        raise Fault(FaultCode.NOT_EDITABLE)
