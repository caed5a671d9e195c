from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.receipt import Receipt
from desktop.store.vault_checks import VaultChecks


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data"), clock)
    desk.open()
    yield desk
    desk.close()


@pytest.fixture
def keep(desk: ReceiptDesk, tmp_path: Path) -> Callable[[str], Receipt]:
    def keep(name: str) -> Receipt:
        Image.new("RGB", (40, 60), (len(name), 10, 99)).save(tmp_path / name)
        (receipt,) = desk.take([tmp_path / name]).taken
        return receipt

    return keep


def checked(checks: VaultChecks) -> int:
    count = 0
    while read := checks.go_on(1):
        count += read
    return count


def test_each_original_is_read_once_a_month(desk: ReceiptDesk, keep: Callable[[str], Receipt], clock: Clock) -> None:
    for number in range(3):
        keep("x" * (number + 1) + ".png")
    checks = desk.archive.checks
    assert not checks.result().is_finished
    assert checks.go_on(1) == 1, "piece by piece"
    assert checks.result().checked == 1
    again = VaultChecks(desk.journal, desk.vault)
    assert checked(again) == 2, "a new start goes on where it was"
    result = again.result()
    assert (result.is_finished, result.total, result.last, result.damaged) == (True, 3, clock.now, ())
    clock.now += dt.timedelta(days=29)
    assert checked(again) == 0
    clock.now += dt.timedelta(days=2)
    assert not again.result().is_finished
    assert checked(again) == 3


def test_what_is_damaged_or_gone_is_named(desk: ReceiptDesk, keep: Callable[[str], Receipt]) -> None:
    good, bad, gone = keep("god.png"), keep("skadet.png"), keep("forsvundet.png")
    desk.path_of(bad.originals[0]).write_bytes(b"rot")
    desk.path_of(gone.originals[0]).unlink()
    assert checked(desk.archive.checks) == 3
    found = {d.receipt_id: (d.name, d.is_missing) for d in desk.archive.checks.result().damaged}
    assert found == {bad.id: ("skadet.png", False), gone.id: ("forsvundet.png", True)}
    assert good.id not in found


def test_a_clock_that_was_wrong_leaves_nothing_unread(
    desk: ReceiptDesk, keep: Callable[[str], Receipt], clock: Clock
) -> None:
    keep("bon.png")
    clock.now += dt.timedelta(days=400)
    assert checked(desk.archive.checks) == 1
    clock.now -= dt.timedelta(days=400)
    assert checked(desk.archive.checks) == 1
