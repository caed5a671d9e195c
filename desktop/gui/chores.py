"""Work of the bridge that is done in other threads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from desktop.desk import Desk, IntakeReport
from desktop.desk.intake import OnTaken
from desktop.gui.facts import MissingKnown
from desktop.receipts.receipt import Receipt


def take_paths(desk: Desk, paths: Sequence[str | Path], on_taken: OnTaken, *, again: bool) -> IntakeReport:
    """Take files and folders into the tray."""
    return desk.take(map(Path, paths), on_taken, again=again)


def take_image(desk: Desk, image: QImage, name: str) -> IntakeReport:
    """Take a picture into the tray, as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return desk.take_bytes(bytes(data.data()), name)


def missing_of(desk: Desk, receipts: tuple[Receipt, ...]) -> tuple[MissingKnown, ...]:
    """Return what each of some receipts lacks."""
    return tuple(MissingKnown(r.id, desk.missing(r)) for r in receipts)
