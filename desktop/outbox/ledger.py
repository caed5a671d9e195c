"""Every request of the delivery is written down before it leaves, together with the state that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop.outbox.gate import Quota, RequestGate
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import Journal, ReceiptTable, RequestStart, RequestTable

_MINUTE = dt.timedelta(minutes=1)
_SUPPLIER_IS_KNOWN = dt.timedelta(hours=1)
"""A supplier is not made again so soon: Dinero would refuse it. Later a person may have removed it."""


class Overtaken(Exception):  # noqa: N818 - no fault: the user (or another process) was quicker
    """The receipt is no longer what the step was chosen for; nothing was written."""


class Stopped(Exception):  # noqa: N818 - no fault: the program is closing
    """The delivery stops; nothing was written."""


def _order_of(receipt: Receipt) -> tuple[object, ...]:
    """Return what tells one order from the next: a receipt undone, changed and sent again has another time."""
    return receipt.state, receipt.company_id, receipt.resume, receipt.sent_at, receipt.wish


Detail = Mapping[str, str | int | float]


class Ledger:
    """The journal as the delivery writes it. Methods may be called from any thread."""

    def __init__(self, journal: Journal, quota: Quota, pause: Callable[[float], bool]) -> None:
        """``pause(seconds)`` waits, and returns True when the delivery is to stop."""
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._requests = RequestTable(journal)
        self._client = quota.client
        self._per_minute = quota.per_minute
        self._pause = pause
        self.gate = RequestGate(self._requests, quota, self._rest)
        """Every client of this delivery has to pass it."""

    def _rest(self, seconds: float) -> None:
        if self._pause(seconds):
            raise Stopped

    def begin(self, receipt: Receipt, kind: str, detail: Detail, state: State | None = None) -> tuple[Receipt, int]:
        """Journal a request about to leave, and ``state`` if it writes, in one transaction; durable on return.

        Waits for room under the rate limit. Returns the receipt as journalled and the request's number. Raises
        Overtaken when the receipt's state has changed meanwhile, Stopped when the program is closing, Fault
        RATE_LIMITED while the pause that Dinero asked for lasts.
        """
        if receipt.company_id is None:
            raise Fault(FaultCode.NO_COMPANY, Effect.STOP_RECEIPT)
        start = RequestStart(kind, receipt.company_id, self._client, receipt.id, detail)
        while True:
            with self._journal.write():
                self._require_same(receipt)
                number = self.gate.try_begin(start)
                if isinstance(number, int) and state:
                    receipt = self._receipts.save(replace(receipt, state=state))
            if isinstance(number, int):
                self.gate.pay(number, start)
                return receipt, number
            self.gate.rest(number)

    def _require_same(self, receipt: Receipt) -> None:
        now = self._receipts.get(receipt.id)
        if now is None or _order_of(now) != _order_of(receipt):
            raise Overtaken

    def settle(self, number: int, outcome: str | None, server_date: dt.datetime | None) -> None:
        """Journal how a request ended: "ok" or a fault's code; with None its row goes on saying that it isn't known."""
        self.gate.end_step()
        if outcome is not None:
            self._requests.settle(number, outcome, server_date)

    def has_room(self, company_id: int) -> bool:
        """Return True when a request of the company could leave now."""
        return self._requests.has_room(company_id, self._client, self._per_minute)

    def is_quiet(self, company_id: int, most: int) -> bool:
        """Return True when the company had at most ``most`` requests in the last minute."""
        since = self._journal.now() - _MINUTE
        return self._requests.begun_since(company_id, self._client, since) <= most

    def supplier_made(self, company_id: int, guid: str) -> bool:
        """Return True when this supplier was made or seen a short while ago, for another receipt perhaps."""
        since = self._journal.now() - _SUPPLIER_IS_KNOWN
        return any(self._requests.done_since(company_id, kind, guid, since) for kind in ("contact", "look_up"))

    def first_attempt(self, receipt_id: str, kind: str) -> dt.datetime | None:
        """Return when the first request of this kind began, by the later-checked of our clock and the server's.

        The earlier of the two is returned, so that a look-up never starts too late.
        """
        row = self._requests.first_attempt(receipt_id, kind)
        if row is None:
            return None
        return min(row.begun_at, row.server_date or row.begun_at)
