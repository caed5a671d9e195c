"""How long the program takes to show its window, built and from the sources, on a screen that nobody sees."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bundling.identity import ROOT
from bundling.run import run

_RUNS = 5
_WINDOW = ("self-test", "--part", "window")
"""Opens the window, reads the folder, and ends."""


def start_seconds(command: Sequence[str | Path], runs: int = _RUNS) -> float:
    """Return the median of the seconds that a command takes; the first run, with a cold cache, does not count."""
    environ = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    found = []
    for _run in range(runs + 1):
        begun = time.monotonic()
        run(*command, environ=environ, folder=ROOT)
        found.append(time.monotonic() - begun)
    return statistics.median(found[1:])


def compared(program: Path) -> str:
    """Return one line: the built program's start against that of ``python -m desktop``, to the end of the process."""
    built = start_seconds((program, *_WINDOW))
    sources = start_seconds((sys.executable, "-m", "desktop", *_WINDOW))
    return f"window opened and closed: {built:.2f} s built, {sources:.2f} s from the sources"
