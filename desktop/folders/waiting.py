"""The files that are new in a folder, until they are whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.folders.timing import Timing
from desktop.store.folders import Mark


@dataclass(slots=True)
class _Guest:
    mark: Mark
    first_seen: float
    changed_at: float
    pause: float = 0
    """Seconds, the longest between two changes."""
    not_before: float = 0
    failures: int = 0


class WaitingRoom:
    """Knows which files may still be written. Of one thread."""

    def __init__(self, timing: Timing, steady: Callable[[], float]) -> None:
        """``steady``: seconds of a clock that nobody sets."""
        self._timing, self._steady = timing, steady
        self._guests: dict[str, _Guest] = {}

    def look(self, new: Mapping[str, Mark]) -> list[str]:
        """Take note of all files that are new now; return those that are whole as far as can be seen from outside."""
        now = self._steady()
        self._guests = {name: self._seen(name, mark, now) for name, mark in new.items()}
        return sorted(name for name, guest in self._guests.items() if self._is_whole(guest, now))

    def _seen(self, name: str, mark: Mark, now: float) -> _Guest:
        guest = self._guests.get(name)
        if guest is None:
            return _Guest(mark, now, now)
        if guest.mark != mark:
            guest.pause = max(guest.pause, now - guest.changed_at)
            guest.mark, guest.changed_at, guest.not_before, guest.failures = mark, now, 0, 0
        return guest

    def _is_whole(self, guest: _Guest, now: float) -> bool:
        timing = self._timing
        needed = min(max(timing.steady, 2 * guest.pause), max(timing.longest_steady, timing.steady))
        return guest.mark.size > 0 and now - guest.changed_at >= needed and now >= guest.not_before

    def has_rested(self, name: str) -> bool:
        """Return True when a file has not changed for so long that it is taken even if its end seems to be missing."""
        return self._steady() - self._guests[name].changed_at >= self._timing.longest_steady

    def put_off(self, name: str) -> None:
        """Let a file wait: another program holds it, or it can't be read now."""
        guest = self._guests.get(name)
        if guest is not None:
            guest.failures += 1
            guest.not_before = self._steady() + self._timing.retry_after(guest.failures)

    def leave(self, name: str) -> None:
        """Forget a file: it is settled."""
        self._guests.pop(name, None)

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._guests)

    def stuck(self) -> tuple[str, ...]:
        """Return the names of those that have waited too long."""
        now = self._steady()
        return tuple(n for n, g in self._guests.items() if now - g.first_seen >= self._timing.stuck)
