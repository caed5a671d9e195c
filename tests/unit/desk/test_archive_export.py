from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.company import Account, Company, CompanyBook
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.words import use_language

DRAFT = Draft("Café Ærø", date=dt.date(2026, 5, 14), amount=Decimal("1250.00"), account=7200, paid_from=55000,
              description="=SUM(A1)")  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    use_language("da")
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data"))
    desk.open()
    company = Company(1, "Kaffe & Kage ApS", has_api=True)
    desk.company_table.save_list((company,))
    desk.company_table.save_book(CompanyBook(company, accounts=(Account(7200, "Mødeudgifter", "I25"),)))
    yield desk
    desk.close()
    use_language("en")


Keep = Callable[[str], Receipt]


@pytest.fixture
def keep(desk: ReceiptDesk, tmp_path: Path) -> Keep:
    def keep(name: str) -> Receipt:
        Image.new("RGB", (40, 60), (len(name), 10, sum(name.encode()) % 255)).save(tmp_path / name)
        (receipt,) = desk.take([tmp_path / name]).taken
        now = desk.journal.now()
        return desk.receipt_table.save(
            replace(receipt, draft=DRAFT, state=State.BOOKED, company_id=1, delivered_at=now, voucher_number=707)
        )

    return keep


def rows(archive: zipfile.ZipFile) -> list[list[str]]:
    data = archive.read("bilag.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_originals_go_out_as_they_came_with_hashes_and_a_table(desk: ReceiptDesk, keep: Keep, tmp_path: Path) -> None:
    receipts = [keep("bon.jpg"), keep("anden bon.jpg")]
    target, told = tmp_path / "ud.zip", list[int]()
    report = desk.archive.export([r.id for r in receipts], target, told.append)
    assert (report.receipts, report.files, report.missing, report.changed) == (2, 2, (), ())
    assert told == [1, 2]
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        sums = [line.split("  ", 1) for line in archive.read("SHA256SUMS.txt").decode().splitlines()]
        assert len(sums) == 3
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == found for found, name in sums)
        assert {found for found, _name in sums} >= {r.originals[0].sha256 for r in receipts}
        head, first, _second = rows(archive)
        cells = dict(zip(head, first, strict=True))
    assert cells["Dato"] == "14.05.2026"
    assert cells["I alt"] == "1250,00"
    assert cells["Kontonavn"] == "Mødeudgifter"
    assert cells["Firma"] == "Kaffe & Kage ApS"
    assert cells["Beskrivelse"] == "'=SUM(A1)", "no cell is a formula"
    assert cells["Bilagsnummer"] == "707"
    assert cells["Fil i zip-filen"].startswith("bilag/2026-05-14 Café Ærø 1250,00 ")
    assert sorted(p.name for p in tmp_path.glob("ud.zip*")) == ["ud.zip"]


def test_an_original_that_is_missing_or_changed_is_told(desk: ReceiptDesk, keep: Keep, tmp_path: Path) -> None:
    gone, bad, good = keep("væk.jpg"), keep("skadet.jpg"), keep("hel.jpg")
    desk.path_of(gone.originals[0]).unlink()
    desk.path_of(bad.originals[0]).write_bytes(b"something else")
    report = desk.archive.export([gone.id, bad.id, good.id], tmp_path / "ud.zip")
    assert (report.receipts, report.files) == (3, 2)
    assert report.missing == ("væk.jpg",)
    assert report.changed == ("skadet.jpg",)
    with zipfile.ZipFile(tmp_path / "ud.zip") as archive:
        assert [row[-1] for row in rows(archive)[1:]] == ["originalen mangler", "originalen er ændret", "uændret"]


def test_a_cancel_leaves_what_was_there(desk: ReceiptDesk, keep: Keep, tmp_path: Path) -> None:
    target = tmp_path / "ud.zip"
    target.write_bytes(b"an earlier export")
    ids, told = [keep("a.jpg").id, keep("b.jpg").id], list[int]()
    report = desk.archive.export(ids, target, told.append, lambda: bool(told))
    assert report.cancelled
    assert target.read_bytes() == b"an earlier export"
    assert sorted(p.name for p in tmp_path.glob("ud.zip*")) == ["ud.zip"]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on a file's size is POSIX's")
def test_a_full_disk_leaves_what_was_there(desk: ReceiptDesk, keep: Keep, tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - not on Windows
    import signal  # noqa: PLC0415 - as above

    ids = [keep("a.jpg").id, keep("b.jpg").id]
    (tmp_path / "ud.zip").write_bytes(b"old")
    pid = os.fork()
    if pid == 0:  # the limit can't be taken back in this process
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
        outcome = 1
        try:
            desk.archive.export(ids, tmp_path / "ud.zip")
        except Fault as fault:
            outcome = 0 if fault.code is FaultCode.DISK_FULL else 2
        finally:
            os._exit(outcome)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "ud.zip").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.glob("ud.zip*")) == ["ud.zip"]


def test_a_folder_that_is_gone_is_told(desk: ReceiptDesk, keep: Keep, tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        desk.archive.export([keep("a.jpg").id], tmp_path / "no" / "ud.zip")
    assert caught.value.code is FaultCode.FILE_NOT_WRITTEN
