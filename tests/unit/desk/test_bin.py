"""The bin: what goes by itself and when, what never does, and whose bytes stay."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import RequestStart, Vault

NOWHERE = "http://127.0.0.1:9"
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d"
    "1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501"
    "010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d0102030004110512213141"
    "0613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a5354"
    "55565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9"
    "bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd0ffd9"
)


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += dt.timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(NOWHERE, NOWHERE, tmp_path / "data")


@pytest.fixture
def desk(config: Config, clock: Clock) -> ReceiptDesk:
    desk = ReceiptDesk(config, clock)
    desk.open()
    return desk


def take(desk: ReceiptDesk, name: str) -> Receipt:
    (receipt,) = desk.take_bytes(JPEG + name.encode(), name).taken
    return receipt


def files(config: Config) -> list[str]:
    return sorted(path.name for path in config.vault_dir.rglob("*") if path.is_file())


def test_a_month_in_the_bin_and_it_is_gone(desk: ReceiptDesk, clock: Clock, config: Config) -> None:
    binned, kept = take(desk, "a.jpg"), take(desk, "b.jpg")
    desk.bin([binned.id])
    (told,) = desk.dustbin.contents()
    assert (told.receipt.id, told.until, told.sent_once) == (binned.id, dt.date(2026, 12, 2), False)
    clock.pass_days(30)
    assert desk.dustbin.empty_old() == ()
    clock.pass_days(1)
    assert desk.dustbin.empty_old() == (binned.id,)
    assert [r.id for r in desk.receipts()] == [kept.id]
    assert binned.id in desk.receipt_table.ids(), "a tombstone is left"
    assert {name.split(".")[0] for name in files(config)} == {kept.originals[0].sha256}
    again = ReceiptDesk(config, clock)
    assert [r.id for r in again.open()] == [kept.id], "it does not come back"


def test_restored_it_stays(desk: ReceiptDesk, clock: Clock) -> None:
    receipt = take(desk, "a.jpg")
    desk.bin([receipt.id])
    desk.restore([receipt.id])
    clock.pass_days(90)
    assert desk.dustbin.empty_old() == ()
    assert desk.dustbin.contents() == ()
    assert desk.receipt(receipt.id).state is State.NEW


def test_bytes_that_another_receipt_uses_stay(desk: ReceiptDesk, config: Config) -> None:
    first, second = take(desk, "a.jpg"), take(desk, "b.jpg")
    desk.merge([first.id, second.id])
    assert desk.dustbin.contents() == (), "what was merged is not shown as thrown out"
    assert desk.dustbin.delete([second.id]) == (second.id,)
    sha256 = second.originals[0].sha256
    assert desk.vault.path_of(sha256).read_bytes() == JPEG + b"b.jpg"
    assert f"{sha256}.{second.id}.json" in files(config), "a journal rebuilt from the vault still knows of it"
    desk.bin([first.id])
    desk.dustbin.delete([first.id])
    assert files(config) == [], "the last one takes all with it"


@pytest.mark.parametrize(
    "trace",
    [{"file_guid": "web0"}, {"voucher_guid": "1"}, {"gone_vouchers": ("1",)}],
    ids=["its file is in Dinero", "a voucher", "a voucher that is gone"],
)
def test_what_was_sent_once_is_kept_for_the_years(desk: ReceiptDesk, clock: Clock, trace: dict[str, object]) -> None:
    receipt = take(desk, "a.jpg")
    desk.bin([receipt.id])
    desk.receipt_table.save(replace(desk.receipt(receipt.id), **trace))  # type: ignore[arg-type]  # fields of a receipt
    _is_kept(desk, clock, receipt)


def test_a_request_whose_outcome_is_not_known_keeps_it_too(desk: ReceiptDesk, clock: Clock) -> None:
    receipt = take(desk, "a.jpg")
    desk.request_table.begin(RequestStart("upload", 1, "client", receipt.id), 90)
    desk.bin([receipt.id])
    _is_kept(desk, clock, receipt)


def _is_kept(desk: ReceiptDesk, clock: Clock, receipt: Receipt) -> None:
    clock.pass_days(365 * 5)
    assert desk.dustbin.empty_old() == ()
    with pytest.raises(Fault) as caught:
        desk.dustbin.delete([receipt.id])
    assert caught.value.code is FaultCode.KEPT_FOR_YEARS
    assert desk.vault.path_of(receipt.originals[0].sha256).is_file()
    (told,) = desk.dustbin.contents()
    assert told.sent_once
    assert told.until == dt.date(2033, 1, 1)
    clock.pass_days(365 * 2)
    assert desk.dustbin.empty_old() == (receipt.id,)


def test_nothing_of_the_tray_or_the_archive_is_ever_deleted(desk: ReceiptDesk, clock: Clock) -> None:
    receipt = take(desk, "a.jpg")
    for state in State:
        desk.receipt_table.save(replace(desk.receipt(receipt.id), state=state))
        if state is not State.BINNED:
            clock.pass_days(40)
            assert desk.dustbin.delete([receipt.id]) == ()
            assert desk.dustbin.empty_old() == ()
    assert desk.vault.path_of(receipt.originals[0].sha256).is_file()


def test_dropped_again_after_it_was_deleted(desk: ReceiptDesk) -> None:
    receipt = take(desk, "a.jpg")
    desk.bin([receipt.id])
    desk.dustbin.delete([receipt.id])
    anew = take(desk, "a.jpg")
    assert anew.id != receipt.id
    assert desk.vault.path_of(anew.originals[0].sha256).is_file()
    assert desk.dustbin.contents() == ()


def test_drops_and_deletions_of_the_same_bytes_lose_nothing(config: Config) -> None:
    """Two threads with a desk each: one drops and bins, the other deletes whatever it finds."""
    one, other, over = ReceiptDesk(config), ReceiptDesk(config), threading.Event()
    one.open()
    faults: list[BaseException] = []

    def delete() -> None:
        try:
            while not over.is_set():
                other.dustbin.delete([b.receipt.id for b in other.dustbin.contents()])
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    thread = threading.Thread(target=delete)
    thread.start()
    for _time in range(40):
        report = one.take_bytes(JPEG, "a.jpg")
        receipt = (report.taken + report.known)[0]
        assert one.vault.path_of(receipt.originals[0].sha256).read_bytes() == JPEG
        assert one.receipt(receipt.id).state is State.NEW
        one.bin([receipt.id])
    over.set()
    thread.join(30)
    assert faults == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows kills are tested with the installer")
@pytest.mark.parametrize("point", ["buried", "removed"])
def test_a_kill_in_the_middle_is_made_good_at_the_next_start(config: Config, point: str) -> None:
    child = textwrap.dedent(f"""
        import os, signal, sys
        from pathlib import Path
        from desktop.config import Config
        from desktop.desk.bin import Bin
        from desktop.desk.receipt_desk import ReceiptDesk
        desk = ReceiptDesk(Config("{NOWHERE}", "{NOWHERE}", Path(sys.argv[1])))
        desk.open()
        def die(at):
            if at == "{point}":
                os.kill(os.getpid(), signal.SIGKILL)
        ids = [b.receipt.id for b in desk.dustbin.contents()]
        assert len(ids) == 3
        Bin(desk, die).delete(ids)
    """)
    desk = ReceiptDesk(config)
    desk.open()
    kept = take(desk, "kept.jpg")
    desk.bin([take(desk, f"{name}.jpg").id for name in "abc"])
    desk.close()
    killed = subprocess.run([sys.executable, "-c", child, str(config.data_dir)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    left = [name for name in files(config) if "." not in name]
    assert len(left) == (4 if point == "buried" else 3), "it was in the middle"
    again = ReceiptDesk(config)
    assert [r.id for r in again.open()] == [kept.id]
    assert [name for name in files(config) if "." not in name] == [kept.originals[0].sha256]
    assert again.vault.check().missing == ()
    assert again.dustbin.contents() == ()


def test_a_vault_that_can_not_be_written_is_told(desk: ReceiptDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = take(desk, "a.jpg")
    desk.bin([receipt.id])

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "denied", str(missing_ok))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(Fault) as caught:
        desk.dustbin.delete([receipt.id])
    assert caught.value.code is FaultCode.DATA_FOLDER_READ_ONLY
    monkeypatch.undo()
    assert Vault.holds(desk.vault, receipt.originals[0].sha256, receipt.originals[0].size)
    desk.dustbin.finish()
    assert not os.path.lexists(desk.vault.path_of(receipt.originals[0].sha256))
