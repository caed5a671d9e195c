"""Whatever is dropped ends in one named state: in the tray, known, or refused with a reason. Nothing is raised."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk.intake import IntakeReport
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.receipts.faults import FaultCode
from desktop.words.faults import explain
from tests.unit.desk.nasty import ODD_NAMES, Nasty, nasty_files, picture


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    opened = ReceiptDesk(Config("", "", tmp_path / "data"))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReceiptDesk]:
    """Return a desk for many files: no two of them are the same."""
    opened = ReceiptDesk(Config("", "", tmp_path_factory.mktemp("bord")))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "filer"
    folder.mkdir()
    return folder


def told(report: IntakeReport) -> tuple[int, int, list[FaultCode]]:
    return len(report.taken), len(report.known), [refusal.note.code for refusal in report.refused]


@pytest.mark.parametrize("nasty", nasty_files(), ids=lambda nasty: nasty.name[:24])
def test_each_ends_in_one_named_state(one_desk: ReceiptDesk, files: Path, nasty: Nasty) -> None:
    path = files / nasty.name
    path.write_bytes(nasty.make())
    report = one_desk.take([path])
    assert told(report) == (nasty.taken, 0, list(nasty.refused))
    assert all(explain(refusal.note).sentence for refusal in report.refused)
    assert all("…" not in "".join(explain(refusal.note)) for refusal in report.refused)
    assert path.exists()  # what was refused stays where it was, and what was taken too


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_are_no_matter(one_desk: ReceiptDesk, files: Path, name: str) -> None:
    (files / name).write_bytes(ODD_NAMES[name]())
    assert told(one_desk.take([files / name])) == (1, 0, [])


def test_a_name_of_an_old_zip_is_read_as_it_was_meant(desk: ReceiptDesk, files: Path) -> None:
    (old,) = [nasty for nasty in nasty_files() if nasty.name == "gammel.zip"]
    (files / old.name).write_bytes(old.make())
    (receipt,) = desk.take([files / old.name]).taken
    assert receipt.originals[0].name == "blåbær.png"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such things here")
def test_what_is_no_file_is_named(desk: ReceiptDesk, files: Path) -> None:
    os.mkfifo(files / "rør.jpg")
    (files / "ingensteds.jpg").symlink_to(files / "væk.jpg")
    (files / "ring.jpg").symlink_to(files / "ring.jpg")
    names = ("rør.jpg", "ingensteds.jpg", "ring.jpg", "aldrig.jpg")
    codes = [told(desk.take([files / name]))[2] for name in names]
    assert codes == [
        [FaultCode.NOT_A_RECEIPT],
        [FaultCode.FILE_GONE],
        [FaultCode.FILE_UNREADABLE],
        [FaultCode.FILE_GONE],
    ]


def test_all_at_once_in_a_folder_with_folders(desk: ReceiptDesk, files: Path) -> None:
    """The good ones among the bad are all taken, each bad one is named by its file; the second time all are known."""
    wanted: Counter[FaultCode] = Counter()
    for at, nasty in enumerate(nasty_files()):
        folder = files / f"mappe {at % 3}"
        folder.mkdir(exist_ok=True)
        (folder / nasty.name).write_bytes(nasty.make())
        wanted.update(nasty.refused)
    taken = sum(nasty.taken for nasty in nasty_files())
    first, second = desk.take([files]), desk.take([files])
    assert (len(first.taken), len(first.known)) == (taken, 0)
    assert Counter(refusal.note.code for refusal in first.refused) == wanted
    assert (len(second.taken), len(second.known)) == (0, taken)
    assert len(desk.receipts()) == taken


def test_two_hundred_files_dropped_twice_are_known_the_second_time(desk: ReceiptDesk, files: Path) -> None:
    paths = [files / f"{at}.png" for at in range(200)]
    for at, path in enumerate(paths):
        path.write_bytes(picture(at, "PNG", size=(9 + at, 12)))
    seen: list[str] = []
    first = desk.take(paths, lambda receipt: seen.append(receipt.id))
    second = desk.take(paths)
    assert (len(first.taken), len(second.taken), len(second.known)) == (200, 0, 200)
    assert [receipt.id for receipt in first.taken] == seen == [receipt.id for receipt in second.known]


def test_a_folder_of_more_files_than_are_taken_at_once(desk: ReceiptDesk, files: Path) -> None:
    """Ten thousand are looked at, each in its own way; the rest is told in one sentence, and isn't read."""
    good = picture(1, "PNG")
    for at in range(10_001):
        (files / f"{at:05}.png").write_bytes(good if at % 2_000 == 0 else b"")
    report = desk.take([files])
    codes = Counter(refusal.note.code for refusal in report.refused)
    assert codes == {FaultCode.EMPTY_FILE: 9_995, FaultCode.TOO_MANY_FILES: 1}
    assert (len(report.taken), len(report.known)) == (1, 4)
    assert report.refused[-1].note.params == {"limit": 10_000}
