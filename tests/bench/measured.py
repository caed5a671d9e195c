"""What the measurements share: the line about machine and versions, and times of work."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RIVALS = ROOT / ".venv" / "bench"
"""The environment of what the program is measured beside; `make bench` makes it."""
ROUNDS = 5


def say(line: str) -> None:
    """Print a line at once, so that a long run shows where it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def machine(*packages: str) -> str:
    """Return what the figures were measured on: processor, cores, system, Python, and the packages named."""
    versions = ", ".join(f"{name} {version_of(name)}" for name in packages)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{_processor()}, {cores} cores, {system}, {versions}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def rival_sites() -> list[str]:
    """Return where the rivals' packages lie."""
    return [str(path) for path in RIVALS.glob("lib/python*/site-packages")]


def version_of(name: str) -> str:
    """Return a package's version, of this environment or the rivals'; "?" when it is in neither."""
    for where in (sys.path, rival_sites()):
        for found in importlib.metadata.distributions(name=name, path=list(where)):
            return found.version
    return "?"


def milliseconds(work: Callable[[], object]) -> float:
    """Return what a piece of work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000


def in_turn(works: Iterable[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    """Return the middle of each work's times in milliseconds; they take turns, so that a busy moment hits them all."""
    works = list(works)
    for work in works:
        work()
    times = [[milliseconds(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value below or at which this share of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
