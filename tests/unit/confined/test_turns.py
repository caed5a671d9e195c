"""Who is served next."""

from __future__ import annotations

import threading
import time

import pytest

from desktop.confined.turns import AT_ONCE, LATER, Turns


class Askers:
    """Threads that wait for a place in a known order, and note when they get it."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.served = turns, list[str]()
        self._threads: list[threading.Thread] = []
        self._leave: dict[str, threading.Event] = {}

    def ask(self, name: str, rank: int) -> None:
        self._leave[name] = threading.Event()
        self._threads.append(threading.Thread(target=self._wait, args=(name, rank)))
        before = self._pending()
        self._threads[-1].start()
        _until(lambda: name in self.served or self._pending() > before)

    def leave(self, name: str) -> None:
        self._leave[name].set()

    def end(self) -> None:
        for event in self._leave.values():
            event.set()
        for thread in self._threads:
            thread.join()

    def _pending(self) -> int:
        return sum(map(len, self.turns._waiting.values()))

    def _wait(self, name: str, rank: int) -> None:
        with self.turns.turn(rank):
            self.served.append(name)
            self._leave[name].wait(30)


def _until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.002)
    assert true()


def test_what_somebody_waits_for_comes_first_and_else_the_longest_waiting() -> None:
    askers = Askers(Turns(1))
    askers.ask("first", LATER)
    for name, rank in (("later 1", LATER), ("now 1", AT_ONCE), ("later 2", LATER), ("now 2", AT_ONCE)):
        askers.ask(name, rank)
    for count, name in enumerate(["first", "now 1", "now 2", "later 1", "later 2"], 1):
        _until(lambda count=count: len(askers.served) == count)
        askers.leave(name)
    askers.end()
    assert askers.served == ["first", "now 1", "now 2", "later 1", "later 2"]


def test_a_place_is_spared_for_what_somebody_waits_for() -> None:
    askers = Askers(Turns(2, spared=1))
    askers.ask("later 1", LATER)
    askers.ask("later 2", LATER)
    assert askers.served == ["later 1"]
    askers.ask("now 1", AT_ONCE)
    assert askers.served == ["later 1", "now 1"]
    askers.leave("now 1")
    askers.ask("now 2", AT_ONCE)
    _until(lambda: askers.served == ["later 1", "now 1", "now 2"])
    askers.leave("later 1")
    _until(lambda: "later 2" in askers.served)
    askers.end()


def test_a_place_is_given_back_when_the_work_fails() -> None:
    turns = Turns(1)
    for rank in (LATER, AT_ONCE, LATER):
        with pytest.raises(ZeroDivisionError), turns.turn(rank):
            divmod(1, 0)
    with turns.turn(LATER):
        assert turns._free == 0
    assert (turns._free, turns._free_for_later) == (1, 1)
