"""A folder that does not answer, folders of ten thousand files, and what looking costs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from desktop.folders.beat import Setting
from desktop.folders.listing import MOST_FILES, Listing, list_folder
from desktop.folders.timing import Timing
from desktop.folders.watch import FolderWatch
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.folders.conftest import QUICK, Watched, picture

JPEG_LIKE = b"\xff\xd8\xff\xe0 nothing \xff\xd9"


class NetworkDrive:
    """Lists folders as the system does, but answers for one of them only while it is plugged in."""

    def __init__(self, slow: Path) -> None:
        self._slow = slow
        self.plugged = threading.Event()
        self.asked = threading.Event()

    def __call__(self, path: Path, subfolders: bool, barred: Collection[str]) -> Listing:
        if path == self._slow:
            self.asked.set()
            assert self.plugged.wait(60)
        return list_folder(path, subfolders, barred)


def test_a_folder_that_hangs_holds_nothing_else_up_and_is_found_again(
    watched: Watched, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "nas").mkdir()
    nas = watched.add(tmp_path / "nas")
    here = watched.add(inbox)
    drive, folders, ear = NetworkDrive(tmp_path / "nas"), watched.desk.folders, watched.ear
    own = watched.desk.config.data_dir
    setting = Setting(folders.table, own, folders, ear, QUICK, drive)
    watched.watch = FolderWatch(own / "folders.lock", setting)
    watched.watch.start()
    assert drive.asked.wait(30)
    picture(inbox / "bon.jpg")
    ear.wait(lambda: ear.receipts)
    ear.wait(lambda: nas.id in ear.standings)
    fault = ear.standings[nas.id].fault
    assert fault is not None
    assert fault.code is FaultCode.FOLDER_UNREACHABLE
    assert ear.standings[here.id].is_well
    began = time.monotonic()
    assert not watched.watch.stop(0.3), "a thread that hangs is not waited for"
    assert time.monotonic() - began < 20
    watched.watch = FolderWatch(own / "folders.lock", setting)
    watched.watch.start()
    picture(tmp_path / "nas" / "fra-nas.jpg")
    drive.plugged.set()
    ear.wait(lambda: len(ear.receipts) == 2)
    ear.wait(lambda: ear.standings[nas.id].is_well)


def test_looking_at_a_folder_that_hangs_ends_in_words(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's own path is asked in a thread of its own, which is given up."""
    let_go = threading.Event()
    monkeypatch.setattr("desktop.desk.folders.list_folder", lambda *_args: let_go.wait(60))
    try:
        with pytest.raises(Fault) as raised:
            watched.desk.folders.look(watched.desk.config.data_dir.parent / "else", Timing(patience=0.2))
    finally:
        let_go.set()
    assert raised.value.code is FaultCode.FOLDER_UNREACHABLE


@pytest.fixture
def ten_thousand(inbox: Path) -> Path:
    for number in range(10_000):
        (inbox / f"{number:05}.jpg").write_bytes(JPEG_LIKE)
    return inbox


def test_ten_thousand_old_files_are_known_at_once_and_a_new_one_is_found(
    make: Callable[..., Watched], ten_thousand: Path
) -> None:
    watched = make()
    found = watched.desk.folders.look(ten_thousand)
    assert len(found.files) == 10_000
    watched.desk.folders.add(found, take_old=False)
    watched.begin()
    watched.ear.wait(lambda: watched.ear.standings)
    picture(ten_thousand / "new.jpg")
    watched.ear.wait(lambda: watched.ear.receipts)
    assert len(watched.desk.receipts()) == 1


def test_looking_into_ten_thousand_files_costs_little(ten_thousand: Path) -> None:
    costs = []
    for _ in range(5):
        began = time.thread_time()
        assert len(list_folder(ten_thousand, False).files) == 10_000  # noqa: FBT003 - a Lister
        costs.append(time.thread_time() - began)
    assert min(costs) < 1, "seconds of the processor; a few hundredths on the slowest machine it was measured on"


def test_more_files_than_a_folder_of_receipts_has(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_FILES >= 10_000
    monkeypatch.setattr("desktop.folders.listing.MOST_FILES", 20)
    for number in range(21):
        (inbox / f"{number}.jpg").write_bytes(JPEG_LIKE)
    with pytest.raises(Fault) as raised:
        list_folder(inbox, False)  # noqa: FBT003 - a Lister
    assert raised.value.code is FaultCode.FOLDER_TOO_MANY
