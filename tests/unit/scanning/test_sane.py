"""Scanning by the real ``scanimage`` with SANE's virtual scanners: pages, and everything that a scanner can have."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image

from desktop.receipts.faults import Fault, FaultCode
from desktop.scanning import Abilities, Colour, Paper, Scanner, Wish
from desktop.scanning.sane import SanePort
from desktop.scanning.sane_options import abilities_in, arguments_for

Sane = Callable[..., Mapping[str, str]]
FIRST = Scanner("test:0", "Noname frontend-tester")


class Ear:
    """Keeps the pages, as the desk does: it takes each file away."""

    def __init__(self, folder: Path, on_page: Callable[[int], object] = lambda _n: None) -> None:
        self.pages: list[Path] = []
        self.moves: list[tuple[int, float]] = []
        self.stop = threading.Event()
        self._folder, self._on_page = folder, on_page

    def page_came(self, path: Path) -> None:
        kept = self._folder / f"kept-{len(self.pages)}.png"
        path.rename(kept)
        self.pages.append(kept)
        self._on_page(len(self.pages))

    def moved_on(self, page: int, percent: float) -> None:
        self.moves.append((page, percent))

    def is_stopped(self) -> bool:
        return self.stop.is_set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    return tmp_path / "pages"


def test_scanners_and_what_they_can(sane: Sane) -> None:
    port = SanePort(sane())
    assert port.scanners() == (FIRST, Scanner("test:1", "Noname frontend-tester"))
    assert port.abilities(FIRST) == Abilities((Paper.GLASS, Paper.FEEDER), (Colour.COLOUR, Colour.GREY))


@pytest.mark.parametrize(("colour", "mode"), [(Colour.COLOUR, "RGB"), (Colour.GREY, "L")])
def test_one_page_from_the_glass(sane: Sane, folder: Path, tmp_path: Path, colour: Colour, mode: str) -> None:
    ear = Ear(tmp_path)
    SanePort(sane()).scan(FIRST, Wish(Paper.GLASS, colour), folder, ear)
    (page,) = ear.pages
    with Image.open(page) as image:
        assert (image.mode, image.size) == (mode, (944, 708))
        assert round(image.info["dpi"][0]) == 300
    assert (1, 100.0) in ear.moves


def test_all_pages_of_the_feeder(sane: Sane, folder: Path, tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    SanePort(sane()).scan(FIRST, Wish(Paper.FEEDER, resolution=50), folder, ear)
    assert len(ear.pages) == 10, "what SANE's virtual feeder holds"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("SANE_STATUS_JAMMED", FaultCode.SCANNER_JAMMED),
        ("SANE_STATUS_COVER_OPEN", FaultCode.SCANNER_COVER),
        ("SANE_STATUS_NO_DOCS", FaultCode.SCANNER_EMPTY),
        ("SANE_STATUS_DEVICE_BUSY", FaultCode.SCANNER_BUSY),
        ("SANE_STATUS_IO_ERROR", FaultCode.SCANNER_GONE),
        ("SANE_STATUS_ACCESS_DENIED", FaultCode.SCANNER_CLOSED),
        ("SANE_STATUS_NO_MEM", FaultCode.SCANNER_FAILED),
    ],
)
def test_what_a_scanner_complains_of_is_named(
    sane: Sane, folder: Path, tmp_path: Path, status: str, code: FaultCode
) -> None:
    ear = Ear(tmp_path)
    with pytest.raises(Fault) as raised:
        SanePort(sane(status=status)).scan(FIRST, Wish(Paper.FEEDER, resolution=50), folder, ear)
    assert raised.value.code is code
    assert ear.pages == []


def test_unplugged_in_the_middle_the_pages_before_it_are_kept(sane: Sane, folder: Path, tmp_path: Path) -> None:
    """The driver dies under the third page, as it does when its device goes."""

    def unplug(pages: int) -> None:
        if pages == 2:
            for pid in _children("scanimage"):
                os.kill(pid, signal.SIGKILL)

    ear = Ear(tmp_path, unplug)
    with pytest.raises(Fault) as raised:
        SanePort(sane(slow=True)).scan(FIRST, Wish(Paper.FEEDER, resolution=30), folder, ear)
    assert raised.value.code is FaultCode.SCANNER_FAILED
    assert raised.value.params["page"] == 3
    assert len(ear.pages) == 2
    for page in ear.pages:
        with Image.open(page) as image:
            image.load()


def test_a_scan_that_is_broken_off_ends_soon_and_leaves_no_process(sane: Sane, folder: Path, tmp_path: Path) -> None:
    ear = Ear(tmp_path, lambda pages: ear.stop.set() if pages == 1 else None)
    began = time.monotonic()
    SanePort(sane(slow=True)).scan(FIRST, Wish(Paper.FEEDER, resolution=30), folder, ear)
    assert time.monotonic() - began < 60
    assert 1 <= len(ear.pages) < 10
    assert _children("scanimage") == []


def test_a_scanner_that_says_nothing_is_given_up(sane: Sane, folder: Path, tmp_path: Path) -> None:
    def hold(_pages: int) -> None:
        for pid in _children("scanimage"):
            os.kill(pid, signal.SIGSTOP)

    ear = Ear(tmp_path, hold)
    port = SanePort(sane(slow=True), silence_s=1, patience_s=(0.2, 0.2, 10))
    with pytest.raises(Fault) as raised:
        port.scan(FIRST, Wish(Paper.FEEDER, resolution=30), folder, ear)
    assert raised.value.code is FaultCode.SCANNER_SILENT
    assert len(ear.pages) >= 1
    assert _children("scanimage") == []


def test_no_scanner_a_scanner_that_is_gone_and_no_program(sane: Sane, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Fault) as raised:
        SanePort(sane(backend="# none")).scanners()
    assert raised.value.code is FaultCode.SCANNER_NONE
    with pytest.raises(Fault) as raised:
        SanePort(sane()).scan(Scanner("test:7", "gone"), Wish(), folder, Ear(tmp_path))
    assert raised.value.code is FaultCode.SCANNER_GONE
    with pytest.raises(Fault) as raised:
        SanePort({"PATH": str(tmp_path)}).scanners()
    assert raised.value.code is FaultCode.SCANNER_NO_TOOL


@pytest.mark.skipif(os.name == "nt", reason="SANE is not for Windows")
def test_looking_for_scanners_can_be_broken_off(tmp_path: Path) -> None:
    tool = tmp_path / "scanimage"
    tool.write_text("#!/bin/sh\nexec sleep 60\n")
    tool.chmod(0o755)
    port = SanePort({"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    threading.Timer(0.3, port.close).start()
    began = time.monotonic()
    with pytest.raises(Fault) as raised:
        port.scanners()
    assert raised.value.code is FaultCode.SCANNER_SILENT
    assert time.monotonic() - began < 40


BROTHER = """All options specific to device `brother4:bus1;dev2':
    Mode:
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast] [24bit Color]
        Select the scan mode
    --resolution 100|150|200|300|400|600|1200|2400|4800|9600dpi [200]
        Sets the resolution of the scanned image.
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex) [Automatic Document Feeder(left aligned)]
        Selects the scan source (such as a document-feeder).
"""  # noqa: E501 - as the program prints it
FUJITSU = """All options specific to device `fujitsu:ScanSnap':
  Scan Mode:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
