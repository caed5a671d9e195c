"""Carries out what the archive's panel asks for: each deed in a worker, its outcome as a signal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.config import Config
from desktop.gui.bridge import Bridge
from desktop.gui.workers import Lane
from desktop.receipts.receipt import Original, Receipt

DINERO_APP = "https://app.dinero.dk"
"""Dinero's own pages; the first part of the path is the company's number. The address of a single voucher is not
documented, so the company is opened and the number is told."""
_FILE_MANAGER = "org.freedesktop.FileManager1"


class Rescued(NamedTuple):
    """What came of fetching a file back."""

    receipt_id: str
    copy: Path | None
    """Where the copy lies that was sent; None: the original itself is back in its place."""


class Originals(QObject):
    """Belongs to the GUI thread."""

    copied = Signal(object)
    """Path of the copy"""
    rescued = Signal(object)
    """Rescued"""
    failed = Signal(object)
    """FaultNote"""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge

    def reveal(self, original: Original) -> None:
        """Show an original in the system's file manager."""
        self._bridge.crew.run(
            Lane.DISK, partial(_reveal, self._bridge.desk.vault.require, original), _open_folder, self.failed.emit
        )

    def copy(self, receipt: Receipt, path: Path) -> None:
        """Save the originals: one under this name, several into this folder."""
        work = partial(self._bridge.desk.archive.save_copy, receipt, path)
        self._bridge.crew.run(Lane.ARCHIVE, work, self.copied.emit, self.failed.emit)

    def rescue(self, receipt: Receipt) -> None:
        """Fetch a receipt's file back from Dinero."""
        work = partial(self._bridge.desk.rescue, receipt)
        self._bridge.crew.run(Lane.ARCHIVE, work, partial(self._rescued, receipt.id), self.failed.emit)

    def _rescued(self, receipt_id: str, copy: Path | None) -> None:
        self.rescued.emit(Rescued(receipt_id, copy))
        self._bridge.archive.watch.tell_vault()


def dinero_url(config: Config, company_id: int | None) -> QUrl:
    """Return where a company's books are seen: in Dinero, or on the stand-in's own page."""
    if config.sandbox:
        return QUrl(config.api_url)
    return QUrl(f"{DINERO_APP}/{company_id}" if company_id is not None else DINERO_APP)


def _reveal(require: Callable[[str], Path], original: Original) -> Path | None:
    """Have the file manager show a file; return its folder when there is none that can. Raises Fault."""
    path = require(original.sha256)
    command: str | list[str]
    if sys.platform == "win32":
        command = f'explorer /select,"{path}"'  # it reads its own line, and wants the quotes just there
    elif sys.platform == "darwin":
        command = ["open", "-R", str(path)]
    elif shutil.which("dbus-send"):
        ask = [f"--dest={_FILE_MANAGER}", "--type=method_call", "/org/freedesktop/FileManager1"]
        command = ["dbus-send", "--session", "--print-reply", *ask, f"{_FILE_MANAGER}.ShowItems"]
        command += [f"array:string:{path.as_uri()}", "string:"]
    else:
        return path.parent
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=10)  # noqa: S603 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return path.parent
    worked = done.returncode == 0 or sys.platform == "win32"  # explorer answers 1 when it has worked
    return None if worked else path.parent


def _open_folder(folder: Path | None) -> None:
    if folder is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
