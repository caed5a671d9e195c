"""The installer alone, round a small program: what it lays down, what it refuses, and what it leaves."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundling.installer import KINDS

from desktop import __version__
from tests.windows.computer import CLASSES, UNINSTALL, Computer
from tests.windows.conftest import OLD, Setups

NEWER, RUNNING, NO_ROOM, TOO_LONG, NOT_OURS = 3, 4, 5, 6, 7
FILES = {
    "app",
    "app/bilagsdrop.exe",
    "app/bilagsdrop-cli.exe",
    "app/_internal",
    "app/_internal/version.txt",
    "app/_internal/licences",
    "app/_internal/licences/ØØ $1.txt",
    "uninstall.exe",
}


def _version(computer: Computer) -> str:
    return (computer.here(computer.folder) / "app" / "_internal" / "version.txt").read_text(encoding="utf-8")


def test_for_one_user(computer: Computer, small: Setups) -> None:
    computer.install(small.new)
    assert computer.installed() == FILES
    program = f"{computer.folder}\\app\\bilagsdrop.exe"
    for where in (("Start Menu", "Programs"), ("SendTo",)):
        assert program.encode("ascii") in computer.shortcut(*where).read_bytes()
    told = computer.values(f"HKCU\\{UNINSTALL}")
    assert (told["DisplayName"], told["DisplayVersion"]) == ("Bilagsdrop", __version__)
    assert (told["InstallLocation"], told["DisplayIcon"]) == (computer.folder, program)
    assert told["QuietUninstallString"] == f'"{computer.folder}\\uninstall.exe" /S'
    assert not computer.values(f"HKLM\\{UNINSTALL}"), "nothing for other users"


def test_it_is_offered_for_what_it_reads_and_takes_nothing_over(computer: Computer, small: Setups) -> None:
    before = {kind: computer.values(f"HKCR\\.{kind}") for kind in KINDS}
    computer.install(small.new)
    program = f"HKCU\\{CLASSES}\\Applications\\bilagsdrop.exe"
    opens = f'"{computer.folder}\\app\\bilagsdrop.exe" "%1"'
    assert computer.values(f"{program}\\shell\\open\\command") == {"(Default)": opens}
    assert computer.values(f"HKCU\\{CLASSES}\\Bilagsdrop.Receipt\\shell\\open\\command") == {"(Default)": opens}
    assert computer.values(f"{program}\\SupportedTypes").keys() == {f".{kind}" for kind in KINDS}
    for kind in KINDS:
        assert "Bilagsdrop.Receipt" in computer.values(f"HKCU\\{CLASSES}\\.{kind}\\OpenWithProgids")
    assert {kind: computer.values(f"HKCR\\.{kind}") for kind in KINDS} == before, "what opens with a double-click stays"


def test_for_everyone(computer: Computer, small: Setups) -> None:
    computer.install(small.new, "/AllUsers")
    everyone = Computer(computer.wine, r"C:\Program Files\Bilagsdrop")
    assert everyone.installed() == FILES
    assert computer.values(f"HKLM\\{UNINSTALL}")["DisplayVersion"] == __version__
    assert not computer.values(f"HKCU\\{UNINSTALL}")
    assert not computer.shortcut("SendTo").exists()
    computer.install(small.new)  # without a switch it stays what it is
    assert not computer.here(computer.folder).exists()
    everyone.uninstall()
    assert computer.traces() == []


def test_removal_leaves_nothing_but_the_users_data(computer: Computer, small: Setups) -> None:
    computer.install(small.new)
    receipt = computer.data / "vault" / "aa" / "bilag"
    receipt.parent.mkdir(parents=True)
    receipt.write_bytes(b"kvittering")
    computer.uninstall()
    assert computer.traces() == [computer.data]
    assert receipt.read_bytes() == b"kvittering"
    for key in (UNINSTALL, f"{CLASSES}\\Applications\\bilagsdrop.exe", f"{CLASSES}\\Bilagsdrop.Receipt",
                r"Software\Bilagsdrop", f"{CLASSES}\\.heic"):  # fmt: skip
        assert not computer.values(f"HKCU\\{key}")
    assert "Bilagsdrop" not in computer.values(r"HKCU\Software\RegisteredApplications")


def test_receipts_that_are_not_wanted_go_into_the_bin(computer: Computer, small: Setups) -> None:
    computer.install(small.new)
    computer.data.mkdir(parents=True)
    (computer.data / "bilag.jpg").write_bytes(b"kvittering")
    computer.uninstall("/RemoveReceipts")
    assert computer.traces() == []
    (kept,) = (computer.wine.prefix / "home").rglob("bilag.jpg")
    assert kept.read_bytes() == b"kvittering"


def test_an_upgrade_replaces_the_whole_program(computer: Computer, small: Setups) -> None:
    computer.install(small.old)
    app = computer.here(computer.folder) / "app"
    (app / "_internal" / "of the old.dll").write_bytes(b"")
    (app.parent / "app.new").mkdir()  # left by an installation that was cut off
    (app.parent / "app.new" / "half").write_bytes(b"")
    assert _version(computer) == OLD
    computer.install(small.new)
    assert _version(computer) == __version__
    assert computer.installed() == FILES


def test_an_older_one_is_refused(computer: Computer, small: Setups) -> None:
    computer.install(small.new)
    computer.install(small.old, status=NEWER)
    assert _version(computer) == __version__
    assert computer.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == __version__
    assert computer.installed() == FILES


@pytest.mark.parametrize("name", ["bilagsdrop.exe", "bilagsdrop-cli.exe"])
def test_what_does_not_close_is_left_as_it_was(computer: Computer, small: Setups, name: str) -> None:
    computer.install(small.old)
    process = computer.start(f"{computer.folder}\\app\\{name}")
    computer.install(small.new, status=RUNNING)
    assert process.poll() is None
    assert _version(computer) == OLD
    assert computer.installed() == FILES
    assert computer.refuses_to_uninstall() == RUNNING
    assert computer.installed() == FILES


def test_a_folder_with_something_else_is_left_alone(computer: Computer, small: Setups) -> None:
    other = computer.here(r"C:\Regnskab\app")
    other.mkdir(parents=True)
    (other / "budget.xlsx").write_bytes(b"1")
    computer.install(small.new, r"/D=C:\Regnskab", status=NOT_OURS)
    assert [p.name for p in other.parent.rglob("*")] == ["app", "budget.xlsx"]
    assert not computer.values(f"HKCU\\{UNINSTALL}")


def test_beside_something_else_nothing_of_it_is_touched(computer: Computer, small: Setups) -> None:
    folder = "C:\\Mit værktøj æøå"
    mine = computer.here(folder) / "mine noter.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("vigtigt")
    chosen = Computer(computer.wine, folder)
    chosen.install(small.new, f"/D={folder}")
    assert chosen.installed() == {*FILES, "mine noter.txt"}
    chosen.install(small.new)  # an upgrade finds the folder by itself
    chosen.uninstall()
    assert chosen.installed() == {"mine noter.txt"}


def test_a_path_may_be_as_long_as_windows_can(computer: Computer, small: Setups) -> None:
    longest = 259 - len("\\app.new\\") - len("_internal/licences/ØØ $1.txt")
    start = "C:\\Bilag på øen\\"
    folder = start + "æ" * 100 + "\\" + "å" * (longest - len(start) - 101)
    computer.install(small.new, f"/D={folder}å", status=TOO_LONG)
    assert not computer.here(start).exists()
    computer.install(small.new, f"/D={folder}")
    assert Computer(computer.wine, folder).installed() == FILES


@pytest.fixture
def drive(computer: Computer) -> Iterator[Path]:
    """A drive T: of its own, of 1 MB and few files; yields it, seen from here."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    folder = computer.wine.prefix / "drive_t"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=14", "tmpfs", folder], check=True)
    (computer.wine.prefix / "dosdevices" / "t:").symlink_to("../drive_t")
    yield folder
    computer.switch_off()
    computer.started.clear()
    subprocess.run(["umount", "-l", folder], check=True)


def test_too_little_room_is_said_before_anything_is_done(computer: Computer, drive: Path, small: Setups) -> None:
    with (drive / "film").open("wb") as file:
        file.write(bytes(1_000_000))
    computer.install(small.new, r"/D=T:\Bilagsdrop", status=NO_ROOM)
    assert [p.name for p in drive.iterdir()] == ["film"]


def test_a_disk_that_fills_in_the_middle_leaves_the_old_version(computer: Computer, drive: Path, small: Setups) -> None:
    computer.install(small.old, r"/D=T:\Bilagsdrop")
    before = sorted(p.relative_to(drive) for p in drive.rglob("*"))
    computer.install(small.new, status=2)  # there is room for its bytes, but not for as many files
    assert sorted(p.relative_to(drive) for p in drive.rglob("*")) == before
    assert (drive / "Bilagsdrop" / "app" / "_internal" / "version.txt").read_text() == OLD
    assert computer.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == OLD
