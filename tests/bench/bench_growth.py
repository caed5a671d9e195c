"""What an archive that grows costs: opening, searching and dropping with 100, 10,000 and 100,000 receipts.

    python tests/bench/bench_growth.py [RECEIPTS ...]

All in one run; each figure's ratio is to that of the smallest archive. Opening is what a start does before its window
has its rows: the journal, the receipts that are not yet archived, the archive's first screen. A drop is one photo of a
megapixel, from the file to the row that is safe on the disk.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from PIL import Image

from desktop.app import open_desk
from desktop.desk import Desk
from desktop.store import Journal
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveIndex
from desktop.visma import MemoryHome
from tests.bench.bench_archive import TYPED, fill
from tests.bench.measured import machine, milliseconds, quantile, say

COUNTS = (100, 10_000, 100_000)
ROUNDS = 5
DROPS = 12


def desk_in(folder: Path) -> Desk:
    """Return a desk on a folder, without a network."""
    nowhere = "http://127.0.0.1:9"
    environ = {
        "BILAGSDROP_DATA_DIR": str(folder), "BILAGSDROP_CONNECT_URL": nowhere, "BILAGSDROP_API_URL": nowhere,
    }  # fmt: skip
    return open_desk(environ, MemoryHome())


def opened(folder: Path) -> None:
    """Do what a start does."""
    desk = desk_in(folder)
    desk.open()
    index = ArchiveIndex(Journal(desk.config.journal_path))
    index.page(index.find(ArchiveFilter())[:50])
    desk.close()


def typed(folder: Path) -> list[float]:
    """Return what each key of a search takes, in milliseconds."""
    desk = desk_in(folder)
    journal = Journal(desk.config.journal_path)
    index = ArchiveIndex(journal)
    keys = [TYPED[:end] for end in range(1, len(TYPED) + 1)]
    times = [
        statistics.median(milliseconds(lambda typed=key: index.find(ArchiveFilter(typed))) for _ in range(ROUNDS))  # type: ignore[misc]
        for key in keys
    ]
    journal.close()
    return times


def dropped(folder: Path, photos: Path) -> list[float]:
    """Return what each drop takes, in milliseconds."""
    desk = desk_in(folder)
    desk.open()
    times = []
    for number in range(DROPS):
        path = photos / f"{number}.jpg"
        Image.effect_noise((1_000, 1_000), 20 + number).save(path)
        times.append(milliseconds(lambda path=path: desk.take([path])))  # type: ignore[misc]
    desk.close()
    return times[1:]


def measure(folder: Path, count: int) -> dict[str, float]:
    """Fill an archive and return the middle of each figure, in milliseconds."""
    data = folder / str(count)
    data.mkdir()
    journal = Journal(desk_in(data).config.journal_path)
    fill(journal, count)
    journal.close()
    openings = [milliseconds(lambda: opened(data)) for _ in range(ROUNDS)][1:]
    keys = typed(data)
    photos = folder / f"photos {count}"
    photos.mkdir()
    return {
        "open": statistics.median(openings),
        "a key of a search": statistics.median(keys),
        "the slowest key": quantile(keys, 1.0),
        "a drop": statistics.median(dropped(data, photos)),
    }


def main() -> None:
    """Print each size's figures and their ratios."""
    counts = [int(word) for word in sys.argv[1:]] or list(COUNTS)
    say(machine("pillow"))
    first: dict[str, float] = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            found = measure(Path(name), count)
        first = first or found
        told = "; ".join(f"{what} {taken:.1f} ms ({taken / first[what]:.1f})" for what, taken in found.items())
        say(f"  {count:7,} receipts: {told}")


if __name__ == "__main__":
    main()
