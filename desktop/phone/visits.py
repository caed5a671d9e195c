"""The connections that are open: how many, whose, and until when each must have said what it wants."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from desktop.phone.limits import Limits

_GRACE = 1.2
"""Whose time is up for the headers is answered so; this cuts only what has not even shaken hands."""


@dataclass(slots=True)
class _Visit:
    peer: str
    until: float | None
    """The head of the request must be there by then, the handshake of an encrypted one included; None: it is."""


class Visits:
    """Safe to use from any thread."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._open: dict[socket.socket, _Visit] = {}
        self._ended = False

    def begin(self, connected: socket.socket, peer: str) -> bool:
        """Note a new connection; return False when there are too many already, or all is over."""
        with self._lock:
            same = sum(visit.peer == peer for visit in self._open.values())
            if self._ended or len(self._open) >= self._limits.connections or same >= self._limits.each:
                return False
            self._open[connected] = _Visit(peer, time.monotonic() + _GRACE * self._limits.head_seconds)
            return True

    def change(self, before: socket.socket, after: socket.socket, peer: str) -> None:
        """Note that a connection goes on as another socket."""
        with self._lock:
            visit = self._open.pop(before, None) or _Visit(peer, time.monotonic())
            self._open[after] = visit
            ended = self._ended
        if ended:
            _cut(after)

    def is_heard(self, connected: socket.socket) -> None:
        """Note that the head of the request is there."""
        with self._lock:
            visit = self._open.get(connected)
            if visit is not None:
                visit.until = None

    def over(self, connected: socket.socket) -> None:
        """Forget a connection."""
        with self._lock:
            self._open.pop(connected, None)

    def cut_late(self) -> None:
        """Cut those that have not said in time what they want."""
        now = time.monotonic()
        with self._lock:
            late = [each for each, visit in self._open.items() if visit.until is not None and visit.until < now]
        for each in late:
            _cut(each)

    def end(self) -> None:
        """Cut all, and let no more begin."""
        with self._lock:
            self._ended = True
            cut = list(self._open)
        for each in cut:
            _cut(each)


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
