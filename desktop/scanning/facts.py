"""What a scanner is, what is wished of it, and the one interface that every system's way of scanning has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

RESOLUTION = 300
"""Dots per inch: the smallest print of a till receipt can be read, and a page takes a few seconds."""


class Colour(StrEnum):
    """What a page is scanned as."""

    COLOUR = "colour"
    GREY = "grey"


class Paper(StrEnum):
    """Where the paper lies."""

    GLASS = "glass"
    FEEDER = "feeder"


@dataclass(frozen=True, slots=True)
class Scanner:
    """One scanner that can be reached."""

    id: str
    """What the system calls it."""
    name: str
    """Maker and model."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a scanner can do; where it does not say, there is one of each."""

    papers: tuple[Paper, ...] = (Paper.GLASS,)
    colours: tuple[Colour, ...] = (Colour.COLOUR,)


@dataclass(frozen=True, slots=True)
class Wish:
    """How is to be scanned."""

    paper: Paper = Paper.GLASS
    colour: Colour = Colour.COLOUR
    resolution: int = RESOLUTION
    """Dots per inch; the nearest that the scanner has."""


def fitting(offered: Iterable[int], wanted: int) -> int | None:
    """Return the nearest resolution that there is, rather more than less; None where none is said (dots per inch)."""
    numbers = list(offered)
    enough = [number for number in numbers if number >= wanted]
    return min(enough) if enough else max(numbers, default=None)


class ScanEar(Protocol):
    """Who hears of a scan. Called from the thread that scans."""

    def page_came(self, path: Path) -> None:
        """Take a page that is whole; the file is the hearer's from now on."""

    def moved_on(self, page: int, percent: float) -> None:
        """Hear how far a page (from 1) is."""

    def is_stopped(self) -> bool:
        """Return True when the scan is to be broken off; asked a few times a second."""
        ...


class Port(Protocol):
    """One system's way of scanning. Every method may take its time: call it from a thread nobody waits for."""

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners that can be reached. Raises Fault SCANNER_NO_TOOL, SCANNER_NONE or SCANNER_FAILED."""
        ...

    def close(self) -> None:
        """Break off what looks for scanners or asks them; called by any thread, at the end."""

    def abilities(self, scanner: Scanner) -> Abilities:
        """Return what a scanner can do. Raises Fault."""
        ...

    def scan(self, scanner: Scanner, wish: Wish, folder: Path, ear: ScanEar) -> None:
        """Scan one page from the glass, or all that lie in the feeder, into files below ``folder``.

        Returns when the paper is out, or the scan was broken off. Raises Fault: SCANNER_GONE, SCANNER_BUSY,
        SCANNER_JAMMED, SCANNER_COVER, SCANNER_EMPTY, SCANNER_CLOSED, SCANNER_SILENT, SCANNER_FAILED; the pages that
        were told of before are whole.
        """
        ...
