"""In front of the routes: faults, the rate limit, the log of requests, one lock round everything."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from desktop.sandbox.access import caller_of
from desktop.sandbox.answers import fault_answer, quota_exceeded
from desktop.sandbox.faults import Fault, FaultKind
from desktop.sandbox.here import Desk
from desktop.sandbox.records import LoggedRequest


class Cut(Exception):  # noqa: N818 - an order, not an error
    """The connection is to end without an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a response, of whose body perhaps only a part is sent before the connection ends."""

    response: Response
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What a request is about."""

    operation: str
    method: str
    path: str
    org: int | None

    @property
    def own(self) -> bool:
        """True for the sandbox's own pages and switches: they meet no fault and stand in no log."""
        return self.operation == "static" or self.operation.startswith(("control_", "page_"))


class Front:
    """Carries out one request after the other; waiting is done outside the lock."""

    def __init__(self, app: Flask, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._slow = threading.Condition()
        self._hurried = 0
        self._closing = False
        self._recent: dict[tuple[int, str], deque[float]] = defaultdict(deque)

    def hurry(self) -> None:
        """Let every request that waits now go on at once."""
        with self._slow:
            self._hurried += 1
            self._slow.notify_all()

    def close(self) -> None:
        """Let every request go on at once, those that are still to come too."""
        self._closing = True
        self.hurry()

    def _wait(self, seconds: float) -> None:
        with self._slow:
            before = self._hurried
            self._slow.wait_for(lambda: self._closing or self._hurried != before, seconds)

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request. Raises Cut when there is to be none."""
        began = time.monotonic()
        place = self._place(request)
        fault = self._fault(place)
        status = 0
        try:
            answer = self._with(fault, place, request)
            status = answer.response.status_code
        finally:
            self._log(place, request, status, time.monotonic() - began, fault)
        return answer

    def _fault(self, place: Place) -> Fault | None:
        if place.own:
            return None
        with self._desk.world.lock:
            return self._desk.faults.take(place.operation, place.method, place.path, place.org)

    def _with(self, fault: Fault | None, place: Place, request: Request) -> Answer:
        if fault is None:
            return Answer(self._right(place, request))
        if not fault.after:
            self._wait(fault.seconds)
        slow = fault.kind is FaultKind.SLOW
        right = self._right(place, request) if fault.after or slow else None
        if fault.after:
            self._wait(fault.seconds)
        if fault.kind is FaultKind.CUT:
            raise Cut
        if fault.kind in {FaultKind.TRUNCATED, FaultKind.SLOW} and right is not None:
            return Answer(right, truncated=not slow)
        return Answer(fault_answer(fault, right, self._desk.world.options))

    def _right(self, place: Place, request: Request) -> Response:
        with self._desk.world.lock:
            self._desk.world.operation = place.operation
            refused = self._over_quota(place, request)
            return refused or Response.from_app(self._app, request.environ, buffered=True)

    def _place(self, request: Request) -> Place:
        try:
            endpoint, values = self._app.url_map.bind_to_environ(request.environ).match()
        except HTTPException:
            endpoint, values = "unknown", {}
        return Place(endpoint.rpartition(".")[2], request.method, request.path, values.get("org"))

    def _over_quota(self, place: Place, request: Request) -> Response | None:
        """Count a call of a company's API; return a 429 when there were too many (contract 7.4)."""
        world = self._desk.world
        caller = caller_of(world, request.headers.get("Authorization"))
        limit = world.options.personal_rate_limit if caller and caller.personal else world.options.rate_limit
        if place.org is None or caller is None or limit is None or place.own:
            return None
        recent, now = self._recent[place.org, caller.client], world.clock()
        while recent and recent[0] <= now - world.options.rate_window:
            recent.popleft()
        if len(recent) >= limit:
            wait = int(recent[0] + world.options.rate_window - now) + 1
            return quota_exceeded(limit, wait if world.options.retry_after else None)
        recent.append(now)
        return None

    def _log(self, place: Place, request: Request, status: int, seconds: float, fault: Fault | None) -> None:
        if place.own:
            return
        shown = "" if place.operation in {"authorize", "callback"} else request.query_string.decode("latin-1")
        world = self._desk.world
        with world.lock:
            world.requests.append(LoggedRequest(
                world.clock(), place.method, place.path, shown, place.operation, place.org, status,
                request.content_length or 0, seconds, None if fault is None else str(fault.kind)))  # fmt: skip
