"""A scanner that takes its time: a file of a watched folder that grows, looked at as often as the program does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from desktop.folders.timing import USUAL
from tests.crash.long_form import size
from tests.unit.folders.conftest import Watched, inbox, make, picture

__all__ = ["inbox", "make"]  # fixtures

PAUSE = 1.0


def test_a_file_that_grows_for_a_minute_is_taken_once_and_whole(
    make: Callable[..., Watched], inbox: Path, tmp_path: Path
) -> None:
    steps, data = size(short=4, long=60), picture(tmp_path / "whole.png").read_bytes()
    watched = make(USUAL)
    watched.add(inbox)
    watched.begin()
    written = threading.Event()

    def write() -> None:
        with (inbox / "growing.png").open("wb") as file:
            for step in range(steps):
                file.write(data[step * len(data) // steps : (step + 1) * len(data) // steps])
                file.flush()
                time.sleep(PAUSE)
        written.set()

    writer = threading.Thread(target=write)
    writer.start()
    watched.ear.wait(lambda: watched.ear.standings and watched.ear.standing.waiting == 1)
    watched.ear.wait(lambda: watched.ear.receipts, seconds=steps * PAUSE + 60)
    assert written.is_set(), "not before it was whole"
    writer.join()
    (receipt,) = watched.desk.receipts()
    assert watched.desk.path_of(receipt.originals[0]).read_bytes() == data
    assert not watched.ear.refused