"""
PLAIN = """All options specific to device `plustek:1':
    --mode Lineart|Gray [Gray]
    --resolution 50|75dpi [50]
    --source Flatbed [inactive]
"""


@pytest.mark.parametrize(
    ("text", "abilities", "arguments"),
    [
        (
            BROTHER,
            Abilities((Paper.GLASS, Paper.FEEDER), (Colour.COLOUR, Colour.GREY)),
            ("--source", "Automatic Document Feeder(left aligned)", "--mode", "24bit Color", "--resolution", "300"),
        ),
        (
            FUJITSU,
            Abilities((Paper.FEEDER,), (Colour.COLOUR, Colour.GREY)),
            ("--source", "ADF Front", "--mode", "Color", "--resolution", "300"),
        ),
        (PLAIN, Abilities((Paper.GLASS,), (Colour.GREY,)), ("--resolution", "75")),
        ("", Abilities(), ()),
    ],
)
def test_the_words_of_other_drivers(text: str, abilities: Abilities, arguments: tuple[str, ...]) -> None:
    assert abilities_in(text) == abilities
    assert arguments_for(text, Wish(Paper.FEEDER)) == arguments


def _children(name: str) -> list[int]:
    """Return the living processes of a name that this one has started."""
    words = ("ps", "-o", "pid=,comm=,stat=", "--ppid", str(os.getpid()))
    listed = subprocess.run(words, capture_output=True, text=True, check=False)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(row[0]) for row in rows if row[1] == name and not row[2].startswith("Z")]
