"""What of a picture is the receipt: kept, and suggested. For worker threads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt
from desktop.studio import suggested_frame

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk


class Trimming:
    """The part of the desk that trims pictures; the originals in the vault stay as they are."""

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk

    def suggested(self, original: Original) -> Frame | None:
        """Return where the receipt lies in a picture, None where there is nothing to trim.

        About a fifth of a second. Raises the Faults of the pictures.
        """
        return suggested_frame(self._desk.path_of(original)) if original.may_be_trimmed else None

    def frame(self, receipt_id: str, position: int, frame: Frame | None) -> Receipt:
        """Trim the picture at this position (from 0) of a receipt to a frame; None shows all of it again.

        Raises Fault NOT_FOUND (no such receipt or picture), NOT_EDITABLE (its file may be in Dinero already, it is no
        picture of one page, or the corners are no frame).
        """
        with self._desk.journal.write():
            receipt = self._desk.with_free_pages(receipt_id)
            if not 0 <= position < len(receipt.originals):
                raise Fault(FaultCode.NOT_FOUND)
            originals = list(receipt.originals)
            if frame is not None and not (originals[position].may_be_trimmed and frame.is_usable):
                raise Fault(FaultCode.NOT_EDITABLE)
            originals[position] = replace(originals[position], frame=frame)
            return self._desk.settle(replace(receipt, originals=tuple(originals)))
