"""How long it takes to read what a PDF says: milliseconds a page in the process, and from the window's side.

    python tests/bench/bench_reading.py

The last line says what one waits for: the start of the first process, which comes with the first receipt of a day.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop.reading import Context, Document, Part, Reader
from desktop.reading.extract import read_document

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
ROUNDS = 20
MOST_MS = 50.0
"""For one page, in the process."""


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times)


def main() -> int:
    """Print the figures; 1 when a page takes longer than MOST_MS."""
    context = Context(dt.date(2026, 11, 26))
    reader = Reader()
    slowest = 0.0
    start = time.perf_counter()
    for path in sorted(SAMPLES.glob("*.pdf")):
        document = Document((Part(path, "application/pdf", 2),))
        if not reader.processes():
            reader.read(document, context)
            first = (time.perf_counter() - start) * 1_000
        read = read_document(document, context)
        pages = sum(1 for page in read.pages if page.words)
        words = sum(len(page.words) for page in read.pages)
        here = _milliseconds(lambda d=document: read_document(d, context)) / pages  # type: ignore[misc]
        there = _milliseconds(lambda d=document: reader.read(d, context)) / pages  # type: ignore[misc]
        slowest = max(slowest, here)
        sys.stdout.write(f"{path.name:>28}: {here:5.1f} ms a page, {there:5.1f} through the pipe; {words} words\n")
    sys.stdout.write(f"{'the first process':>28}: {first:5.0f} ms\n")
    reader.close()
    return 0 if slowest <= MOST_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
