"""When a newer version is looked for, and when it is told: at most once a day, and not again at once after "not now".

What was found lies in ``updates.json`` in the data folder, so that a start tells without asking again.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from desktop import __version__
from desktop.receipts.faults import Fault, FaultCode
from desktop.store import Clock
from desktop.store.disk import own_folder_faults, write_durably
from desktop.updates import Announcement, fetch_announcement, is_newer, read_announcement

EVERY = dt.timedelta(days=1)
PUT_OFF = dt.timedelta(days=7)
"""How long "not now" holds for one version."""
_log = logging.getLogger(__name__)
_NEVER_ASKED = frozenset({FaultCode.OFFLINE, FaultCode.PROXY_LOGIN})
"""Nobody was reached, so the next look need not wait for a day."""


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is known from earlier looks. ``looked`` and ``put_off_at`` are epoch seconds."""

    address: str = ""
    """Where was looked; what another address said does not count."""
    looked: float = 0.0
    version: str = ""
    page: str = ""
    put_off: str = ""
    put_off_at: float = 0.0


class NewVersion:
    """One data folder's knowledge of newer versions. Reads the disk, and to :meth:`look` the network: worker threads.

    ``address`` is what the settings say; None: nothing is ever fetched.
    """

    def __init__(self, folder: Path, clock: Clock, running: str = __version__) -> None:
        self._path = folder / "updates.json"
        self._clock = clock
        self._running = running
        self._guard = threading.Lock()

    def look(self, address: str | None, *, at_once: bool = False) -> Announcement | None:
        """Look if a day has passed since the last time, or ``at_once``; return the version to tell of now, or None.

        Raises Fault, each with ``way`` "update", or one of the data folder.
        """
        if not address:
            return None
        if at_once or self._is_over(self._memory(address).looked, EVERY):
            self._ask(address)
        return self._to_tell(self._memory(address), also_put_off=at_once)

    def put_off(self, address: str, version: str) -> None:
        """Say nothing more of this version for a week. Raises Fault."""
        self._change(address, put_off=version, put_off_at=self._now())

    def _ask(self, address: str) -> None:
        try:
            found = fetch_announcement(address)
        except Fault as fault:
            _log.info("looked for a newer version: %s", fault.code.value)
            if fault.code not in _NEVER_ASKED:
                self._change(address, looked=self._now())
            raise
        self._change(address, looked=self._now(), version=found.version, page=found.page)

    def _to_tell(self, memory: _Memory, *, also_put_off: bool) -> Announcement | None:
        if not memory.version or not is_newer(memory.version, self._running):
            return None
        put_off = memory.put_off == memory.version and not self._is_over(memory.put_off_at, PUT_OFF)
        return None if put_off and not also_put_off else Announcement(memory.version, memory.page)

    def _now(self) -> float:
        return self._clock().timestamp()

    def _is_over(self, since: float, span: dt.timedelta) -> bool:
        """Return whether a span has passed; a moment that lies ahead means that the clock was wrong then."""
        return not 0 <= self._now() - since < span.total_seconds()

    def _memory(self, address: str) -> _Memory:
        """Return what is remembered about an address; a file that makes no sense reads as nothing."""
        try:
            memory = _Memory(**json.loads(self._path.read_text(encoding="utf-8")))
            if memory.version:
                read_announcement(json.dumps({"version": memory.version, "page": memory.page}).encode())
            memory = replace(memory, looked=float(memory.looked), put_off_at=float(memory.put_off_at))
        except (OSError, ValueError, TypeError, RecursionError, Fault):
            memory = _Memory()
        return memory if memory.address == address else _Memory(address=address)

    def _change(self, address: str, **news: str | float) -> None:
        """Keep what is new. The lock is held for the file alone: "not now" must not wait for a slow answer."""
        with self._guard, own_folder_faults(self._path.parent):
            memory = replace(self._memory(address), **news)  # type: ignore[arg-type]  # each of its own type
            write_durably(self._path, json.dumps(asdict(memory)).encode())
