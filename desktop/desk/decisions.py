"""What the user decides about receipts that have left the tray."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import replace

from desktop.outbox.moves import resumed
from desktop.outbox.wishes import adopting, replacing, undo_wished
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import CompanyTable, Journal, ReceiptTable

_AT_ONCE = frozenset({FaultCode.RATE_LIMITED})
"""A pause that Dinero asked for; no wish of the user's shortens it."""


class Decisions(ABC):
    """The part of the desk that takes back, tries again, and answers questions. For worker threads."""

    journal: Journal
    receipt_table: ReceiptTable
    company_table: CompanyTable

    @abstractmethod
    def receipt(self, receipt_id: str) -> Receipt:
        """Return one receipt. Raises Fault NOT_FOUND."""

    @abstractmethod
    def receipts(self) -> tuple[Receipt, ...]:
        """Return every receipt, the newest first."""

    @abstractmethod
    def _settled(self, receipt: Receipt) -> Receipt:
        """Keep a receipt of the tray as ``ready`` or ``new``."""

    def undo(self, receipt_ids: Iterable[str], *, offset: bool = False) -> tuple[Receipt, ...]:
        """Take receipts back into the tray; what can't be at once is journalled as a wish, and done as soon as it can.

        A draft in Dinero is deleted; a file that is there stays, and is used again. A booked voucher is left alone
        unless ``offset``: the user knows that Dinero will make an offset entry. Returns what has changed.
        """
        return self._each(receipt_ids, lambda receipt: undo_wished(receipt, offset=offset))

    def unsend(self, receipt_ids: Iterable[str]) -> tuple[Receipt, ...]:
        """Bring receipts back to the tray as far as nothing has left; what has left stays and is not returned."""
        return self._each(receipt_ids, lambda r: undo_wished(r) if r.state is State.QUEUED else None)

    def back_to_tray(self, receipt_id: str) -> Receipt:
        """Let the user edit a receipt that needs attention, or whose voucher was removed in Dinero.

        A file that is in Dinero already is used again; a voucher of ours that is there is deleted first (a wish).
        Raises Fault NOT_EDITABLE.
        """
        with self.journal.write():
            receipt = self.receipt(receipt_id)
            back = undo_wished(receipt) if receipt.state in {State.ATTENTION, State.REMOVED} else None
            if back is None:
                raise Fault(FaultCode.NOT_EDITABLE)
            return self._settled(back) if back.editable else self.receipt_table.save(back)

    def use_mine(self, receipt_id: str) -> Receipt:
        """Delete the draft that Dinero's own scan made of the file, and make ours. Raises Fault NOT_EDITABLE."""
        return self._decide(receipt_id, replacing)

    def keep_theirs(self, receipt_id: str) -> Receipt:
        """Take the voucher that is there already for this receipt's own. Raises Fault NOT_EDITABLE."""
        return self._decide(receipt_id, adopting)

    def leave_booked(self, receipt_id: str) -> Receipt:
        """Let a voucher stay as it is: booked before it could be undone, or one of two. Raises Fault NOT_EDITABLE."""
        return self._decide(receipt_id, _left_booked)

    def try_now(self, receipt_ids: Iterable[str] | None = None) -> tuple[Receipt, ...]:
        """Let waiting receipts go at once, and those that need attention try again where they stopped.

        A receipt that Dinero has from another computer is sent all the same, once it is named here. Not hurried: a
        pause that Dinero asked for (429), and a look-up whose answer may still change.
        """
        ids = [r.id for r in self.receipt_table.present(0)] if receipt_ids is None else list(receipt_ids)
        with self.journal.write():
            for company_id in self.company_table.stops():
                self.company_table.stop(company_id, None)
            return self._each(ids, lambda r: _hurried(r, everything=receipt_ids is None))

    def _decide(self, receipt_id: str, decide: Callable[[Receipt], Receipt | None]) -> Receipt:
        changed = self._each([receipt_id], decide)
        if not changed:
            raise Fault(FaultCode.NOT_EDITABLE)
        return changed[0]

    def _each(self, ids: Iterable[str], change: Callable[[Receipt], Receipt | None]) -> tuple[Receipt, ...]:
        with self.journal.write():
            changed = [change(self.receipt(i)) for i in ids]
            return tuple(self.receipt_table.save(r) for r in changed if r is not None)


def _left_booked(receipt: Receipt) -> Receipt | None:
    fault = receipt.fault
    if fault is None or fault.code not in {FaultCode.BOOKED_ALREADY, FaultCode.DOUBLE_IN_DINERO}:
        return None
    other = str(fault.params.get("guid", ""))  # is not spoken of again
    return replace(receipt, fault=None, gone_vouchers=(*receipt.gone_vouchers, *([other] if other else [])))


def _hurried(receipt: Receipt, *, everything: bool) -> Receipt | None:
    if receipt.state is State.ATTENTION and receipt.resume and not everything:
        twin = receipt.fault is not None and receipt.fault.code is FaultCode.TWIN_IN_DINERO
        return replace(resumed(receipt), twin_accepted=receipt.twin_accepted or twin)
    waits = receipt.fault is not None and receipt.fault.code not in _AT_ONCE and receipt.state is not State.UNCERTAIN
    if receipt.not_before and waits and receipt.state is not State.ATTENTION:
        return replace(receipt, not_before=None)
    return None
