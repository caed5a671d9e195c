"""One worker process, as the program sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop.confined.limits import Limits
from desktop.confined.serving import COUNT, READY, SECONDS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Serve = Callable[[Connection, Limits], None]
    """A function of a module: the whole life of a worker."""

T = TypeVar("T")
_JOIN_S = 5.0
_SHORT = 64
"""Bytes of a message that is none of an answer's parts."""
_MOST_PARTS = 1_000


class Late(Exception):  # noqa: N818 - a finding, not an error
    """The task took longer than it may; its worker is dead."""


class Broken(Exception):  # noqa: N818 - as above
    """The worker ended over the task."""


class Unstarted(Exception):  # noqa: N818 - as above
    """The worker did not come up; no task is to blame."""


class Worker:
    """One process and the pipe to it. One thread at a time may ask it; any may kill it."""

    def __init__(self, serve: Serve, name: str, limits: Limits) -> None:
        """Start the process; it comes up while the program goes on. Raises Unstarted."""
        self._limits = limits
        import multiprocessing  # noqa: PLC0415 - a start of the program needs none of it

        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(theirs, limits), name=name, daemon=True)
        self._expired = False
        self._is_up = False
        self.goes_on = True
        """False: it has ended by itself after its last answer."""
        try:
            self._process.start()
        except OSError as error:
            self._pipe.close()
            raise Unstarted from error
        finally:
            theirs.close()
        self.pid = self._process.pid or 0

    def ask(self, task: bytes, seconds: float) -> tuple[bytes, ...]:
        """Return the parts of the answer to a task. Raises Late, Broken, Unstarted; the process is then dead."""
        if not self._is_up:
            self._come_up()
        return self._within(seconds, lambda: self._exchange(SECONDS.pack(seconds) + task))

    def hang_up(self) -> None:
        """Close the pipe."""
        self._pipe.close()

    def kill(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self._process.kill()
        self._process.join(_JOIN_S)

    def _come_up(self) -> None:
        try:
            self._is_up = self._within(self._limits.start_seconds, lambda: self._pipe.recv_bytes(_SHORT)) == READY
        except (Late, Broken) as error:
            raise Unstarted from error
        if not self._is_up:
            raise Unstarted

    def _within(self, seconds: float, work: Callable[[], T]) -> T:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return work()
        except (EOFError, OSError) as error:
            raise (Late if self._expired else Broken) from error
        finally:
            timer.cancel()

    def _exchange(self, told: bytes) -> tuple[bytes, ...]:
        self._pipe.send_bytes(told)
        (count,) = COUNT.unpack(self._pipe.recv_bytes(COUNT.size))
        if count > _MOST_PARTS:
            raise OSError
        left, parts = self._limits.answer, []
        for _part in range(count):
            parts.append(self._pipe.recv_bytes(left))
            left -= len(parts[-1])
        self.goes_on = self._pipe.recv_bytes(_SHORT) == READY
        return tuple(parts)

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()
