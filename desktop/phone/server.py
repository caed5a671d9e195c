"""The server: one socket on one address, a thread for each connection, and an end that comes by itself."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Protocol

from desktop.phone.gate import Gate
from desktop.phone.limits import Limits
from desktop.phone.network import Place
from desktop.phone.photos import Outcome, Photo, PhotoBook
from desktop.phone.visit import Event, Reception
from desktop.phone.visits import Visits
from desktop.phone.wire import HungUp, Refused, Response, Wire
from desktop.receipts.faults import Fault, FaultCode

log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.2
"""How often an idle server looks whether its time, or that of a connection, is over."""

_ALONE: int | None = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
"""Windows lets another program take over a port that is in use, unless this is asked for."""


class Closed(Enum):
    """Why a link ended."""

    STOPPED = "stopped"
    """The user, or the window, said so."""
    QUIET = "quiet"
    """No photo came for a while."""
    WRONG = "wrong"
    """Somebody tried wrong secrets."""
    FULL = "full"
    """It has taken as much as one link may."""
    MOVED = "moved"
    """The computer has another address now."""
    SLEPT = "slept"
    """The computer was asleep."""
    LEFT = "left"
    """The user logged out: another one may come."""
    BROKEN = "broken"
    """The system took the socket away."""


class Listener(Protocol):
    """Who hears of what happens. Called from the server's threads."""

    def greeted(self) -> None:
        """Tell that the first phone has opened the page: the link is its own."""

    def sending(self, count: int) -> None:
        """Tell how many photos are on their way now."""

    def settled(self) -> None:
        """Tell that a photo has been taken or refused."""

    def closed(self, why: Closed) -> None:
        """Tell that the link has ended; called once."""


class PhoneServer:
    """One link, from :meth:`start` to :meth:`close`. A new one is a new object, with a new secret and another port."""

    def __init__(
        self,
        place: Place,
        take: Callable[[Photo], Outcome],
        listener: Listener,
        limits: Limits | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """``take`` makes a photo durable before it returns; ``context`` encrypts."""
        self._place, self._listener, self._context = place, listener, context
        self._limits = limits or Limits()
        self._gate, self._book = Gate(), PhotoBook(take)
        self._lock = threading.Lock()
        self._visits = Visits(self._limits)
        self._sending = 0
        self._why: Closed | None = None
        self._quiet_from = time.monotonic()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._thread = threading.Thread(target=self._run, name="phone-server", daemon=True)

    # -- from the window

    def start(self) -> str:
        """Listen; return the link. Raises Fault."""
        try:
            if _ALONE is not None:
                self._socket.setsockopt(socket.SOL_SOCKET, _ALONE, 1)
            self._socket.bind((self._place.address, 0))
            self._socket.listen(self._limits.connections)
            self._socket.settimeout(_LOOK_SECONDS)
        except OSError as error:
            self._socket.close()
            raise Fault(FaultCode.PHONE_NO_SERVER, reason=type(error).__name__) from error
        scheme = "https" if self._context else "http"
        origin = f"{scheme}://{self._place.address}:{self._socket.getsockname()[1]}"
        self._reception = Reception(origin, self._gate, self._book, self._limits, self._on_event, self._one_more)
        self._quiet_from = time.monotonic()
        self._thread.start()
        return f"{origin}/{self._gate.secret}"

    def seconds_left(self) -> float:
        """Return the seconds until the link closes by itself; all of them while a photo is on its way."""
        if self._sending:
            return self._limits.quiet_seconds
        return max(0.0, self._quiet_from + self._limits.quiet_seconds - time.monotonic())

    def close(self, why: Closed = Closed.STOPPED) -> None:
        """End the link now: connections are cut, and what has been taken in stays. Returns at once."""
        with self._lock:
            if self._why is not None:
                return
            self._why = why
        self._visits.end()
        with suppress(OSError):  # wakes the thread that listens, where the system can; else it looks soon itself
            self._socket.shutdown(socket.SHUT_RDWR)
        log.info("the phone's link ended: %s", why.value)
        self._listener.closed(why)

    @property
    def is_over(self) -> bool:
        """Whether the link has ended."""
        return self._why is not None

    def join(self, seconds: float) -> bool:
        """Wait for the thread that listens, after ``close``; return whether it ended."""
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    # -- the thread that listens

    def _run(self) -> None:
        with self._socket:  # closed here alone: another socket could get its number while this thread waits for it
            while self._why is None:
                self._wait_for_one()

    def _wait_for_one(self) -> None:
        self._visits.cut_late()
        if self.seconds_left() <= 0:
            self.close(Closed.QUIET)
            return
        try:
            connected, (peer, *_port) = self._socket.accept()
        except TimeoutError:
            return
        except OSError:
            self.close(Closed.BROKEN)
            return
        self._welcome(connected, peer)

    def _welcome(self, connected: socket.socket, peer: str) -> None:
        if not self._place.may_come(peer) or not self._visits.begin(connected, peer):
            connected.close()  # before a byte of it is read
            return
        threading.Thread(target=self._serve, args=(connected, peer), name="phone-visit", daemon=True).start()

    # -- the threads that answer

    def _serve(self, connected: socket.socket, peer: str) -> None:
        try:
            self._converse(connected, peer)
        except (HungUp, OSError):
            pass  # a phone that left; it asks again, or its user does
        except Exception as error:  # noqa: BLE001 - the border of the thread; its text could hold the link or a name
            log.error("unforeseen %s in a phone's visit", type(error).__name__)  # noqa: TRY400 - as above
        finally:
            self._visits.over(connected)
            connected.close()

    def _converse(self, connected: socket.socket, peer: str) -> None:
        connected.settimeout(self._limits.head_seconds)
        if self._context is None:
            self._exchange(connected)
            return
        with self._context.wrap_socket(connected, server_side=True) as hidden:
            self._visits.change(connected, hidden, peer)  # the one before has given its connection to this one
            try:
                self._exchange(hidden)
            finally:
                self._visits.over(hidden)

    def _exchange(self, connected: socket.socket) -> None:
        wire = Wire(connected, self._limits)
        try:
            head = wire.head()
            self._visits.is_heard(connected)
            response = self._reception.answer(head, wire)
        except Refused as refused:
            response = Response(refused.status)
        except HungUp:
            raise
        except Exception:
            wire.answer(Response(500))
            raise
        wire.answer(response)
        wire.linger()

    @contextmanager
    def _one_more(self) -> Iterator[bool]:
        with self._lock:
            may = self._sending < self._limits.uploads
            self._sending += may
            now = self._sending
        if may and not self.is_over:
            self._listener.sending(now)
        try:
            yield may
        finally:
            if may:
                self._one_less()

    def _one_less(self) -> None:
        with self._lock:
            self._sending -= 1
            now = self._sending
        if not self.is_over:  # who listens may have gone with the window
            self._listener.sending(now)

    def _on_event(self, event: Event) -> None:
        if self.is_over:
            return
        if event is Event.GREETED:
            self._quiet_from = time.monotonic()
            self._listener.greeted()
        elif event is Event.SETTLED:
            self._quiet_from = time.monotonic()
            self._listener.settled()
        else:
            self.close(Closed.WRONG if event is Event.TOO_MANY_WRONG else Closed.FULL)
