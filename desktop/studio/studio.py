"""The pool of workers that decode, and how long each piece of work may take."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from desktop.confined import AT_ONCE, LATER, Limits, Pool, Troubles, fault_of
from desktop.imaging.limits import MAX_PIXELS
from desktop.imaging.sources import Picture, Prints
from desktop.receipts.faults import Fault, FaultCode
from desktop.studio.blame import Blame
from desktop.studio.wire import unpacked
from desktop.studio.worker import DONE, HEAVY, serve, task_to_bytes

T = TypeVar("T")
LEAST_WORKERS, MOST_WORKERS = 2, 4
_LOOK_S = 12.0
"""Of computing, for a picture on the screen; a page of an ordinary receipt takes a hundredth of that."""
_REST_S = 120.0
"""After so long without work the processes end, and their memory is free."""
_TROUBLES = Troubles(
    late=FaultCode.FILE_TOO_SLOW,
    broken=FaultCode.FILE_BREAKS_OPENER,
    unavailable=FaultCode.OPENER_UNAVAILABLE,
)


def usual_limits() -> Limits:
    """Return the limits of the program's own studio.

    Measured, a worker that has loaded its decoders has 134 MB of address space (36 MB in memory); the most that a
    picture of 48 megapixels makes of it is 880 MB (WebP, which libwebp decodes whole), and one of 120 with transparency
    1.6 GB. The longest answer is a picture of MAX_PIXELS that is looked at in its own size.
    """
    workers = max(LEAST_WORKERS, min(MOST_WORKERS, os.cpu_count() or 1))
    answer = 3 * MAX_PIXELS + 1_000_000
    return Limits(
        workers=workers, seconds=30.0, stretch=4.0, memory=1_800_000_000, answer=answer,
        tries=2, spared=1, grown=200_000_000,
    )  # fmt: skip


class Studio:
    """Workers for everything that decodes. Methods may be called from any thread."""

    def __init__(self, limits: Limits | None = None, rest: float = _REST_S) -> None:
        self._pool = Pool(serve, "bilagsdrop-pictures", limits or usual_limits(), _TROUBLES)
        self._rest_s = rest
        self._lock = threading.Lock()
        self._heavy = threading.Lock()
        self._blame = Blame()
        self._timer: threading.Timer | None = None

    def do(self, kind: type[T], task: str, *values: object, seconds: float | None = None, rank: int = AT_ONCE) -> T:
        """Return what comes of a task (`tasks.TASKS`), which is a ``kind``.

        Raises the Fault it met; FILE_TOO_SLOW, FILE_BREAKS_OPENER, FILE_TOO_HEAVY, OPENER_UNAVAILABLE.
        """
        try:
            parts = self._pool.ask_parts(task_to_bytes(task, values, alone=False), seconds, rank)
            if parts[0] == HEAVY:
                with self._heavy:
                    parts = self._pool.ask_parts(task_to_bytes(task, values, alone=True), seconds, rank)
        finally:
            self._rest_later()
        result: T = _result(kind, parts)
        return result

    def look(self, path: Path, page: int, *values: object) -> Picture:
        """Return a picture for the screen (`page_picture`), for which somebody waits who may ask again.

        A page that ended with FILE_TOO_SLOW or the like is not drawn again for a while: it would hold up others.
        """
        return self._blaming(
            path, page, partial(self.do, Picture, "page_picture", path, page, *values, seconds=_LOOK_S)
        )

    def prints(self, path: Path) -> Prints:
        """Return what a file's first page looks like (`prints_of`); blamed as in `look`."""
        return self._blaming(path, 0, partial(self.do, Prints, "prints_of", path, seconds=_LOOK_S, rank=LATER))

    def _blaming(self, path: Path, page: int, work: Callable[[], T]) -> T:
        self._blame.check(path, page)
        try:
            return work()
        except Fault as fault:
            self._blame.put(path, page, fault)
            raise

    def start_ahead(self, most: int | None = None) -> None:
        """Start the workers, or ``most`` of them, so that the first picture needn't wait for one."""
        self._pool.start_ahead(most)
        self._rest_later()

    def close(self) -> None:
        """End the workers at once."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self._pool.close()

    def processes(self) -> tuple[int, ...]:
        """Return the ids of the workers that there are."""
        return self._pool.processes()

    def _rest_later(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._rest_s, self._pool.rest)
            self._timer.daemon = True
            self._timer.start()


def _result(kind: Any, parts: tuple[bytes, ...]) -> Any:  # noqa: ANN401 - a type, and what is one of it
    try:
        if parts[0] == DONE:
            return unpacked(kind, parts[1:])
        told = parts[1]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Fault(FaultCode.FILE_BREAKS_OPENER) from error
    raise fault_of(told, FaultCode.FILE_BREAKS_OPENER)
