"""A thousand photos of 12 megapixels in one drop: does the window keep breathing, and what does it weigh?

    python tests/bench/bench_thousand.py [PHOTOS]

The whole program on the built-in sandbox: a folder is dropped, then, after a new start, its list is scrolled from the
first row to the last, each row's thumbnail waited for. A timer beats every four milliseconds; what comes late is a gap.
The gaps while that start reads its thousand receipts are told apart: the goals are those of dropping and scrolling.
Beside it, in the same run: an idle window's gaps, and the same thumbnails by Pillow in two threads, no window.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.gui.application import Program, application
from desktop.gui.single import SingleInstance
from desktop.gui.tray.delegate import RowDelegate, paper_edge
from desktop.gui.tray.model import Role
from desktop.gui.tray.receipt_list import ReceiptList
from desktop.sandbox import Sandbox
from desktop.start import log_in_to
from tests.bench.measured import ROOT, machine, quantile, say

PHOTOS = 1_000
SIZE = (3_024, 4_032)
BEAT_MS = 4
LONGEST_MS, USUAL_MS = 50, 16
LARGEST = 350_000_000
IDLE_MS = 2_000
REST_MS = 1_000
"""After a start: accounts and suppliers are fetched, the rows' words are made."""
_PAUSE_MS = 5
_SAMPLE = ROOT / "resources" / "samples" / "koebmand-lyngvig.jpg"


def write_photos(folder: Path, count: int) -> None:
    """Write photos that differ as photos do."""
    with ProcessPoolExecutor() as crew:
        list(crew.map(_write, [(folder, number) for number in range(count)], chunksize=20))


