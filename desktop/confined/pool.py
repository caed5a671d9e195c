"""Workers that are spoken to over a pipe, and killed when they take too long.

Decoders, pdfium and expat are large libraries that are fed bytes of strangers. A crash, an endless loop or a flood of
memory ends the worker and costs that one document its answer; the next one gets a new worker. Processes are spawned,
not forked, on every system: the program has threads.
"""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.confined.limits import Limits
from desktop.confined.turns import AT_ONCE, Turns
from desktop.confined.worker import Broken, Late, Unstarted, Worker
from desktop.receipts.faults import Effect, Fault, FaultCode

if TYPE_CHECKING:
    from desktop.confined.worker import Serve


@dataclass(frozen=True, slots=True)
class Troubles:
    """What it is called when a task gets no answer."""

    late: FaultCode = FaultCode.READING_TOO_LONG
    """The worker was killed at the task's time limit."""
    broken: FaultCode = FaultCode.READING_FAILED
    """The worker ended over the task."""
    unavailable: FaultCode = FaultCode.READING_FAILED
    """There was no worker: none could be started, or the pool was closed. No task is to blame."""


class Pool:
    """Worker processes that answer tasks. Methods may be called from any thread.

    No process is started before the first task, or before `start_ahead`.
    """

    def __init__(self, serve: Serve, name: str, limits: Limits | None = None, troubles: Troubles | None = None) -> None:
        self._serve, self._name = serve, name
        self._limits = limits or Limits()
        self._troubles = troubles or Troubles()
        self._turns = Turns(self._limits.workers, self._limits.spared)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._closed = False
        _pools.add(self)

    def ask(self, task: bytes) -> bytes:
        """Return the answer to a task, its parts in one; waits for a free worker. Raises as `ask_parts`."""
        return b"".join(self.ask_parts(task))

    def ask_parts(self, task: bytes, seconds: float | None = None, rank: int = AT_ONCE) -> tuple[bytes, ...]:
        """Return the parts of the answer to a task; waits for a free worker.

        ``seconds``: how long this one may take (None: as the limits say). ``rank``: AT_ONCE or LATER.
        Raises Fault with the codes of the pool's `Troubles`.
        """
        seconds = self._limits.seconds if seconds is None else seconds
        with self._turns.turn(rank):
            try:
                return self._tried(task, seconds)
            except Late as error:
                raise Fault(self._troubles.late) from error
            except Broken as error:
                if self._closed:
                    raise Fault(self._troubles.unavailable, Effect.WAIT) from error
                raise Fault(self._troubles.broken) from error
            except Unstarted as error:
                raise Fault(self._troubles.unavailable, Effect.WAIT) from error

    def start_ahead(self) -> None:
        """Start the workers, so that the first tasks needn't wait for them."""
        with self._lock:
            missing = 0 if self._closed else self._limits.workers - len(self._all)
        for _number in range(missing):
            try:
                self._give_back(self._started())
            except Unstarted:  # the first task will say so
                return

    def rest(self) -> None:
        """End the workers that have nothing to do; the next task starts one again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            self._drop(worker)

    def close(self) -> None:
        """End all workers at once; what is under way ends with a Fault."""
        with self._lock:
            self._closed = True
            workers = tuple(self._all)
            self._idle.clear()
        for worker in workers:
            worker.kill()

    def processes(self) -> tuple[int, ...]:
        """Return the ids of the workers that there are."""
        with self._lock:
            return tuple(worker.pid for worker in self._all)

    def _tried(self, task: bytes, seconds: float) -> tuple[bytes, ...]:
        """Give a task to a worker, and to new ones as long as the limits allow, if it breaks."""
        for number in range(1, self._limits.tries):
            try:
                return self._answered(self._taken(fresh=number > 1), task, seconds)
            except (Broken, Unstarted):
                continue
        return self._answered(self._taken(fresh=self._limits.tries > 1), task, seconds)

    def _answered(self, worker: Worker, task: bytes, seconds: float) -> tuple[bytes, ...]:
        try:
            answer = worker.ask(task, seconds)
        except BaseException:
            self._drop(worker)
            raise
        if worker.goes_on:
            self._give_back(worker)
        else:
            self._drop(worker)
        return answer

    def _taken(self, *, fresh: bool) -> Worker:
        """Return a worker; a ``fresh`` one has done nothing yet, and takes the place of one that has."""
        with self._lock:
            idle = self._idle.pop() if self._idle and not self._closed else None
        if idle is not None and not fresh:
            return idle
        if idle is not None:
            self._drop(idle)
        return self._started()

    def _started(self) -> Worker:
        """Return a new worker. Raises Unstarted, also when the pool is closed."""
        worker = None if self._closed else Worker(self._serve, self._name, self._limits)
        if worker is None:
            raise Unstarted
        if not self._registered(worker):
            self._drop(worker)
            raise Unstarted
        return worker

    def _registered(self, worker: Worker) -> bool:
        """Count a new worker; return False if the pool was closed while it started."""
        with self._lock:
            self._all.add(worker)
            return not self._closed

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def _drop(self, worker: Worker) -> None:
        """End a worker that nobody waits for."""
        worker.kill()
        worker.hang_up()
        with self._lock:
            self._all.discard(worker)


_pools: weakref.WeakSet[Pool] = weakref.WeakSet()


def close_all() -> None:
    """End the workers of every pool: the program is ending, and may do so without clearing up."""
    for pool in tuple(_pools):
        pool.close()
