"""Workers that are spoken to over a pipe, and killed when they take too long.

pdfium and expat are large libraries that are fed bytes of strangers. A crash, an endless loop or a flood of memory ends
the worker and costs that one document its answer; the next one gets a new worker. Processes are spawned, not forked, on
every system: the program has threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.confined.limits import Limits
from desktop.confined.serving import READY
from desktop.receipts.faults import Fault, FaultCode

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Serve = Callable[[Connection, Limits], None]
    """A function of a module: the whole life of a worker."""

_JOIN_S = 5.0
_LONGEST_READY = 64


class Pool:
    """Worker processes that answer tasks. Methods may be called from any thread.

    No process is started before the first task.
    """

    def __init__(self, serve: Serve, name: str, limits: Limits | None = None) -> None:
        self._serve, self._name = serve, name
        self._limits = limits or Limits()
        self._free = threading.Semaphore(self._limits.workers)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def ask(self, task: bytes) -> bytes:
        """Return the answer to a task; waits for a free worker.

        Raises Fault: READING_TOO_LONG (killed at its time limit), READING_FAILED (the worker broke, or the pool was
        closed).
        """
        with self._free:
            worker = self._taken()
            try:
                answer = worker.ask(task, self._limits.seconds)
            except Fault:
                self._drop(worker)
                raise
            self._give_back(worker)
        return answer

    def rest(self) -> None:
        """End the workers that have nothing to do; the next task starts one again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            self._drop(worker)

    def close(self) -> None:
        """End all workers at once; what is under way ends with Fault READING_FAILED."""
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

    def _taken(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise Fault(FaultCode.READING_FAILED)
            if self._idle:
                return self._idle.pop()
        worker = _Worker(self._serve, self._name, self._limits)
        if not self._registered(worker):
            self._drop(worker)
            raise Fault(FaultCode.READING_FAILED)
        return worker

    def _registered(self, worker: _Worker) -> bool:
        """Count a new worker; return False if the pool was closed while it came up."""
        with self._lock:
            self._all.add(worker)
            return not self._closed

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def _drop(self, worker: _Worker) -> None:
        """End a worker that nobody waits for."""
        worker.kill()
        worker.hang_up()
        with self._lock:
            self._all.discard(worker)


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, serve: Serve, name: str, limits: Limits) -> None:
        self._limits = limits
        import multiprocessing  # noqa: PLC0415 - a start of the program needs none of it

        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(theirs, limits), name=name, daemon=True)
        self._ready = False
        self._expired = False
        try:
            self._process.start()
        except OSError as error:
            self._pipe.close()
            raise Fault(FaultCode.READING_FAILED) from error
        finally:
            theirs.close()
        self.pid = self._process.pid or 0

    def ask(self, task: bytes, seconds: float) -> bytes:
        """Return the answer to a task. Raises Fault READING_TOO_LONG, READING_FAILED; the process is then dead."""
        if not self._ready:
            self._within(self._limits.start_seconds, self._await_ready)
        return self._within(seconds, lambda: self._exchange(task))

    def _within(self, seconds: float, work: Callable[[], bytes]) -> bytes:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return work()
        except (EOFError, OSError) as error:
            code = FaultCode.READING_TOO_LONG if self._expired else FaultCode.READING_FAILED
            raise Fault(code) from error
        finally:
            timer.cancel()

    def _await_ready(self) -> bytes:
        said = self._pipe.recv_bytes(_LONGEST_READY)
        self._ready = said == READY
        return said

    def _exchange(self, task: bytes) -> bytes:
        self._pipe.send_bytes(task)
        return self._pipe.recv_bytes(self._limits.answer)

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def hang_up(self) -> None:
        """Close the pipe."""
        self._pipe.close()

    def kill(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self._process.kill()
        self._process.join(_JOIN_S)
