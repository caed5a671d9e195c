"""What the user decides about receipts that have left the tray: the part of the bridge for outbox and archive."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.gui.affairs import Affairs
from desktop.gui.workers import Lane
from desktop.receipts.receipt import Receipt

if TYPE_CHECKING:
    from desktop.desk import Desk


class Decisions(Affairs):
    """Commands to take back, to try again, and to answer what is asked; each is one transaction of the desk."""

    def changed(self, receipts: Sequence[Receipt]) -> None:
        """Take over new facts about receipts and tell the widgets."""
        raise NotImplementedError

    def wake(self) -> None:
        """Let the delivery look for work now."""
        raise NotImplementedError

    def undo_sending(self, receipt_ids: Sequence[str], *, offset: bool = False) -> None:
        """Take sent receipts back to the tray: at once where nothing has left, else as soon as Dinero has answered.

        ``offset``: the user knows that Dinero makes an offset entry for a booked voucher, and wants it.
        """
        work = partial(self.desk.undo, tuple(receipt_ids), offset=offset)
        self.crew.run(Lane.DISK, work, self._undone)

    def _undone(self, receipts: tuple[Receipt, ...]) -> None:
        self._go_on(receipts)
        if receipts:
            self.undoing.emit(receipts)
        else:
            self.nothing_undone.emit()

    def back_to_tray(self, receipt_id: str) -> None:
        """Make a receipt that needs the user, or whose voucher was removed in Dinero, editable again."""
        self.crew.run(Lane.DISK, partial(self.desk.back_to_tray, receipt_id), self._decided)

    def use_mine(self, receipt_id: str) -> None:
        """Delete the draft that Dinero made of a receipt's file, and make ours."""
        self.crew.run(Lane.DISK, partial(self.desk.use_mine, receipt_id), self._decided)

    def keep_theirs(self, receipt_id: str) -> None:
        """Take the voucher that is in Dinero already for this receipt's own."""
        self.crew.run(Lane.DISK, partial(self.desk.keep_theirs, receipt_id), self._decided)

    def leave_booked(self, receipt_id: str) -> None:
        """Let a voucher that was booked before it could be undone stay."""
        self.crew.run(Lane.DISK, partial(self.desk.leave_booked, receipt_id), self._decided)

    def _decided(self, receipt: Receipt) -> None:
        self._go_on((receipt,))

    def send_anyway(self, receipt_id: str) -> None:
        """Let a receipt go on that was stopped because it may be in the books already: it is another purchase."""
        self.crew.run(Lane.DISK, partial(_send_anyway, self.desk, receipt_id), self._go_on)

    def try_now(self, receipt_ids: Sequence[str] | None = None) -> None:
        """Go again now; None means all that wait."""
        ids = None if receipt_ids is None else tuple(receipt_ids)
        self.crew.run(Lane.DISK, partial(self.desk.try_now, ids), self._go_on)

    def _go_on(self, receipts: tuple[Receipt, ...]) -> None:
        self.changed(receipts)
        self.wake()


def _send_anyway(desk: Desk, receipt_id: str) -> tuple[Receipt, ...]:
    desk.guards.keep_both_sent(receipt_id)
    return desk.try_now((receipt_id,))
