"""Heavy pictures take their turn, so that all that is decoded at the same time never needs gigabytes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.imaging.limits import HEAVY_PIXELS


class HeavyNow(Exception):  # noqa: N818 - a finding, not an error
    """The picture is a heavy one, and this process may not open such a one now."""


class Gate:
    """One heavy picture at a time within a process; none at all while it is ``closed``.

    Where several processes decode, the program that asks them opens the gate of one at a time.
    """

    def __init__(self) -> None:
        self._turn = threading.Semaphore(1)
        self.closed = False

    @contextmanager
    def turn(self, pixels: int) -> Iterator[None]:
        """Let a picture of so many pixels be decoded inside. Raises HeavyNow."""
        if pixels <= HEAVY_PIXELS:
            yield
            return
        if self.closed:
            raise HeavyNow
        with self._turn:
            yield


gate = Gate()
"""This process's."""
