"""The threads behind the window: lanes that run work and hand its result back to the GUI thread."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from enum import Enum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.receipts.faults import Fault, FaultCode, FaultNote

log = logging.getLogger(__name__)
T = TypeVar("T")
Settle = Callable[[], None]


class Lane(Enum):
    """Work that must not wait for other work has a lane of its own. The value is the number of its threads."""

    DISK = ("disk", 1)
    """Short commands, in the order in which they were given."""
    INTAKE = ("intake", 1)
    """A thousand dropped files must not hold up the saving of one field."""
    NETWORK = ("network", 1)
    VERSIONS = ("versions", 1)
    """Nothing waits for the answer, and it must not make others wait."""
    LINKS = ("links", 1)
    """What the user lets be fetched from the web: a slow shop must not hold up Dinero."""
    IMAGES = ("images", 2)
    """Two are enough: Pillow lets go of the GIL."""
    ARCHIVE = ("archive", 1)
    """Long work on what is delivered: exports, checks of originals, the daily question to Dinero."""
    READING = ("reading", 2)
    """They wait for the processes that read."""
    LIKENESS = ("likeness", 1)
    """Pictures drawn and compared, for which nobody waits."""
    PHONE = ("phone", 1)
    """What a phone sends: its user stands there and waits, whatever has been dropped before."""
    FOLDERS = ("folders", 1)
    """A look into a folder that may be on a network drive, or at scanners: it may take its time."""


_DROPPED = frozenset({
    Lane.ARCHIVE, Lane.FOLDERS, Lane.IMAGES, Lane.LIKENESS, Lane.LINKS, Lane.NETWORK, Lane.READING, Lane.VERSIONS,
})  # fmt: skip
"""Of these the work that has not begun is dropped at the end."""


def note_of(error: BaseException) -> FaultNote:
    """Return what the user is told about ``error``; an unforeseen one is logged by its type and place, not its text.

    The text of a foreign exception may hold a path, an address or a secret, so it stays out of the log.
    """
    if isinstance(error, Fault):
        return error.note()
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    log.error("unforeseen %s in %s", type(error).__name__, where)
    return FaultNote(FaultCode.INTERNAL, {"kind": type(error).__name__})


class Crew(QObject):
    """Runs work in lanes. What follows a piece of work runs in the GUI thread, in which the crew lives."""

    failed = Signal(object)
    """FaultNote of work that nobody else takes the fault of."""
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: ThreadPoolExecutor(lane.value[1], f"gui-{lane.value[0]}") for lane in Lane}
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._open: set[Future[None]] = set()
        self._stopping = False
        self._settled.connect(self._settle)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[FaultNote], None] | None = None,
    ) -> None:
        """Run ``work`` in ``lane``, then in the GUI thread ``then`` with its result or ``otherwise`` with its fault."""
        if not self._stopping:
            self._submit(lane, partial(self._work, work, then, otherwise))

    def draw(
        self,
        priority: int,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[FaultNote], None],
    ) -> None:
        """Run picture work: the lowest ``priority`` number first, and of equals the one asked for last."""
        if self._stopping:
            return
        job: Callable[[], None] = partial(self._work, work, then, otherwise)
        with self._lock:
            heapq.heappush(self._waiting, (priority, -next(self._order), job))
        self._submit(Lane.IMAGES, self._draw_next)

    def forget_pictures(self) -> None:
        """Drop the picture work that has not begun."""
        with self._lock:
            self._waiting.clear()

    def stop(self, seconds: float = 5.0) -> bool:
        """Take no more work and wait for what is under way. Return whether all of it ended in time.

        Pictures, readings and network calls that wait are dropped; what the user did (fields, files) is always carried
        out.
        """
        self._stopping = True
        self.forget_pictures()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=False, cancel_futures=lane in _DROPPED)
        return not wait(list(self._open), timeout=seconds).not_done

    def is_stopping(self) -> bool:
        """Return True once no more work is taken: what can be cut short should be."""
        return self._stopping

    def idle(self, seconds: float) -> bool:
        """Wait until nothing is under way, for at most ``seconds``. Return whether that came true."""
        until = time.monotonic() + seconds
        while self._open and time.monotonic() < until:
            wait(list(self._open), timeout=max(0.0, until - time.monotonic()))
        return not self._open

    def _submit(self, lane: Lane, job: Callable[[], None]) -> None:
        future = self._pools[lane].submit(job)
        self._open.add(future)
        future.add_done_callback(self._close)

    def _close(self, future: Future[None]) -> None:
        self._open.discard(future)
        try:
            error = future.exception()
        except CancelledError:
            return
        if error is not None:
            note_of(error)

    def _draw_next(self) -> None:
        with self._lock:
            job = heapq.heappop(self._waiting)[2] if self._waiting else None
        if job is not None:
            job()

    def _work(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None,
        otherwise: Callable[[FaultNote], None] | None,
    ) -> None:
        settle: Settle
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - the border of the thread: whatever happens must reach the user
            settle = partial(otherwise or self.failed.emit, note_of(error))
        else:
            if then is None:
                return
            settle = partial(then, result)
        if not self._stopping:
            self._settled.emit(settle)

    @Slot(object)
    def _settle(self, settle: Settle) -> None:
        settle()
