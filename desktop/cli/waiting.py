"""Waiting for receipts to be settled, and reporting each one as it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator

from desktop.cli.exits import Exit, exit_of
from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.outbox.machine import LOGIN_CODES
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State

_POLL = 0.5
_GRACE = 3.0
"""Seconds that requests still out may take when the command ends; later answers are asked for at the next start."""
_DELIVERED = frozenset({State.DRAFTED, State.BOOKED})
_WITH_THE_USER = frozenset({State.NEW, State.READY, State.ATTENTION, State.BINNED, State.REMOVED})


def delivered(receipt: Receipt) -> bool:
    """Return True when Dinero has what was ordered."""
    return receipt.state in _DELIVERED and not receipt.awaits_booking and receipt.wish is None


def settled(receipt: Receipt) -> bool:
    """Return True when the delivery will do no more for a receipt by itself."""
    return delivered(receipt) or (receipt.wish is None and receipt.state in _WITH_THE_USER)


class Watch:
    """Listens to the delivery; gives the watched receipts out once they are settled."""

    def __init__(self) -> None:
        self._news = threading.Event()
        self.note: FaultNote | None = None
        """Why nothing can be sent at present."""

    def receipt_changed(self, _receipt: Receipt) -> None:
        """Look again; the journal is what counts."""
        self._news.set()

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        """Bytes are not told on the command line."""

    def connection(self, note: FaultNote | None) -> None:
        """Remember what holds everything back."""
        self.note = note
        self._news.set()

    def company_stopped(self, _company_id: int, _note: FaultNote | None) -> None:
        """Look again; the journal says which company and why."""
        self._news.set()

    def outcomes(self, desk: Desk, open_ids: list[str], wait: float) -> Iterator[Receipt]:
        """Yield each receipt when it is settled, taken off the list; end when time is over or the rest can't be."""
        end = time.monotonic() + wait
        while open_ids:
            self._news.clear()
            for receipt in [desk.receipt(i) for i in open_ids]:
                if settled(receipt) or receipt.company_id in desk.company_table.stops():
                    open_ids.remove(receipt.id)
                    yield receipt
            left = end - time.monotonic()
            if left <= 0 or (self.note is not None and self.note.code in LOGIN_CODES):
                break
            self._news.wait(min(left, _POLL))


def exit_of_receipt(desk: Desk, receipt: Receipt, note: FaultNote | None, *, taken_back: bool = False) -> Exit:
    """Return the exit status that one receipt asks for; ``taken_back``: the user wanted it in the tray."""
    if delivered(receipt) or (taken_back and receipt.editable):
        return Exit.DONE
    if settled(receipt) or receipt.company_id in desk.company_table.stops():
        return Exit.ATTENTION
    reason = note or receipt.fault
    return exit_of(reason) if reason is not None else Exit.ATTENTION


def run_until_settled(
    desk: Desk,
    receipt_ids: Iterable[str],
    wait: float,
    tell: Callable[[Receipt, FaultNote | None], None],
    *,
    ordered: bool = False,
) -> list[Exit]:
    """Deliver until every receipt is settled or ``wait`` seconds are over; ``tell`` hears of each once.

    ``ordered``: they are to be delivered, so that one that was taken back is not what was wanted.

    Also after Ctrl+C, which is raised again: each is told as far as it has come. Requests still out are given a moment.
    """
    watch, open_ids = Watch(), list(dict.fromkeys(receipt_ids))
    wished = set() if ordered else {i for i in open_ids if desk.receipt(i).wish}
    courier: Courier = desk.new_courier(watch)
    exits: list[Exit] = []

    def report(receipt: Receipt) -> None:
        note = watch.note or desk.company_table.stops().get(receipt.company_id or -1)
        tell(receipt, None if delivered(receipt) else receipt.fault or note)
        exits.append(exit_of_receipt(desk, receipt, watch.note, taken_back=receipt.id in wished))

    courier.start()
    try:
        for receipt in watch.outcomes(desk, open_ids, wait):
            report(receipt)
    finally:
        courier.stop(_GRACE)
        for receipt_id in open_ids:
            report(desk.receipt(receipt_id))
    return exits
