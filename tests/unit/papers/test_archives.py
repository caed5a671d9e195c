"""Zip files: each file a receipt, within limits."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from desktop.papers import unpacking
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.papers.conftest import Drop
from tests.unit.papers.letters_home import OTHER_PDF, PDF, eml, zipped


def test_each_file_is_a_receipt_and_paths_are_nothing(drop: Drop, tmp_path: Path) -> None:
    data = zipped(
        [("../../../ud.pdf", PDF), ("mappe/b.pdf", OTHER_PDF), ("__MACOSX/._b.pdf", b"x"), ("m/.DS_Store", b"x")]
    )
    report = drop(data, "bilag.zip")
    assert [r.originals[0].name for r in report.taken] == ["ud.pdf", "b.pdf"]
    assert report.refused == ()
    assert not list(tmp_path.parent.glob("ud.pdf"))


def test_what_is_no_receipt_is_named(drop: Drop) -> None:
    report = drop(zipped([("læs mig.txt", b"hej"), ("a.pdf", PDF)]), "bilag.zip")
    assert len(report.taken) == 1
    assert [(r.name, r.note.code) for r in report.refused] == [("bilag.zip: læs mig.txt", FaultCode.NOT_A_RECEIPT)]


def test_zips_and_mails_inside_are_followed_until_it_is_enough(drop: Drop) -> None:
    report = drop(
        zipped([("indre.zip", zipped([("a.pdf", PDF)])), ("m.eml", eml(files=[("b.pdf", OTHER_PDF)]))]), "y.zip"
    )
    assert [r.originals[0].name for r in report.taken] == ["a.pdf", "b.pdf"]
    data = zipped([("a.pdf", PDF)])
    for _ in range(6):
        data = zipped([("z.zip", data)])
    assert [r.note.code for r in drop(data, "dyb.zip").refused] == [FaultCode.TOO_DEEP]


def _locked() -> bytes:
    data = bytearray(zipped([("a.pdf", PDF)]))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    data[6] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped([("a.pdf", b"\0" * 60_000_000)]), FaultCode.ZIP_TOO_MUCH),
        (zipped([("a.bin", b"\0" * 60_000_000), ("ok.pdf", PDF)]), FaultCode.ZIP_TOO_MUCH),
        (zipped([(f"{n}.txt", b"x") for n in range(2_001)]), FaultCode.ZIP_TOO_MANY),
        (zipped([("a.pdf", PDF)])[:-30], FaultCode.ZIP_BROKEN),
        (zipped([]), FaultCode.ZIP_EMPTY),
        (_locked(), FaultCode.ZIP_LOCKED),
    ],
    ids=["bomb", "bomb first", "many", "cut off", "empty", "locked"],
)
def test_what_is_not_unpacked_is_named(drop: Drop, data: bytes, code: FaultCode) -> None:
    report = drop(data, "bilag.zip")
    assert [refusal.note.code for refusal in report.refused] == [code]
    assert report.taken == ()


def test_a_header_that_lies_about_the_size_changes_nothing(tmp_path: Path) -> None:
    """The bytes that come out are counted, whatever the archive says of them."""
    data = bytearray(zipped([("a.bin", b"\0" * 40_000_000)]))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    folder = tmp_path / "ud"
    folder.mkdir()
    with pytest.raises(Fault):
        unpacking.Unpacking(folder).all_of(path)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.read("a.bin")