def _write(job: tuple[Path, int]) -> None:
    folder, number = job
    chance = random.Random(number)
    with Image.open(_SAMPLE) as sample:
        left, top = (chance.randrange(max(1, side // 6)) for side in sample.size)
        part = sample.convert("RGB").crop((left, top, sample.width - left, sample.height - top))
    picture = part.resize(SIZE, Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(picture)
    for at in range(12):
        draw.text(
            (chance.randrange(2_000), 200 + at * 300), f"Bilag {number} {chance.random()}", fill="black", font_size=90
        )
    picture.save(folder / f"IMG_{number:04}.jpg", quality=85)


class Heart(QObject):
    """Notes how late each beat comes, in milliseconds between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1_000)
        self._last = now

    def since(self) -> list[float]:
        """Return the gaps since the last call."""
        gaps, self.gaps = self.gaps, []
        return gaps


@dataclass
class Watched:
    """What was seen while something happened."""

    what: str
    seconds: float = 0.0
    first: float = 0.0
    gaps: list[float] = field(default_factory=list)

    def told(self) -> str:
        """Return it as a line."""
        return (f"  {self.what}: {self.seconds:.1f} s, the first after {self.first:.2f} s; gaps between beats: "
                f"99 % below {quantile(self.gaps, 0.99):.0f} ms, longest {max(self.gaps):.0f} ms")  # fmt: skip


def pause(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(fact: Callable[[], bool], seconds: float = 1_800) -> float:
    """Wait until it is so; return the seconds. Raises TimeoutError."""
    begun = time.perf_counter()
    while not fact():
        if time.perf_counter() - begun > seconds:
            raise TimeoutError("it never came")
        pause(_PAUSE_MS)
    return time.perf_counter() - begun


class Opened:
    """The program with its window, for as long as the block lasts."""

    def __init__(self, app: QApplication, box: Sandbox, folder: Path) -> None:
        config = Config(box.url, box.url, folder, sandbox=True)
        folder.mkdir(exist_ok=True)
        desk = open_sandbox_desk(box, config)
        log_in_to(box, desk)
        self._single = SingleInstance(folder)
        self._single.claim()
        self.program = Program(app, config, desk, desk.new_courier, self._single)
        self.heart = Heart()
        self.opening = Watched("opened, with that many receipts in the tray")

    def __enter__(self) -> Self:
        self.heart.since()
        self.program.start([])
        self.opening.first = self.opening.seconds = until(lambda: self.program.bridge.is_loaded)
        pause(REST_MS)  # else the first page would be charged with what is left of it
        self.opening.gaps = self.heart.since()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.program.window.close_now()
        self.program.end()
        self._single.release()
        self.program.bridge.desk.close()

    def drop(self, folder: Path, count: int) -> Watched:
        """Give it the folder as a drop does; wait until all are rows."""
        receipts, seen = self.program.bridge.receipts, Watched(f"{count} photos dropped")
        self.heart.since()
        self.program.bridge.take_paths([folder])
        seen.first = until(lambda: len(receipts) > 0)
        seen.seconds = seen.first + until(lambda: len(self.program.bridge.receipts) >= count)
        seen.gaps = self.heart.since()
        return seen

    def scroll(self) -> Watched:
        """Scroll from the first row to the last, a screen at a time; wait for the thumbnails of each."""
        rows = self.program.window.findChild(ReceiptList)
        assert rows is not None
        seen = Watched("the list scrolled, each row's thumbnail waited for")
        self.heart.since()
        bar, begun = rows.verticalScrollBar(), time.perf_counter()
        while True:
            until(lambda: _is_drawn(rows))
            seen.first = seen.first or time.perf_counter() - begun
            if bar.value() >= bar.maximum():
                break
            bar.setValue(min(bar.maximum(), bar.value() + bar.pageStep()))
        seen.seconds, seen.gaps = time.perf_counter() - begun, self.heart.since()
        return seen


def _is_drawn(rows: ReceiptList) -> bool:
    """Tell whether every row that can be seen has its thumbnail."""
    delegate, edge = rows.itemDelegate(), round(paper_edge() * rows.devicePixelRatioF())
    assert isinstance(delegate, RowDelegate)
    for number in rows.rows_in_sight():
        receipt = rows.model().index(number, 0).data(Role.RECEIPT)
        original = receipt.originals[0]
        if delegate.thumbnails.pixmap(original, edge) is None and not delegate.thumbnails.failed(original, edge):
            return False
    return True


def resident() -> int:
    """Return the bytes of memory that this process holds; -1 where the system doesn't tell so."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return -1
    return next(int(line.split()[1]) * 1_024 for line in status.splitlines() if line.startswith("VmRSS"))


def idle(heart: Heart) -> list[float]:
    """Return the gaps of a window that has nothing to do: what the machine itself is late by."""
    heart.since()
    pause(IDLE_MS)
    return heart.since()


def by_pillow(folder: Path, edge: int) -> float:
    """Return the seconds in which Pillow alone draws the thumbnails, in two threads."""

    def draw(path: Path) -> None:
        with Image.open(path) as image:
            image.draft("RGB", (edge, edge))
            image.thumbnail((edge, edge))

    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as crew:
        list(crew.map(draw, folder.iterdir()))
    return time.perf_counter() - begun


def main() -> int:
    """Print the figures; 1 when a gap or the memory is above its goal."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS
    say(machine("PySide6-Essentials", "pillow"))
    app, spans, weights = application(), list[Watched](), list[int]()

    def opened(act: Callable[[Opened], Watched]) -> tuple[list[float], Watched]:
        with Opened(app, box, Path(name, "data")) as program:
            quiet = idle(program.heart) if not spans else []
            spans.append(act(program))
            weights.append(resident())
            return quiet, program.opening

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, Sandbox() as box:
        photos = Path(name, "photos")
        photos.mkdir()
        write_photos(photos, count)
        quiet, _first = opened(lambda program: program.drop(photos, count))
        gc.collect()  # else the first program goes in the middle of the second, and takes its language along
        _none, opening = opened(Opened.scroll)
        alone = by_pillow(photos, paper_edge())
    say(f"  nothing to do: 99 % below {quantile(quiet, 0.99):.0f} ms, longest {max(quiet):.0f} ms")
    say("\n".join(span.told() for span in (*spans, opening)))
    say(f"  the same thumbnails by Pillow alone, two threads: {alone:.1f} s; ratio {spans[1].seconds / alone:.2f}")
    say(f"  the main process held {max(weights) / 1e6:.0f} MB at most (looked at after each)")
    late = any(max(s.gaps) > LONGEST_MS or quantile(s.gaps, 0.99) > USUAL_MS for s in spans)
    return int(late or max(weights) > LARGEST)


if __name__ == "__main__":
    raise SystemExit(main())
