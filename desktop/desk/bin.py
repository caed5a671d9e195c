"""The bin: what is in it, how long it stays, and how it goes for good. For worker threads.

Only receipts of which nothing has ever left go by themselves after a month. One that was sent once has a file in
Dinero's archive; it stays as long as accounts have to be kept, however it was undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.config import BIN_DAYS
from desktop.desk.recovery import doubted_before
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store.bin import BinTable

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk

YEARS = 5
"""Years after the accounting year that accounts are kept (Danish bookkeeping act, section 12)."""


@dataclass(frozen=True, slots=True)
class Binned:
    """A receipt in the bin."""

    receipt: Receipt
    until: dt.date
    """The day on which it goes by itself."""
    sent_once: bool
    """True: something of it has left this computer, so it can't be deleted before that day."""


class Bin:
    """The part of the desk that empties the bin."""

    def __init__(self, desk: ReceiptDesk, checkpoint: Callable[[str], None] = lambda _point: None) -> None:
        self._desk = desk
        self._table = BinTable(desk.journal)
        self._checkpoint = checkpoint

    def contents(self) -> tuple[Binned, ...]:
        """Return what lies in the bin, the last thrown out first.

        Left out is what only looks binned: a receipt all of whose pages are part of another one now.
        """
        desk = self._desk
        used = {o.sha256 for r in desk.receipts() if r.state is not State.BINNED for o in r.originals}
        binned = (r for r in desk.receipt_table.in_states([State.BINNED]))
        shown = (r for r in binned if any(o.sha256 not in used for o in r.originals) or not r.originals)
        return tuple(sorted((self._told(r) for r in shown), key=lambda b: b.receipt.changed_at, reverse=True))

    def delete(self, receipt_ids: Iterable[str]) -> tuple[str, ...]:
        """Delete receipts of the bin for good; return the ids of those that are gone.

        Raises Fault KEPT_FOR_YEARS when one of them was sent once: nothing is deleted then.
        """
        with self._desk.journal.write():
            binned = [b for i in receipt_ids if (b := self._in_bin(i)) is not None]
            kept = next((b for b in binned if b.sent_once and b.until > self._desk.today()), None)
            if kept is not None:
                raise Fault(FaultCode.KEPT_FOR_YEARS, year=kept.until.year)
            for each in binned:
                self._table.bury(each.receipt)
        self._checkpoint("buried")
        self.finish()
        return tuple(b.receipt.id for b in binned)

    def empty_old(self) -> tuple[str, ...]:
        """Delete what has lain in the bin for its time; return the ids."""
        today = self._desk.today()
        old = [r.id for r in self._desk.receipt_table.in_states([State.BINNED]) if self._told(r).until <= today]
        return self.delete(old) if old else ()

    def finish(self) -> None:
        """Remove the bytes of what is gone; what a kill left of an earlier time too. Raises Fault.

        Within the journal's write lock, so that a drop of the same bytes comes before it or after it, not between.
        """
        desk = self._desk
        for sha256 in self._table.marked():
            with desk.journal.write():
                if not self._table.is_used(sha256) and not desk.vault.is_awaited(sha256, desk.receipt_table.ids()):
                    desk.vault.remove(sha256)
                    self._checkpoint("removed")
                self._table.unmark(sha256)

    # -- how long

    def _in_bin(self, receipt_id: str) -> Binned | None:
        receipt = self._desk.receipt_table.get(receipt_id)
        return self._told(receipt) if receipt is not None and receipt.state is State.BINNED else None

    def _told(self, receipt: Receipt) -> Binned:
        if not self._was_sent(receipt):
            return Binned(
                receipt, receipt.changed_at.astimezone().date() + dt.timedelta(days=BIN_DAYS + 1), sent_once=False
            )
        # An accounting year can end in the calendar year after the receipt's date.
        day = receipt.draft.date or (receipt.sent_at or receipt.added_at).date()
        latest = max(day, receipt.added_at.date())
        return Binned(receipt, dt.date(latest.year + 1 + YEARS + 1, 1, 1), sent_once=True)

    def _was_sent(self, receipt: Receipt) -> bool:
        """Return whether something of a receipt may have left: when in doubt, yes."""
        if receipt.file_guid or receipt.voucher_guid or receipt.gone_vouchers or receipt.wish:
            return True
        doubted = doubted_before(self._desk.journal)
        if doubted is not None and receipt.added_at < doubted:
            return True
        return bool(self._desk.request_table.of_receipt(receipt.id))
