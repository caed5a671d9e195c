"""Who is served next where there are fewer places than askers."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE, LATER = 0, 1
"""Ranks: somebody waits for it; nobody does."""


class Turns:
    """Places for work: what somebody waits for first, of equals the one that has waited longest.

    ``spared`` places are never taken by work of rank LATER, so that a person waits for one piece of it at most.
    """

    def __init__(self, places: int, spared: int = 0) -> None:
        self._changed = threading.Condition()
        self._free = places
        self._free_for_later = places - spared
        self._order = itertools.count()
        self._waiting: dict[int, list[tuple[int, int]]] = {AT_ONCE: [], LATER: []}

    @contextmanager
    def turn(self, rank: int = AT_ONCE) -> Iterator[None]:
        """Wait for a place, and keep it."""
        self._enter(rank)
        try:
            yield
        finally:
            self._leave(rank)

    def _enter(self, rank: int) -> None:
        me = (rank, next(self._order))
        with self._changed:
            heapq.heappush(self._waiting[rank], me)
            while not self._may(me):
                self._changed.wait()
            heapq.heappop(self._waiting[rank])
            self._count(rank, -1)
            self._changed.notify_all()

    def _leave(self, rank: int) -> None:
        with self._changed:
            self._count(rank, 1)
            self._changed.notify_all()

    def _count(self, rank: int, places: int) -> None:
        self._free += places
        if rank == LATER:
            self._free_for_later += places

    def _may(self, me: tuple[int, int]) -> bool:
        if self._free < 1 or self._waiting[me[0]][0] != me:
            return False
        return me[0] == AT_ONCE or (self._free_for_later > 0 and not self._waiting[AT_ONCE])
