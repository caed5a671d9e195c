"""Has pages drawn and files unpacked by a worker process, and keeps the last pages for those who look again."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from pathlib import Path

from desktop import confined
from desktop.confined import Limits, Pool
from desktop.papers.worker import DONE, answer, serve
from desktop.receipts.faults import Fault, FaultCode

_REST_S = 20.0
"""After so long without work the process ends."""
_LIMITS = Limits(workers=1, seconds=30.0, answer=7_000_000)
"""A page for Dinero has 6 MB at most."""
_MOST_KEPT = 24
_MOST_KEPT_BYTES = 24_000_000
_TROUBLE = {FaultCode.READING_TOO_LONG: FaultCode.PAPER_FAILED, FaultCode.READING_FAILED: FaultCode.PAPER_FAILED}

Key = tuple[str, int, int]


class Press:
    """One worker for all that has no page of its own. Methods may be called from any thread."""

    def __init__(self, limits: Limits = _LIMITS, rest: float = _REST_S) -> None:
        self._pool = Pool(serve, "bilagsdrop-papers", limits)
        self._rest_s = rest
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._timer: threading.Timer | None = None
        self._ask = self._pool.ask

    def page_pdf(self, path: Path) -> bytes:
        """Return the PDF that stands for an e-invoice or mail; the same file gives the same bytes.

        Raises Fault: XML_UNSAFE, XML_BROKEN, EINVOICE_UNKNOWN, EINVOICE_EMPTY, FILE_TOO_LARGE, FILE_GONE,
        FILE_UNREADABLE, PAPER_FAILED (it took too long or too much memory, or broke the worker).
        """
        key = _key(path)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        data = self.work("page", path)
        with self._lock:
            self._keep(key, data)
        return data

    def work(self, task: str, *paths: Path) -> bytes:
        """Return what the worker makes of a task (`tasks.TASKS`). Raises the Fault it met, or PAPER_FAILED."""
        try:
            said = self._ask(json.dumps([task, *map(str, paths)]).encode())
        except Fault as fault:
            raise Fault(_TROUBLE.get(fault.code, fault.code)) from fault
        finally:
            self._rest_later()
        if said[:1] != DONE:
            raise fault_of(said[1:])
        return said[1:]

    def work_here(self) -> None:
        """Do everything in this process from now on: it is a worker itself, with limits of its own."""
        self._ask = answer

    def close(self) -> None:
        """End the worker at once."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self._pool.close()

    def processes(self) -> tuple[int, ...]:
        """Return the ids of the workers that there are."""
        return self._pool.processes()

    def _keep(self, key: Key, data: bytes) -> None:
        self._kept[key] = data
        while len(self._kept) > _MOST_KEPT or sum(map(len, self._kept.values())) > _MOST_KEPT_BYTES:
            self._kept.popitem(last=False)

    def _rest_later(self) -> None:
        if not self.processes():
            return
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._rest_s, self._pool.rest)
            self._timer.daemon = True
            self._timer.start()


def _key(path: Path) -> Key:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise Fault(FaultCode.FILE_GONE) from error
    except OSError as error:
        raise Fault(FaultCode.FILE_UNREADABLE) from error
    return str(path), status.st_size, status.st_mtime_ns


def fault_of(answer: bytes) -> Fault:
    """Return the fault that a worker tells of: a code, and numbers for its sentence."""
    return confined.fault_of(answer, FaultCode.PAPER_FAILED)


_press = Press()


def page_pdf(path: Path) -> bytes:
    """Return the PDF that stands for an e-invoice or mail, see `Press.page_pdf`."""
    return _press.page_pdf(path)


def work(task: str, *paths: Path) -> bytes:
    """Return what the program's worker makes of a task, see `Press.work`."""
    return _press.work(task, *paths)


def work_here() -> None:
    """Have this process do the work itself, see `Press.work_here`."""
    _press.work_here()
