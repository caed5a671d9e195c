"""A desk on a folder of its own, and a watch over real folders that looks often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.folders.facts import Catch, Standing
from desktop.folders.timing import Timing
from desktop.folders.watch import FolderWatch
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.store.folders import Afterwards, Folder

NOWHERE = "http://127.0.0.1:9"
QUICK = Timing(
    poll=0.02, share=1, steady=0.1, longest_steady=0.6, stuck=1.5, patience=0.5, reading=5, retry=(0.05, 0.2)
)


class Ear:
    """Hears what the folders tell."""

    def __init__(self) -> None:
        self.standings: dict[int, Standing] = {}
        self.receipts: list[Receipt] = []
        self.catches: list[Catch] = []
        self.codes: list[FaultCode] = []
        self._news = threading.Condition()

    def folder_stands(self, standing: Standing) -> None:
        with self._news:
            self.standings[standing.folder_id] = standing
            if standing.fault:
                self.codes.append(standing.fault.code)
            self._news.notify_all()

    def receipt_came(self, receipt: Receipt) -> None:
        with self._news:
            self.receipts.append(receipt)
            self._news.notify_all()

    def folder_caught(self, catch: Catch) -> None:
        with self._news:
            self.catches.append(catch)
            self._news.notify_all()

    def wait(self, fact: Callable[[], object], seconds: float = 30) -> None:
        """Wait until something is true; fail when it never is."""
        until = time.monotonic() + seconds
        with self._news:
            while not fact():
                left = until - time.monotonic()
                assert left > 0, (self.standings, self.catches)
                self._news.wait(min(left, 0.05))

    @property
    def refused(self) -> list[str]:
        return [name for catch in self.catches for name, _ in catch.refused]

    @property
    def standing(self) -> Standing:
        (standing,) = self.standings.values()
        return standing


class Watched:
    """A desk, and the watch that runs over its folders."""

    def __init__(self, data: Path, timing: Timing) -> None:
        self.desk = ReceiptDesk(Config(NOWHERE, NOWHERE, data))
        self.desk.open()
        self.ear = Ear()
        self.thrown: list[Path] = []
        self.watch: FolderWatch | None = None
        self._timing = timing

    def trash(self, path: Path) -> bool:
        path.unlink()
        self.thrown.append(path)
        return True

    def add(
        self, path: Path, afterwards: Afterwards = Afterwards.LEAVE, *, old: bool = True, sub: bool = False
    ) -> Folder:
        folder = self.desk.folders.add(self.desk.folders.look(path), take_old=old)
        folder = Folder(folder.id, folder.path, afterwards, sub)
        self.desk.folders.change(folder)
        return folder

    def begin(self, timing: Timing | None = None) -> None:
        self.watch = self.desk.folders.new_watch(self.ear, self.trash, timing or self._timing)
        self.watch.start()

    def rounds(self, number: int = 8) -> None:
        """Let some looks pass."""
        time.sleep(number * (self._timing.poll + self._timing.steady / 4))

    def end(self) -> None:
        if self.watch is not None:
            assert self.watch.stop(20)
            self.watch = None
        self.desk.close()


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    made: list[Watched] = []

    def make(timing: Timing = QUICK) -> Watched:
        for each in made:
            each.end()
        made.append(Watched(tmp_path / "data", timing))
        return made[-1]

    yield make
    for each in made:
        each.end()


@pytest.fixture
def watched(make: Callable[..., Watched]) -> Watched:
    return make()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "Scan"
    folder.mkdir()
    return folder


def picture(path: Path, words: str = "") -> Path:
    """Write a picture whose bytes are its words' own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (120, 200), "white")
    ImageDraw.Draw(image).text((4, 4), words or path.name, fill="black")
    image.save(path)
    return path
