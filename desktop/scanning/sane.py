"""Scanning by SANE's ``scanimage``, a program of its own: a driver that crashes or hangs takes nothing along.

``scanimage`` ends with SANE's status as its exit status, writes each page beside its name first and renames it when it
is whole, and tells how far it is on its error output (sane-backends, scanimage(1) and sane.h).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.scanning.facts import Abilities, Paper, ScanEar, Scanner, Wish
from desktop.scanning.sane_options import abilities_in, arguments_for
from desktop.scanning.sane_run import PATIENCE_S, Run

TOOL = "scanimage"
LIST_S, ASK_S = 60.0, 30.0
"""Seconds that looking for scanners, and asking one what it can do, may take: some look through the whole network."""
_MAC_PLACES = (Path("/opt/homebrew/bin/scanimage"), Path("/usr/local/bin/scanimage"))
"""Where Homebrew puts it; a program that the Finder starts has not these in its path."""
_DEVICES = "%d\t%v\t%m%n"
_PROGRESS = re.compile(r"Progress: ([\d.]+)%")
_STATE = re.compile(r"\(scanner status = (\d+)\)")
_PAGE = re.compile(r"Scanning page (\d+)")
_STATUS = {
    3: FaultCode.SCANNER_BUSY,
    6: FaultCode.SCANNER_JAMMED,
    7: FaultCode.SCANNER_EMPTY,
    8: FaultCode.SCANNER_COVER,
    9: FaultCode.SCANNER_GONE,
    11: FaultCode.SCANNER_CLOSED,
}
"""SANE's status numbers (sane.h); an error of input or output is what an unplugged scanner gives."""
_END, _EMPTY = 5, 7
"""Of them: the page is at its end, and the feeder is out of documents, which is how a scan from it ends well."""


class SanePort:
    """``scanimage`` as a way to scan."""

    def __init__(
        self, environ: Mapping[str, str] | None = None, silence_s: float = 120, patience_s: Sequence[float] = PATIENCE_S
    ) -> None:
        """``environ``: for the program; ``silence_s``: seconds without a word after which a scanner is given up.

        ``patience_s``: seconds after each, harder, way of breaking a scan off.
        """
        self._environ = dict(os.environ if environ is None else environ) | {"LC_ALL": "C", "LANGUAGE": "C"}
        self._silence_s, self._patience_s = silence_s, patience_s
        self._closed = threading.Event()
        self._options: dict[str, str] = {}
        """What each scanner has said of its options."""

    def close(self) -> None:
        """Break off what is being asked."""
        self._closed.set()

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners that SANE finds; cameras that it takes for scanners are left out."""
        lines = self._ask(("-f", _DEVICES), LIST_S).splitlines()
        parts = [line.split("\t") for line in lines if line.count("\t") == 2]
        found = tuple(Scanner(p[0], _name(p[1], p[2])) for p in parts if not p[0].startswith("v4l"))
        if not found:
            raise Fault(FaultCode.SCANNER_NONE, Effect.WAIT)
        return found

    def abilities(self, scanner: Scanner) -> Abilities:
        """Return what the scanner's own options say."""
        self._options[scanner.id] = self._ask(("-d", scanner.id, "-A"), ASK_S)
        return abilities_in(self._options[scanner.id])

    def scan(self, scanner: Scanner, wish: Wish, folder: Path, ear: ScanEar) -> None:
        """Scan into PNG files. See :class:`Port`."""
        if scanner.id not in self._options:
            self.abilities(scanner)
        options = arguments_for(self._options[scanner.id], wish)
        words = (self._tool(), "-d", scanner.id, "--format=png", "-p", f"--batch={folder}/page-%04d.png", *options)
        if wish.paper is Paper.GLASS:
            words = (*words, "--batch-count=1")
        run = Run(words, self._environ, self._patience_s)
        pages = _Counted(ear)
        try:
            self._follow(run, folder, pages)
        finally:
            status = run.end()
            _hand_on(folder, pages)
        if pages.is_over and status not in _STATUS:
            status = pages.state
        self._judge(status, pages.count, ear)

    def _follow(self, run: Run, folder: Path, ear: _Counted) -> None:
        """Tell of pages and progress until the program is done."""
        page = 1
        for line in run.lines(ear.is_stopped, self._silence_s):
            if found := _PROGRESS.search(line):
                ear.moved_on(page, float(found[1]))
                continue
            _hand_on(folder, ear)
            if line.startswith("Batch terminated"):
                run.is_over = ear.is_over = True
                return  # what follows is the driver's own end, in which some hang
            if found := _STATE.search(line):
                ear.state = int(found[1])
            if found := _PAGE.search(line):
                page = int(found[1])
                ear.moved_on(page, 0)

    def _judge(self, status: int, pages: int, ear: ScanEar) -> None:
        """Raise the fault that a scan has ended with, if it is one."""
        if ear.is_stopped() or (status in {0, _END, _EMPTY} and pages):
            return
        if status in {0, _END}:  # in a batch, a feeder that was empty from the first is no error to the program
            status = _EMPTY
        # A killed driver (a negative number) is a scanner that broke off, too.
        raise Fault(_STATUS.get(status, FaultCode.SCANNER_FAILED), Effect.WAIT, page=pages + 1)

    def _ask(self, words: tuple[str, ...], seconds: float) -> str:
        try:
            asked = subprocess.Popen(  # noqa: S603 - the program was found by its name, and no shell sees the words
                (self._tool(), *words),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self._environ,
            )  # fmt: skip
        except OSError as error:
            raise Fault(FaultCode.SCANNER_FAILED, Effect.WAIT) from error
        said, complaint = self._answer(asked, seconds)
        if asked.returncode and not said:
            gone = b"open of device" in complaint and asked.returncode not in _STATUS
            code = FaultCode.SCANNER_GONE if gone else _STATUS.get(asked.returncode, FaultCode.SCANNER_FAILED)
            raise Fault(code, Effect.WAIT)
        return said.decode("utf-8", "replace")

    def _answer(self, asked: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
        until = time.monotonic() + seconds
        while True:
            try:
                return asked.communicate(timeout=0.2)
            except subprocess.TimeoutExpired:
                if self._closed.is_set() or time.monotonic() > until:
                    asked.kill()
                    asked.communicate()
                    raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT) from None

    def _tool(self) -> str:
        found = shutil.which(TOOL, path=self._environ.get("PATH"))
        found = found or next((str(p) for p in _MAC_PLACES if sys.platform == "darwin" and p.is_file()), None)
        if found is None:
            raise Fault(FaultCode.SCANNER_NO_TOOL, Effect.WAIT)
        return found


class _Counted:
    """An ear that knows how many pages it has heard of."""

    def __init__(self, ear: ScanEar) -> None:
        self.moved_on, self.is_stopped = ear.moved_on, ear.is_stopped
        self._ear = ear
        self.count = 0
        self.is_over = False
        """The program has said that it scans no more."""
        self.state = 0
        """SANE's status of the last page; a driver that stumbles on its way out ends with another one, or none."""

    def page_came(self, path: Path) -> None:
        self.count += 1
        self._ear.page_came(path)


def _hand_on(folder: Path, ear: ScanEar) -> None:
    """Tell of the pages that are there: under its last name a page is whole; its hearer takes the file away."""
    for path in sorted(folder.glob("page-*.png")):
        ear.page_came(path)


def _name(maker: str, model: str) -> str:
    return model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}".strip()
