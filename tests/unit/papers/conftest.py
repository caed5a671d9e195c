"""A desk over an empty folder, and files to drop on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk.intake import IntakeReport
from desktop.desk.receipt_desk import ReceiptDesk

Drop = Callable[[bytes, str], IntakeReport]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    opened = ReceiptDesk(Config("", "", tmp_path / "data"))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def drop(desk: ReceiptDesk, tmp_path: Path) -> Drop:
    """Return what drops a file with these bytes and this name."""

    def dropped(data: bytes, name: str) -> IntakeReport:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return desk.take([path])

    return dropped
