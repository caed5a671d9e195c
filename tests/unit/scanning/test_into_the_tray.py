"""Scanned pages in the tray: durable one by one, one receipt or one each, and there after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.scanning import Paper, Scanner, Wish
from desktop.scanning.sane import SanePort

Sane = Callable[..., Mapping[str, str]]
FIRST = Scanner("test:0", "Noname frontend-tester")
SMALL = Wish(Paper.FEEDER, resolution=30)


class Ear:
    """Lets the scan go on until it is told to stop."""

    def __init__(self) -> None:
        self.stopped = False

    def moved_on(self, page: int, percent: float) -> None:
        assert page >= 1
        assert 0 <= percent <= 100

    def is_stopped(self) -> bool:
        return self.stopped


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data"))
    desk.open()
    yield desk
    desk.close()


def tray(desk: ReceiptDesk) -> list[Receipt]:
    return [r for r in desk.receipts() if r.state is not State.BINNED]


def test_pages_are_told_one_by_one_and_joined_at_the_end(sane: Sane, desk: ReceiptDesk) -> None:
    told: list[Receipt] = []
    scanned = desk.scans.scan(SanePort(sane()), FIRST, SMALL, Ear(), together=True, on_taken=told.append)
    assert len(told) == 10
    assert scanned.fault is None
    assert scanned.pages == 10
    (receipt,) = tray(desk)
    assert [o.sha256 for o in receipt.originals] == [r.originals[0].sha256 for r in told]
    assert [r.id for r in scanned.report.taken] == [receipt.id]
    assert receipt.originals[0].name.endswith("-01.png")
    assert not any((desk.config.data_dir / "scans").iterdir())


def test_a_jam_keeps_what_came_before_it_together(sane: Sane, desk: ReceiptDesk) -> None:
    told: list[Receipt] = []

    def on_taken(receipt: Receipt) -> None:
        told.append(receipt)
        if len(told) == 3:
            for pid in _scanning():
                os.kill(pid, signal.SIGKILL)

    scanned = desk.scans.scan(SanePort(sane(slow=True)), FIRST, SMALL, Ear(), together=True, on_taken=on_taken)
    assert scanned.fault is not None
    assert scanned.fault.code is FaultCode.SCANNER_FAILED
    (receipt,) = tray(desk)
    assert len(receipt.originals) == 3


def test_a_full_disk_stops_the_scan_and_the_page_comes_at_the_next_start(sane: Sane, desk: ReceiptDesk) -> None:
    told: list[Receipt] = []

    def on_taken(receipt: Receipt) -> None:
        told.append(receipt)
        desk.vault._room_left = 1 << 60  # as if the disk were full from now on

    scanned = desk.scans.scan(SanePort(sane(slow=True)), FIRST, SMALL, Ear(), together=False, on_taken=on_taken)
    assert scanned.fault is not None
    assert scanned.fault.code is FaultCode.DISK_FULL
    assert len(told) == 1
    left = len(list((desk.config.data_dir / "scans").rglob("*.png")))
    assert left >= 1
    desk.vault._room_left = 0
    known = {o.sha256 for r in desk.receipts() for o in r.originals}
    desk.scans.recover()
    assert not list((desk.config.data_dir / "scans").rglob("*.png"))
    assert {o.sha256 for r in desk.receipts() for o in r.originals} >= known


def test_what_another_program_was_writing_is_no_page(desk: ReceiptDesk) -> None:
    """As Image Capture does: it writes aside, and a page is one of ours from the moment that it is told of."""
    folder = desk.config.data_dir / "scans" / "cut-off"
    (folder / "coming.part").mkdir(parents=True)
    Image.new("RGB", (60, 90), "white").save(folder / "page-0001.png")
    (folder / "coming.part" / "page.png").write_bytes((folder / "page-0001.png").read_bytes()[:40])
    (receipt,) = desk.scans.recover()
    assert [o.name for o in receipt.originals] == ["page-0001.png"]
    assert not any((desk.config.data_dir / "scans").iterdir())


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from desktop.config import Config
    from desktop.desk.receipt_desk import ReceiptDesk
    from desktop.desk.scans import Scans
    from desktop.scanning import Paper, Scanner, Wish
    from desktop.scanning.sane import SanePort

    data, point = Path(sys.argv[1]), sys.argv[2]

    def checkpoint(name):
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    class Ear:
        def moved_on(self, page, percent): pass
        def is_stopped(self): return False

    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", data))
    desk.open()
    scanner = Scanner("test:0", "x")
    wish = Wish(Paper.GLASS, resolution=30)
    Scans(desk, checkpoint).scan(SanePort(), scanner, wish, Ear(), together=False, on_taken=lambda _r: None)
    """
)


@pytest.mark.parametrize("point", ["page", "taken"])
def test_a_kill_under_a_page_loses_none_and_doubles_none(sane: Sane, desk: ReceiptDesk, point: str) -> None:
    words = (sys.executable, "-c", KILLED, str(desk.config.data_dir), point)
    killed = subprocess.run(words, check=False, timeout=100, env=sane())
    assert killed.returncode == -signal.SIGKILL
    assert len(tray(desk)) == (0 if point == "page" else 1)
    desk.scans.recover()
    assert len(tray(desk)) == 1
    assert not any((desk.config.data_dir / "scans").iterdir())


def _scanning() -> list[int]:
    words = ("ps", "-o", "pid=,comm=", "--ppid", str(os.getpid()))
    listed = subprocess.run(words, capture_output=True, text=True, check=False)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(row[0]) for row in rows if row[1] == "scanimage"]
