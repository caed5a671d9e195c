"""The heap of nasty files, ten thousand small ones, and the same drop twice: does the window stall anywhere?

    python tests/bench/bench_nasty.py [SMALL_FILES]

The whole program on the built-in sandbox, each thing dropped on the window as a file manager does. A timer beats every
four milliseconds; what comes late is a gap. The heap is that of the tests: pictures of 1x1 and of 1x60,000, broken
profiles, 16 bit, CMYK, the eight orientations, bombs, cut off files, a zip of zips, a mail within a mail. Then each row
of what was taken is looked at, for as long as its picture takes and as what follows it (trimming, light, weight) needs.
Beside it, in the same run: an idle window's gaps, what is left of the longest without the time in which the window's
thread waited for one of the machine's cores (Linux tells it), and how each drop ended.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Slot

from desktop.desk import IntakeReport
from desktop.gui.application import application
from desktop.gui.pages import Shown
from desktop.gui.tray.view import TrayView
from desktop.receipts.faults import FaultCode
from desktop.sandbox import Sandbox
from tests.bench.bench_thousand import BEAT_MS, LONGEST_MS, Heart, Opened, idle, pause, until
from tests.bench.measured import machine, quantile, say
from tests.gui.shell.offered import drag, png
from tests.unit.desk.nasty import ODD_NAMES, nasty_files, picture

SMALL_FILES = 10_000
TWICE = 200
LOOK_MS = 500
"""How long a row is looked at once its picture is there: where the receipt lies, its light and its weight are asked
for after 200 to 300 milliseconds."""
SETTLE_MS = 1_000
"""After a drop: what is missing and what was read of the last receipts comes in."""
TAKEN, KNOWN = "taken", "known"
_REFUSED: tuple[tuple[str, bytes, FaultCode], ...] = (
    ("besked.txt", b"Hej, her er kvitteringen.", FaultCode.NOT_A_RECEIPT),
    ("side.html", b"<!doctype html><title>Kvittering</title>", FaultCode.NOT_A_RECEIPT),
    ("film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(90), FaultCode.FILM),
    ("bilag.rar", b"Rar!\x1a\x07\x01\0" + bytes(90), FaultCode.OTHER_ARCHIVE),
    ("tom.jpg", b"", FaultCode.EMPTY_FILE),
)
"""Every other one of the small files is one of these; the rest are one receipt, again and again."""
Fates = Counter[str]
"""How many files, or things inside them, were taken, known, or refused by each code."""


class Pulse(Heart):
    """Notes beside each gap what is left of it without the waits for a core, in milliseconds."""

    def __init__(self) -> None:
        self.own: list[float] = []
        self._file = Path("/proc/thread-self/schedstat")
        self._waited = self._waits()
        super().__init__()

    @Slot()
    def _beat(self) -> None:
        super()._beat()
        before, self._waited = self._waited, self._waits()
        self.own.append(self.gaps[-1] - (self._waited - before))

    def _waits(self) -> float:
        """Return for how many milliseconds this thread could have run and had no core; 0 where nobody tells."""
        return int(self._file.read_text("ascii").split()[1]) / 1e6 if self._file.exists() else 0.0

    def into(self, span: Span) -> None:
        """Give a span what was noted since the last call."""
        span.own, self.own = self.own, []
        span.gaps = self.since()


@dataclass
class Span:
    """What was seen while something happened."""

    what: str
    seconds: float = 0.0
    gaps: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    expected: Fates = field(default_factory=Counter)
    came: Fates = field(default_factory=Counter)
    rows: int = 0

    @property
    def is_good(self) -> bool:
        """True when no gap was above its goal and everything ended as it should."""
        return max(self.gaps) <= LONGEST_MS and self.came == self.expected

    def told(self) -> str:
        """Return it as lines."""
        first = (f"  {self.what}: {self.seconds:.1f} s; gaps between beats: "
                 f"99 % below {quantile(self.gaps, 0.99):.0f} ms, longest {max(self.gaps):.0f} ms "
                 f"({max(self.own):.0f} ms without waits for a core)")  # fmt: skip
        if not self.expected:
            return first
        fates = ", ".join(f"{n} {fate}" for fate, n in self.came.most_common())
        return f"{first}\n    ended: {fates}; {self.rows} rows; unaccounted for: {self._astray()}"

    def _astray(self) -> str:
        lost, strange = self.expected - self.came, self.came - self.expected
        words = [f"{n} that should be {fate}" for fate, n in lost.items()]
        return ", ".join(words + [f"{n} {fate} too many" for fate, n in strange.items()]) or "nothing"


class Ends(QObject):
    """Keeps count of what became of what was dropped."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.drops = 0
        self.fates: Fates = Counter()
        opened.program.bridge.intake_finished.connect(self._on_finished)

    @Slot(object)
    def _on_finished(self, report: IntakeReport) -> None:
        self.drops += 1
        self.fates.update({TAKEN: len(report.taken), KNOWN: len(report.known)})
        self.fates.update(refusal.note.code.value for refusal in report.refused)


