"""Scanning into the tray: every page is durable as soon as it is whole, whatever becomes of the next one."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.desk.intake import IntakeReport, OnTaken
from desktop.receipts.faults import Fault, FaultNote
from desktop.receipts.receipt import Receipt, new_receipt_id
from desktop.scanning import Port, Scanner, Wish
from desktop.store.disk import make_directory, own_folder_faults

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk


class Ear(Protocol):
    """Who hears of a scan. Called from the thread that scans."""

    def moved_on(self, page: int, percent: float) -> None:
        """Hear how far a page (from 1) is."""

    def is_stopped(self) -> bool:
        """Return True when the scan is to be broken off."""
        ...


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of one scan."""

    report: IntakeReport
    changed: tuple[Receipt, ...] = ()
    """Every receipt that was made or changed, those whose page another one has now too."""
    pages: int = 0
    fault: FaultNote | None = None
    """Why it broke off; None: it did not."""


class Scans:
    """The part of the desk that scans."""

    def __init__(self, desk: ReceiptDesk, checkpoint: Callable[[str], None] = lambda _point: None) -> None:
        self._desk = desk
        self._folder = desk.config.data_dir / "scans"
        self._checkpoint = checkpoint

    def scan(self, port: Port, scanner: Scanner, wish: Wish, ear: Ear, *, together: bool, on_taken: OnTaken) -> Scanned:
        """Scan, and return what came of it.

        ``together``: all pages are one receipt, else each is one of its own. Raises Fault of our own disk.
        """
        folder = self._folder / new_receipt_id()
        with own_folder_faults(self._folder):
            make_directory(folder)
        pages = _Pages(self._desk, ear, on_taken, self._checkpoint)
        fault = None
        try:
            port.scan(scanner, wish, folder, pages)
        except Fault as error:
            fault = error.note()
        finally:
            if not pages.left:  # what our own disk could not take stays for the next start
                shutil.rmtree(folder, ignore_errors=True)
        return self._told(pages, pages.left or fault, together=together)

    def _told(self, pages: _Pages, note: FaultNote | None, *, together: bool) -> Scanned:
        """Make one receipt of the pages; where that can't be, they stay as they are."""
        report = pages.report
        if together and len(report.taken) > 1:
            with suppress(Fault):
                merged = self._desk.merge([r.id for r in report.taken])
                return Scanned(replace(report, taken=merged[:1]), merged, pages.number, note)
        return Scanned(report, report.taken, pages.number, note)

    def recover(self) -> tuple[Receipt, ...]:
        """Take the pages that a run which was cut off has left, and return the receipts. Raises Fault.

        Call it before anything is scanned. A page that was taken already is known by its bytes.
        """
        taken: tuple[Receipt, ...] = ()
        for path in sorted(self._folder.glob("*/*")):
            if path.is_dir():  # where another program has written
                shutil.rmtree(path, ignore_errors=True)
                continue
            report = IntakeReport() if path.suffix == ".part" else self._desk.take([path])
            taken += report.taken
            if path.suffix == ".part" or not report.refused:
                path.unlink(missing_ok=True)
        for folder in self._folder.glob("*"):
            with suppress(OSError):  # a page that can't be taken today is tried again at the next start
                folder.rmdir()
        return taken


class _Pages:
    """Takes each page that comes."""

    def __init__(self, desk: ReceiptDesk, ear: Ear, on_taken: OnTaken, checkpoint: Callable[[str], None]) -> None:
        self._desk, self._on_taken, self._checkpoint = desk, on_taken, checkpoint
        self.moved_on, self._is_stopped = ear.moved_on, ear.is_stopped
        self._began = dt.datetime.now().astimezone()
        self.number = 0
        """Pages that have come."""
        self.report = IntakeReport()
        self.left: FaultNote | None = None
        """Why a page could not be taken: our own disk is full, or the like."""

    def is_stopped(self) -> bool:
        return self._is_stopped() or self.left is not None

    def page_came(self, path: Path) -> None:
        self.number += 1
        named = path.with_name(f"Scan {self._began:%Y-%m-%d %H.%M.%S}-{self.number:02d}{path.suffix}")
        path.rename(named)
        self._checkpoint("page")
        # Taken again, should it be the same to the last bit: whoever scans a page wants it.
        report = self._desk.take([named], self._on_taken, again=True)
        self.report += report
        self._checkpoint("taken")
        if report.taken:
            named.unlink(missing_ok=True)
        elif report.refused:
            self.left = report.refused[0].note
