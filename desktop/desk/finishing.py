"""How pages are shown and sent: kept, for one receipt and for many, and suggested. For worker threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import Corners, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt
from desktop.studio import evening_suggested

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk

Change = tuple[Receipt, Receipt]
"""A receipt before and after."""
Spot = tuple[str, int]
"""A receipt's id, and which of its files, from 0."""
_Edit = Callable[[int, Original], Original]
"""From a file and its position to what becomes of it."""


class Finishing:
    """The part of the desk that finishes pages; the originals in the vault stay as they are.

    Of several receipts, those are left out whose pages may not change any more; Fault NOT_EDITABLE is raised when none
    of those that would change may.
    """

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk

    def evening_helps(self, original: Original, receipt: Frame | None) -> bool:
        """Tell whether a picture gets clearly better when its light is evened.

        ``receipt``: where it lies in a picture that is not trimmed (`Suggestion.receipt`), None: it is all of it.
        Raises the Faults of the pictures.
        """
        part = original.frame or receipt
        return original.may_be_trimmed and evening_suggested(self._desk.path_of(original), part)

    def change(self, receipt_ids: Sequence[str], change: Callable[[Finish], Finish]) -> tuple[Change, ...]:
        """Change light, contrast or colour of all pictures of these receipts; of documents, what is blacked out alone.

        Raises Fault NOT_FOUND, NOT_EDITABLE.
        """

        def edit(_position: int, original: Original) -> Original:
            finish = change(original.finish)
            if not original.has_light:
                finish = replace(original.finish, blackouts=finish.blackouts)
            return replace(original, finish=finish)

        return self._each(dict.fromkeys(receipt_ids, edit))

    def black_out(self, receipt_id: str, position: int, page: int, boxes: Sequence[Corners]) -> tuple[Change, ...]:
        """Black out these parts of a page (of the file, from 0) and no others of it.

        Raises Fault NOT_FOUND (no such receipt or file), NOT_EDITABLE (also for corners that hold nothing of the page).
        """

        def edit(at: int, original: Original) -> Original:
            if at != position:
                return original
            finish = original.finish.with_boxes(page, boxes)
            if not all(each.is_usable for each in finish.blackouts):
                raise Fault(FaultCode.NOT_EDITABLE)
            return replace(original, finish=finish)

        if not 0 <= position < len(self._desk.receipt(receipt_id).originals):
            raise Fault(FaultCode.NOT_FOUND)
        return self._each({receipt_id: edit})

    def turn(self, receipt_ids: Sequence[str], quarter_turns: int) -> tuple[Change, ...]:
        """Turn all files of these receipts clockwise. Raises Fault NOT_FOUND, NOT_EDITABLE."""

        def edit(_position: int, original: Original) -> Original:
            return replace(original, turns=(original.turns + quarter_turns) % 4)

        return self._each(dict.fromkeys(receipt_ids, edit))

    def trim(self, frames: Mapping[Spot, Frame | None]) -> tuple[Change, ...]:
        """Trim pictures to their frames; None shows all of one. Raises Fault NOT_FOUND, NOT_EDITABLE."""

        def edit_of(receipt_id: str) -> _Edit:
            def edit(position: int, original: Original) -> Original:
                frame = frames.get((receipt_id, position), original.frame)
                fits = frame is None or (original.may_be_trimmed and frame.is_usable)
                return replace(original, frame=frame) if fits else original

            return edit

        return self._each({receipt_id: edit_of(receipt_id) for receipt_id, _position in frames})

    def put(self, receipt_id: str, position: int, finish: Finish) -> Receipt:
        """Give a file a finish that is known from elsewhere. Raises Fault NOT_FOUND, NOT_EDITABLE."""
        with self._desk.journal.write():
            receipt = self._desk.with_free_pages(receipt_id)
            originals = list(receipt.originals)
            originals[position] = replace(originals[position], finish=finish)
            return self._desk.settle(replace(receipt, originals=tuple(originals)))

    def put_back(self, before: Iterable[Receipt]) -> tuple[Receipt, ...]:
        """Undo: give the files of these receipts the turns, frame and finish that they had.

        A receipt that was sent meanwhile, or has other files by now, is left as it is.
        """
        done = list[Receipt]()
        with self._desk.journal.write():
            for old in before:
                now = self._desk.receipt(old.id)
                if self._is_free(now) and [o.sha256 for o in now.originals] == [o.sha256 for o in old.originals]:
                    back = (
                        replace(o, turns=was.turns, frame=was.frame, finish=was.finish)
                        for o, was in zip(now.originals, old.originals, strict=True)
                    )
                    done.append(self._desk.settle(replace(now, originals=tuple(back))))
        return tuple(done)

    def _each(self, edits: Mapping[str, _Edit]) -> tuple[Change, ...]:
        done, refused = list[Change](), False
        with self._desk.journal.write():
            for receipt_id, edit in edits.items():
                receipt = self._desk.receipt(receipt_id)
                originals = tuple(edit(at, original) for at, original in enumerate(receipt.originals))
                if originals == receipt.originals:
                    continue
                if self._is_free(receipt):
                    done.append((receipt, self._desk.settle(replace(receipt, originals=originals))))
                else:
                    refused = True
        if refused and not done:
            raise Fault(FaultCode.NOT_EDITABLE)
        return tuple(done)

    def _is_free(self, receipt: Receipt) -> bool:
        try:
            self._desk.with_free_pages(receipt.id)
        except Fault as fault:
            if fault.code is FaultCode.NOT_EDITABLE:
                return False
            raise
        return True