class Heap:
    """What is done to the opened program."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._window = opened, opened.program.window
        self._pulse = opened.heart = Pulse()

    def drop(self, what: str, paths: Sequence[Path], expected: Fates, times: int = 1) -> Span:
        """Drop these on the window, several times without waiting, and see what becomes of them."""
        span, ends, data = Span(what, expected=expected), Ends(self._opened), _urls(paths)
        pause(BEAT_MS)  # making all these addresses is the bench's own work
        self._pulse.into(Span("before"))
        begun = time.perf_counter()
        for _time in range(times):
            drag(self._window, data)
            pause(0)
        until(lambda: ends.drops == times)
        span.seconds = time.perf_counter() - begun
        until(self._is_shown)
        pause(SETTLE_MS)
        self._pulse.into(span)
        span.came, span.rows = +ends.fates, self._view().tray.rowCount()
        return span

    def look(self, what: str) -> Span:
        """Look at one row after the other, each until its picture or the words instead of it are there."""
        span, view = Span(what), self._view()
        self._pulse.into(Span("before"))
        begun = time.perf_counter()
        for receipt_id in view.model.ids():
            view.select(receipt_id)
            until(self._is_drawn, 60)
            pause(LOOK_MS)
        span.seconds = time.perf_counter() - begun
        self._pulse.into(span)
        return span

    def _view(self) -> TrayView:
        view = self._window.pages.page(Shown.TRAY)
        assert isinstance(view, TrayView)
        return view

    def _is_shown(self) -> bool:
        return self._view().tray.rowCount() == len(self._opened.program.bridge.receipts)

    def _is_drawn(self) -> bool:
        """Tell whether there is a picture, or why there is none: a title, a sentence and what to do."""
        canvas = self._view().preview.canvas
        return canvas.image() is not None or "\n" in canvas.words()


def _urls(paths: Iterable[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def write_heap(folder: Path) -> tuple[list[Path], Fates]:
    """Write the nasty files; return them, and what is to become of them."""
    odd: Mapping[str, Callable[[], bytes]] = {} if os.name == "nt" else ODD_NAMES
    paths = _write(folder, {**{nasty.name: nasty.make for nasty in nasty_files()}, **odd})
    fates: Fates = Counter({TAKEN: sum(nasty.taken for nasty in nasty_files()) + len(odd)})
    fates.update(code.value for nasty in nasty_files() for code in nasty.refused)
    return paths, fates


def write_small(folder: Path, count: int) -> Fates:
    """Write many small files, one receipt again and again and between them what is none; return what they are to be."""
    receipt = picture(90)
    fates: Fates = Counter({TAKEN: 1, KNOWN: -1})
    for number in range(count):
        name, data, fate = ("bilag.jpg", receipt, KNOWN)
        if number % 2:
            name, data, fate = _REFUSED[number // 2 % len(_REFUSED)]
        (folder / f"{number:05}-{name}").write_bytes(data)
        fates[fate] += 1
    return fates


def _write(folder: Path, files: Mapping[str, Callable[[], bytes]]) -> list[Path]:
    folder.mkdir()
    for name, make in files.items():
        (folder / name).write_bytes(make())
    return sorted(folder.iterdir())


def measure(home: Path, small: int) -> tuple[list[float], list[Span]]:
    """Return the gaps of the idle window, and all spans."""
    heap, heap_fates = write_heap(home / "heap")
    twice = _write(home / "twice", {f"{at}.png": partial(png, f"Bilag {at}") for at in range(TWICE)})
    (home / "small").mkdir()
    small_fates = write_small(home / "small", small)
    again: Fates = small_fates - Counter([TAKEN]) + Counter([KNOWN])
    with Sandbox() as box, Opened(application(), box, home / "data") as opened:
        on, quiet = Heap(opened), idle(opened.heart)
        spans = [
            on.drop(f"{len(heap)} nasty files dropped", heap, heap_fates),
            on.look("each of their rows looked at, its picture waited for"),
            on.drop(f"a folder of {small} small files dropped", [home / "small"], small_fates),
            on.drop("each of its files dropped, all marked at once", sorted((home / "small").iterdir()), again),
            on.drop(f"{TWICE} files dropped twice in a row", twice, Counter({TAKEN: TWICE, KNOWN: TWICE}), 2),
        ]
    return quiet, spans


def main() -> int:
    """Print the figures; 1 when a gap is above its goal, or something did not end as it should."""
    small = int(sys.argv[1]) if len(sys.argv) > 1 else SMALL_FILES
    say(machine("PySide6-Essentials", "pillow"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        quiet, spans = measure(Path(name), small)
    say(f"  nothing to do: 99 % below {quantile(quiet, 0.99):.0f} ms, longest {max(quiet):.0f} ms")
    say("\n".join(span.told() for span in spans))
    return int(not all(span.is_good for span in spans))


if __name__ == "__main__":
    raise SystemExit(main())
