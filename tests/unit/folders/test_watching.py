"""A watched folder: each file once, whole, and never again; and what it says when it can't be looked into."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.folders.listing import list_folder
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.states import State
from desktop.store.folders import Afterwards
from tests.unit.folders.conftest import QUICK, Watched, picture

NOBODY = 65534
"""A user of every POSIX system that may do nothing."""


def names(watched: Watched) -> list[str]:
    return sorted(r.originals[0].name for r in watched.desk.receipts() if r.state is not State.BINNED)


def test_what_lies_there_is_taken_when_wanted_and_left_where_it_is(watched: Watched, inbox: Path) -> None:
    picture(inbox / "bon.jpg")
    watched.add(inbox)
    watched.begin()
    watched.ear.wait(lambda: watched.ear.standings and watched.ear.standing.taken == 1)
    assert names(watched) == ["bon.jpg"]
    assert [c.taken for c in watched.ear.catches] == [1]
    assert (inbox / "bon.jpg").exists()


def test_only_new_ones_leaves_the_old_ones_alone_also_under_another_name(watched: Watched, inbox: Path) -> None:
    for number in range(300):
        (inbox / f"old-{number}.jpg").write_bytes(picture(inbox / "one.png", str(number)).read_bytes())
    (inbox / "one.png").unlink()
    found = watched.desk.folders.look(inbox)
    assert len(found.files) == 300
    watched.desk.folders.add(found, take_old=False)
    watched.begin()
    picture(inbox / "new.jpg")
    (inbox / "old-7.jpg").rename(inbox / "renamed.jpg")
    watched.ear.wait(lambda: watched.ear.receipts)
    watched.rounds()
    assert names(watched) == ["new.jpg"]


def test_a_left_file_is_not_taken_again_after_a_restart_a_deletion_or_under_another_name(
    make: Callable[..., Watched], inbox: Path
) -> None:
    first = make()
    first.add(inbox)
    picture(inbox / "bon.jpg")
    first.begin()
    first.ear.wait(lambda: first.ear.receipts)
    receipt = first.ear.receipts[0]
    first.desk.bin([receipt.id])
    second = make()
    second.begin()
    picture(inbox / "a.jpg")
    second.ear.wait(lambda: second.ear.receipts)
    assert names(second) == ["a.jpg"], "what is in the bin is not brought back"
    second.desk.dustbin.delete([receipt.id])
    (inbox / "bon.jpg").rename(inbox / "other.jpg")
    os.utime(inbox / "other.jpg", (1_700_000_000, 1_700_000_000))
    picture(inbox / "b.jpg")
    second.ear.wait(lambda: len(second.ear.receipts) == 2)
    second.rounds()
    assert names(second) == ["a.jpg", "b.jpg"]
    assert sum(c.known for c in second.ear.catches) == 0


def test_the_same_bytes_as_a_receipt_are_known(watched: Watched, inbox: Path, tmp_path: Path) -> None:
    dropped = picture(tmp_path / "drop" / "bon.jpg")
    watched.desk.take([dropped])
    watched.add(inbox)
    watched.begin()
    (inbox / "copy.jpg").write_bytes(dropped.read_bytes())
    watched.ear.wait(lambda: watched.ear.catches)
    assert [(c.taken, c.known) for c in watched.ear.catches] == [(0, 1)]
    assert names(watched) == ["bon.jpg"]


def test_a_name_that_is_used_again_is_a_new_file(watched: Watched, inbox: Path) -> None:
    watched.add(inbox)
    watched.begin()
    picture(inbox / "scan.jpg", "monday")
    watched.ear.wait(lambda: len(watched.ear.receipts) == 1)
    picture(inbox / "scan.jpg", "tuesday")
    watched.ear.wait(lambda: len(watched.ear.receipts) == 2)


def test_a_file_that_grows_is_taken_once_and_whole(watched: Watched, inbox: Path, tmp_path: Path) -> None:
    watched.add(inbox)
    watched.begin()
    data = picture(tmp_path / "whole.png").read_bytes()
    step = max(len(data) // 40, 1)

    def write() -> None:
        with (inbox / "growing.png").open("wb") as file:
            for start in range(0, len(data), step):
                file.write(data[start : start + step])
                file.flush()
                os.fsync(file.fileno())
                time.sleep(0.15 if start % (7 * step) == 0 else 0.03)  # some pauses longer than the steady time

    writer = threading.Thread(target=write)
    writer.start()
    watched.ear.wait(lambda: watched.ear.standings and watched.ear.standing.waiting == 1)
    writer.join()
    watched.ear.wait(lambda: watched.ear.receipts)
    watched.rounds()
    (receipt,) = watched.desk.receipts()
    assert watched.desk.path_of(receipt.originals[0]).read_bytes() == data
    assert not watched.ear.refused


def test_a_file_that_never_ends_is_told_and_taken_when_it_does(watched: Watched, inbox: Path, tmp_path: Path) -> None:
    watched.add(inbox)
    stop = threading.Event()

    def write() -> None:
        with (inbox / "endless.txt").open("wb") as file:
            while not stop.wait(0.04):
                file.write(b"x")
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        watched.begin()
        watched.ear.wait(lambda: watched.ear.standings and watched.ear.standing.stuck == ("endless.txt",))
        assert not watched.ear.standing.is_well
        picture(inbox / "bon.jpg")
        watched.ear.wait(lambda: watched.ear.receipts)
    finally:
        stop.set()
        writer.join()
    (inbox / "endless.txt").write_bytes(picture(tmp_path / "late.jpg").read_bytes())
    watched.ear.wait(lambda: len(watched.ear.receipts) == 2)
    watched.ear.wait(lambda: watched.ear.standing.is_well)


@pytest.mark.parametrize(
    "name",
    ["bon.jpg.part", "bon.jpg.crdownload", "bon.tmp", "~$bon.jpg", ".~lock.bon.jpg#", ".bon.jpg.icloud", ".hidden.jpg",
     "Thumbs.db", "desktop.ini", "._bon.jpg"],
)  # fmt: skip
def test_what_other_programs_are_still_at_is_never_looked_at(watched: Watched, inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(picture(inbox / "x.jpg", "x").read_bytes())
    (inbox / "x.jpg").unlink()
    assert not watched.desk.folders.look(inbox).files


def test_a_refused_file_is_told_once_and_left(make: Callable[..., Watched], inbox: Path) -> None:
    watched = make()
    watched.add(inbox, Afterwards.MOVE)
    (inbox / "notes.txt").write_text("no receipt")
    watched.begin()
    watched.ear.wait(lambda: watched.ear.refused)
    watched.rounds()
    assert watched.ear.refused == ["notes.txt"]
    again = make()
    again.begin()
    picture(inbox / "bon.jpg")
    again.ear.wait(lambda: again.ear.receipts)
    again.rounds()
    assert again.ear.refused == []
    assert (inbox / "notes.txt").exists()


def test_a_taken_file_is_moved_beside_others_of_its_name(watched: Watched, inbox: Path) -> None:
    watched.add(inbox, Afterwards.MOVE, sub=True)
    watched.begin()
    for words in ("monday", "tuesday"):
        picture(inbox / "scan.jpg", words)
        watched.ear.wait(lambda: not (inbox / "scan.jpg").exists())
    picture(inbox / "deep" / "er" / "scan.jpg", "wednesday")
    watched.ear.wait(lambda: not (inbox / "deep" / "er" / "scan.jpg").exists())
    watched.rounds()
    below = inbox / "Taken by Bilagsdrop"
    assert sorted(p.relative_to(below).as_posix() for p in below.rglob("*.jpg")) == [
        "deep/er/scan.jpg", "scan (2).jpg", "scan.jpg",
    ]  # fmt: skip
    assert len(watched.desk.receipts()) == 3, "the folder for taken files is not looked into"


def test_a_taken_file_goes_to_the_bin_and_what_is_not_kept_byte_for_byte_does_not(
    watched: Watched, inbox: Path
) -> None:
    watched.add(inbox, Afterwards.BIN)
    watched.begin()
    picture(inbox / "bon.jpg")
    mail = b"From: a@b.dk\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhej\r\n"
    (inbox / "mail.txt").write_bytes(mail[:10])
    watched.ear.wait(lambda: watched.thrown)
    watched.ear.wait(lambda: watched.ear.refused)
    watched.rounds()
    assert [p.name for p in watched.thrown] == ["bon.jpg"]
    assert (inbox / "mail.txt").exists()


def test_without_the_original_in_the_vault_nothing_is_moved(watched: Watched, inbox: Path) -> None:
    folder = watched.add(inbox)
    watched.begin()
    picture(inbox / "bon.jpg")
    watched.ear.wait(lambda: watched.ear.receipts)
    original = watched.desk.path_of(watched.ear.receipts[0].originals[0])
    original.chmod(0o600)
    original.write_bytes(b"rotten")
    assert watched.watch is not None
    assert watched.watch.stop(20)
    watched.desk.folders.change(replace(folder, afterwards=Afterwards.MOVE))
    watched.begin()
    (inbox / "again.jpg").write_bytes((inbox / "bon.jpg").read_bytes())
    picture(inbox / "other.jpg")
    watched.ear.wait(lambda: not (inbox / "other.jpg").exists())
    assert (inbox / "again.jpg").exists()


def test_a_file_that_can_not_be_moved_is_told_and_moved_later(watched: Watched, inbox: Path) -> None:
    watched.add(inbox, Afterwards.MOVE)
    (inbox / "Taken by Bilagsdrop").write_text("in the way")
    watched.begin()
    picture(inbox / "bon.jpg")
    watched.ear.wait(lambda: watched.ear.standings and watched.ear.standing.unmoved == ("bon.jpg",))
    (inbox / "Taken by Bilagsdrop").unlink()
    watched.ear.wait(lambda: not (inbox / "bon.jpg").exists())
    watched.ear.wait(lambda: watched.ear.standing.is_well)
    assert len(watched.desk.receipts()) == 1


def test_a_folder_that_disappears_is_named_and_found_again(watched: Watched, inbox: Path) -> None:
    watched.add(inbox)
    watched.begin()
    picture(inbox / "a.jpg")
    watched.ear.wait(lambda: watched.ear.receipts)
    inbox.rename(inbox.with_name("elsewhere"))
    watched.ear.wait(lambda: watched.ear.standing.fault and watched.ear.standing.fault.code is FaultCode.FOLDER_GONE)
    picture(inbox.with_name("elsewhere") / "b.jpg")
    inbox.with_name("elsewhere").rename(inbox)
    watched.ear.wait(lambda: len(watched.ear.receipts) == 2)
    watched.ear.wait(lambda: watched.ear.standing.is_well)
    assert names(watched) == ["a.jpg", "b.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has permissions of another kind")
def test_a_folder_without_permission_is_named(inbox: Path) -> None:
    inbox.chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)  # the administrator may open everything
    try:
        with pytest.raises(Fault) as raised:
            list_folder(inbox, False)  # noqa: FBT003 - a Lister
    finally:
        os.seteuid(was)
        inbox.chmod(0o700)
    assert raised.value.code is FaultCode.FOLDER_CLOSED


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_lead_nowhere(watched: Watched, inbox: Path, tmp_path: Path) -> None:
    (inbox / "round").symlink_to(inbox, target_is_directory=True)
    picture(tmp_path / "else" / "private.jpg")
    (inbox / "out").symlink_to(tmp_path / "else", target_is_directory=True)
    (inbox / "file.jpg").symlink_to(tmp_path / "else" / "private.jpg")
    picture(inbox / "bon.jpg")
    watched.add(inbox, sub=True)
    watched.begin()
    watched.ear.wait(lambda: watched.ear.receipts)
    watched.rounds()
    assert names(watched) == ["bon.jpg"]
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(Fault) as raised:
        watched.desk.folders.look(loop)
    assert raised.value.code is FaultCode.FOLDER_LOOP


def test_folders_that_can_not_be_watched_are_named(watched: Watched, inbox: Path, tmp_path: Path) -> None:
    watched.add(inbox)
    (inbox / "below").mkdir()
    wanted = {
        inbox: FaultCode.FOLDER_WATCHED,
        inbox / "below": FaultCode.FOLDER_NESTED,
        tmp_path: FaultCode.FOLDER_NESTED,
        watched.desk.config.data_dir: FaultCode.FOLDER_OWN,
        watched.desk.config.vault_dir: FaultCode.FOLDER_OWN,
        tmp_path / "nowhere": FaultCode.FOLDER_GONE,
    }
    for path, code in wanted.items():
        with pytest.raises(Fault) as raised:
            watched.desk.folders.look(path)
        assert raised.value.code is code, path


def test_the_programs_own_folder_inside_a_watched_one_is_left_out(watched: Watched, tmp_path: Path) -> None:
    watched.add(tmp_path, sub=True)
    picture(tmp_path / "some" / "bon.jpg")
    watched.begin()
    watched.ear.wait(lambda: watched.ear.receipts)
    watched.rounds(12)
    assert names(watched) == ["bon.jpg"]
    assert watched.ear.refused == []


def test_off_takes_nothing_and_on_goes_on(watched: Watched, inbox: Path) -> None:
    folder = watched.add(inbox)
    watched.desk.folders.change(replace(folder, is_on=False))
    watched.begin()
    picture(inbox / "bon.jpg")
    watched.rounds()
    assert not watched.ear.receipts
    watched.desk.folders.change(folder)
    assert watched.watch is not None
    watched.watch.refresh()
    watched.ear.wait(lambda: watched.ear.receipts)


def test_removed_and_added_again_it_goes_on_where_it_was(watched: Watched, inbox: Path) -> None:
    folder = watched.add(inbox)
    picture(inbox / "a.jpg")
    watched.begin()
    watched.ear.wait(lambda: watched.ear.receipts)
    watched.desk.bin([watched.ear.receipts[0].id])
    watched.desk.folders.remove(folder.id)
    assert watched.desk.folders.all() == ()
    assert watched.add(inbox).id == folder.id
    picture(inbox / "b.jpg")
    watched.ear.wait(lambda: len(watched.ear.receipts) == 2)
    assert names(watched) == ["b.jpg"]


def test_one_process_watches_and_another_takes_over(make: Callable[..., Watched], inbox: Path) -> None:
    first = make()
    first.add(inbox)
    first.begin()
    second = first.desk.folders.new_watch(first.ear, first.trash, QUICK)
    first.ear.wait(lambda: first.ear.standings)
    second.start()
    picture(inbox / "a.jpg")
    first.ear.wait(lambda: first.ear.receipts)
    assert not second._beats
    assert first.watch is not None
    assert first.watch.stop(20)
    first.watch = second
    picture(inbox / "b.jpg")
    first.ear.wait(lambda: len(first.ear.receipts) == 2)
    assert names(first) == ["a.jpg", "b.jpg"]
