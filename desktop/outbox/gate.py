"""One row a request, written before it leaves, and room for it under Dinero's limit.

The row that the delivery journals for a step, together with the step's state, pays for the first request of that step.
What a step needs beyond it (the next page of a list, the repeat after a 401) gets a row of its own here, and so does
everything that is read outside a step. What names no company is let through: Dinero counts by company.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from desktop.dinero import Call, Passage, Uncounted
from desktop.receipts.faults import Fault, FaultCode
from desktop.store import RequestStart, RequestTable

PER_MINUTE = 90
"""Of the 100 requests a minute that Dinero allows for each company and client (contract section 7.4).

The rest is room for those under way: one that took long to arrive may meet the first of the next minute there.
"""
_PAUSE_S = 60.0
"""How long the pause is when Dinero names no time."""
_LONGEST_REST_S = 1.0
"""Seconds after which a wait looks again: another process may have met a 429, and Ctrl+C has to be noticed."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quota:
    """What Dinero counts the requests of a company by, and how many may leave in a minute."""

    client: str
    """The client id of the registration."""
    per_minute: int = PER_MINUTE


@dataclass(slots=True)
class _Step:
    """The journalled step of one thread."""

    number: int
    start: RequestStart
    latest: Call | None = None


class RequestGate:
    """The gate of every client with one client id. Safe from any thread; each has one step under way at most."""

    def __init__(self, requests: RequestTable, quota: Quota, rest: Callable[[float], None]) -> None:
        """``rest`` waits so many seconds, and raises when there is nothing more to wait for."""
        self._requests = requests
        self._quota = quota
        self._rest = rest
        self._own = threading.local()

    # a step of the delivery

    def try_begin(self, start: RequestStart) -> int | dt.timedelta:
        """Write a row if there is room, and return its number; else return how long to :meth:`rest`.

        Raises Fault RATE_LIMITED while the pause that Dinero asked for lasts.
        """
        return self._requests.begin(start, self._quota.per_minute)

    def rest(self, wait: dt.timedelta) -> None:
        """Wait until it is worth trying again. Raises what the gate's ``rest`` raises."""
        self._rest(min(wait.total_seconds(), _LONGEST_REST_S))

    def pay(self, number: int, start: RequestStart) -> None:
        """Let the row of a step, which is durable by now, pay for the next request of this thread."""
        self._own.step = _Step(number, start)

    def end_step(self) -> None:
        """Let later requests of this thread belong to no step."""
        self._own.step = None

    # every request

    def enter(self, call: Call) -> Passage:
        """Return once the request may leave; its row is durable by then.

        Raises Fault RATE_LIMITED while the pause that Dinero asked for lasts, and what ``rest`` raises.
        """
        if call.company is None:
            return Uncounted()
        step: _Step | None = getattr(self._own, "step", None)
        if step is None:
            start = RequestStart("reference", call.company, self._quota.client, None, {"what": _subject(call)})
            return _Passed(self._requests, self._begun(start), own=True)
        before, step.latest = step.latest, call
        if before is None:
            return _Passed(self._requests, step.number, own=False)
        return _Passed(self._requests, self._begun(_beyond(step.start, before, call)), own=True)

    def _begun(self, start: RequestStart) -> int:
        while isinstance(number := self.try_begin(start), dt.timedelta):
            self.rest(number)
        return number


def _beyond(start: RequestStart, before: Call, call: Call) -> RequestStart:
    """Return the row of a step's further request: the same call again, the next page, or another question."""
    kind, detail = "look_up", {"what": _subject(call)}
    if call is before:
        kind, detail = "again", {}
    elif call.path == before.path and "page" in call.query:
        kind, detail = "page", {"page": str(int(call.query["page"]) + 1)}
    return RequestStart(kind, start.company_id, start.client, start.receipt_id, detail)


def _subject(call: Call) -> str:
    """Return what is asked for: ``accounts/purchase``. The path's first parts are the version and the company."""
    return "/".join(call.path.split("/")[3:])


class _Passed:
    """One request under way, and its row."""

    def __init__(self, requests: RequestTable, number: int, *, own: bool) -> None:
        self._requests = requests
        self._number = number
        self._own = own

    def answered(self, fault: Fault | None, date: dt.datetime | None) -> None:
        """Journal a 429 for all processes at once, and how a row of its own ended."""
        try:
            if fault is not None and fault.code is FaultCode.RATE_LIMITED:
                self._requests.refused(self._number, fault.retry_after or _PAUSE_S)
            self._end(fault, date)
        except Fault as trouble:  # its row says "not known", and the answer still counts
            _log.warning("the end of request %s could not be written: %s", self._number, trouble.code.value)

    def failed(self, fault: Fault) -> None:
        """Journal that a row of its own ended without an answer."""
        try:
            self._end(fault, None)
        except Fault as trouble:
            _log.warning("the end of request %s could not be written: %s", self._number, trouble.code.value)

    def _end(self, fault: Fault | None, date: dt.datetime | None) -> None:
        """End a row of its own. A step ends its row itself, once it knows what all its requests came to."""
        if self._own:
            self._requests.settle(self._number, fault.code.value if fault else "ok", date)
