"""The course of one scan by Image Capture: what it says is fed in, and the next step comes out. Nothing of a Mac in it.

The order is that of ICDevice.h and ICScannerDevice.h: a session is opened and becomes ready, the scanner chooses a unit
(glass, feeder) by itself, ours is asked for, and after the request to scan there comes a word for each page and one for
the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.scanning.facts import Paper
from desktop.scanning.image_capture_codes import UNITS, fault_code

OPEN_S, SCAN_S = 30.0, 120.0
"""Seconds without a word after which a scanner is given up: before the scan, and in it."""
UNASKED_S = 5.0
"""Seconds that the scanner's own choice of a unit is waited for; not every driver makes one."""


class Word(Enum):
    """What Image Capture says."""

    ADDED = auto()
    REMOVED = auto()
    OPENED = auto()
    READY = auto()
    SELECTED = auto()
    PAGE = auto()
    COMPLETE = auto()
    CLOSED = auto()
    TROUBLE = auto()
    NOTE = auto()
    """It warms up, or the like: a sign of life."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One word of it."""

    word: Word
    code: int = 0
    """Of its error (``ICReturnCode``); 0: none."""
    unit: int | None = None
    """The unit that was selected."""
    path: Path | None = None
    """The file of a page."""
    device: object = None
    """The scanner that was found."""


class Step(Enum):
    """What is to be done next."""

    WAIT = auto()
    SELECT = auto()
    """The session is open: ask for the unit."""
    SCAN = auto()
    """The unit is ours: set it, and request the scan."""
    TAKE = auto()
    """A page is whole."""
    END = auto()


class _Stage(Enum):
    OPENING = auto()
    SELECTING = auto()
    SCANNING = auto()
    ENDED = auto()


class Course:
    """One scan. ``is_loaded``: whether the feeder says that it holds paper, asked when a scan ended without a page."""

    def __init__(self, paper: Paper, is_loaded: Callable[[], bool] = lambda: True) -> None:
        self._paper, self._is_loaded = paper, is_loaded
        self._stage = _Stage.OPENING
        self._said: set[Word] = set()
        self.pages = 0
        """Pages that are whole."""

    @property
    def is_scanning(self) -> bool:
        """Return True from the request to scan to its end: there is something to break off."""
        return self._stage is _Stage.SCANNING

    @property
    def page(self) -> int:
        """Return the number of the page that is scanned now."""
        return 1 if self._paper is Paper.GLASS else self.pages + 1

    def feed(self, heard: Heard) -> Step:
        """Take a word, and return the next step. Raises Fault SCANNER_*; the scan has ended then."""
        if heard.word in {Word.REMOVED, Word.CLOSED}:
            raise self._ended(FaultCode.SCANNER_GONE)
        if heard.word is Word.PAGE:
            self.pages += 1
            return Step.TAKE
        if heard.word is Word.COMPLETE:
            return self._complete(heard.code)
        if heard.word is Word.TROUBLE or (heard.code and not self._is_aside(heard)):
            raise self._ended(fault_code(heard.code))
        if self._stage is _Stage.OPENING:
            return self._open(heard.word)
        if self._stage is _Stage.SELECTING and heard.word is Word.SELECTED and heard.unit == UNITS[self._paper]:
            self._stage = _Stage.SCANNING
            return Step.SCAN
        return Step.WAIT

    def waited(self, seconds: float) -> Step:
        """Return the next step after so many seconds without a word. Raises Fault SCANNER_SILENT."""
        if seconds > (SCAN_S if self.is_scanning else OPEN_S):
            # A scan is still on then, and is to be broken off.
            raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT, page=self.pages + 1)
        if self._stage is _Stage.OPENING and Word.OPENED in self._said and seconds > UNASKED_S:
            return self._select()
        return Step.WAIT

    def _open(self, word: Word) -> Step:
        self._said.add(word)
        if {Word.OPENED, Word.READY, Word.SELECTED} <= self._said:
            return self._select()
        return Step.WAIT

    def _select(self) -> Step:
        self._stage = _Stage.SELECTING
        return Step.SELECT

    def _is_aside(self, heard: Heard) -> bool:
        """Return True for a unit that could not be had, but was not ours: the scanner's own first choice."""
        return heard.word is Word.SELECTED and self._stage is not _Stage.SELECTING

    def _complete(self, code: int) -> Step:
        feeder = self._paper is Paper.FEEDER
        if not self.pages and feeder and not (code and self._is_loaded()):
            raise self._ended(FaultCode.SCANNER_EMPTY)
        if code or not self.pages:
            raise self._ended(fault_code(code))
        self._stage = _Stage.ENDED
        return Step.END

    def _ended(self, code: FaultCode) -> Fault:
        self._stage = _Stage.ENDED
        return Fault(code, Effect.WAIT, page=self.pages + 1)


class Looking:
    """How long scanners are looked for: those of the network answer one by one, and nothing says which is the last."""

    LONGEST_S, QUIET_S = 8.0, 2.0
    """Seconds in all, and seconds after the last that was found."""

    def __init__(self, now: float) -> None:
        """``now``: seconds of a clock that only goes forward."""
        self._began = now
        self._found: float | None = None

    def found(self, now: float) -> None:
        """Note that one was found."""
        self._found = now

    def is_over(self, now: float) -> bool:
        """Return True when no more is waited for."""
        if self._found is not None and now - self._found > self.QUIET_S:
            return True
        return now - self._began > self.LONGEST_S
