"""A data folder that can't serve: on another computer, full, read-only, gone."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.store import Journal, MetaTable, SideNote, Vault
from desktop.store.mounts import is_remote_type, is_unc, on_network, type_in_mount_output, type_in_proc_mounts

LINUX = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
server:/export /home/ida/net nfs4 rw,vers=4.2 0 0
//nas/faelles /mnt/F\\303\\246lles\\040mappe cifs rw,vers=3.0 0 0
ida@host:/ /home/ida/ssh fuse.sshfs rw,user_id=1000 0 0
/dev/sdb1 /media/ida/USB fuseblk rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/nvme0n1p3 /home/ida/net/local btrfs rw 0 0
share /mnt/hgfs 9p rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
//ida@nas._smb._tcp.local/faelles on /Volumes/faelles mappe (smbfs, nodev, nosuid, mounted by ida)
server:/export on /Volumes/net (nfs, asynchronous)
//ida@mac/x on /Volumes/afp (afpfs, nodev)
/dev/disk4s1 on /Volumes/USB (exfat, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/ida/.local/share/Bilagsdrop", False),
        ("/home/ida/net/Bilagsdrop", True),
        ("/home/ida/net", True),
        ("/home/ida/network", False),
        ("/home/ida/net/local/x", False),
        ("/mnt/Fælles mappe/Bilagsdrop", True),
        ("/home/ida/ssh/x", True),
        ("/media/ida/USB/x", False),
        ("/run/user/1000/gvfs/smb-share:server=nas/x", True),
        ("/mnt/hgfs/x", False),
        ("/run/user/1000/doc/x", False),
    ],
)
def test_network_drives_are_known_on_linux(folder: str, remote: bool) -> None:
    table = LINUX.replace("F\\303\\246lles", "Fælles")  # the kernel escapes blanks, not letters
    assert is_remote_type(type_in_proc_mounts(table, Path(folder))) is remote


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/Users/ida/Library/Application Support/Bilagsdrop", False),
        ("/Volumes/faelles mappe/Bilagsdrop", True),
        ("/Volumes/net/x", True),
        ("/Volumes/afp/x", True),
        ("/Volumes/USB/x", False),
    ],
)
def test_network_drives_are_known_on_a_mac(folder: str, remote: bool) -> None:
    assert is_remote_type(type_in_mount_output(MAC, Path(folder))) is remote


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\nas\faelles\Bilagsdrop", True),
        ("//nas/faelles", True),
        (r"\\?\UNC\nas\faelles", True),
        (r"\\?\C:\Users\ida", False),
        (r"\\.\C:", False),
        (r"C:\Users\ida\AppData\Local\Bilagsdrop", False),
    ],
)
def test_network_paths_are_known_on_windows(path: str, remote: bool) -> None:
    assert is_unc(path) is remote


def test_this_folder_is_local_also_before_it_is_made(tmp_path: Path) -> None:
    assert not on_network(tmp_path / "not" / "yet")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a" / "b" / "j.sqlite3")
    MetaTable(journal).set("key", "value")
    journal.close()
    assert (tmp_path / "a" / "b" / "j.sqlite3").exists()


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Fault) as caught:
        MetaTable(Journal(tmp_path / "file" / "data" / "j.sqlite3")).get("key")
    assert caught.value.code is FaultCode.DATA_FOLDER_MISSING


def test_a_drop_that_leaves_no_room_for_its_row_is_refused_before_anything_lasts(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault", room_left=shutil.disk_usage(tmp_path).total + 1)
    with pytest.raises(Fault) as caught, vault.incoming(io.BytesIO(b"bytes"), 1 << 20):
        pass
    assert caught.value.code is FaultCode.DISK_FULL
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


# real file systems, where the tests may mount one


def _mounted(tmp_path: Path, options: str) -> Path:
    folder = tmp_path / "mounted"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root may mount a file system")
    ran = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if ran.returncode:
        pytest.skip("no file system can be mounted here")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = _mounted(tmp_path, "size=4m")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up_refuses_the_drop_and_keeps_nothing_of_it(small_disk: Path) -> None:
    vault = Vault(small_disk / "vault", room_left=100_000)
    with vault.incoming(io.BytesIO(os.urandom(1_000_000)), 1 << 30) as incoming:
        vault.keep(incoming, SideNote("r1", incoming.sha256, "bon.jpg", "image/jpeg", incoming.size, 1))
    for size in (8_000_000, 3_150_000):  # the disk is full in the middle; too little is left at the end
        with pytest.raises(Fault) as caught, vault.incoming(io.BytesIO(os.urandom(size)), 1 << 30):
            pass
        assert caught.value.code is FaultCode.DISK_FULL
    assert list((small_disk / "vault" / "incoming").iterdir()) == []
    assert len(list(vault.notes(frozenset()))) == 1


def test_a_journal_on_a_full_disk_is_named(small_disk: Path) -> None:
    journal = Journal(small_disk / "j.sqlite3")
    MetaTable(journal).set("key", "value")
    (small_disk / "ballast").write_bytes(b"")
    with pytest.raises(OSError, match="No space"), (small_disk / "ballast").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with pytest.raises(Fault) as caught:
        MetaTable(journal).set("long", "x" * 200_000)
    assert caught.value.code is FaultCode.DISK_FULL
    assert MetaTable(journal).get("key") == "value"
    journal.close()


def test_a_folder_that_is_read_only_is_named(tmp_path: Path) -> None:
    folder = _mounted(tmp_path, "size=4m")
    try:
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        with pytest.raises(Fault) as caught:
            MetaTable(Journal(folder / "j.sqlite3")).get("key")
        assert caught.value.code is FaultCode.DATA_FOLDER_READ_ONLY
        with pytest.raises(Fault) as caught, Vault(folder / "vault").incoming(io.BytesIO(b"x"), 1 << 20):
            pass
        assert caught.value.code is FaultCode.DATA_FOLDER_READ_ONLY
    finally:
        subprocess.run(["umount", folder], check=True)
