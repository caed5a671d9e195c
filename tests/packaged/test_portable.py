"""The portable archive: unpacked anywhere, started, put into the menu, and two of it side by side."""

from __future__ import annotations

import pytest

from tests.packaged.acts import receipts, self_test, wait_for_receipts
from tests.packaged.conftest import OLD, Packages
from tests.packaged.machine import Machine

PLACES = ("Programmer", "Mine programmer/Bilag på $HOME & æøå 100%", "/".join(["en-lang-mappe-" + "x" * 30] * 5))


@pytest.fixture
def machine(on_new: Machine) -> Machine:
    """A computer with the libraries of a desktop, and the program only in the archive."""
    on_new.apt("remove", "bilagsdrop")
    on_new.apt("install", "zstd", "xz-utils", "desktop-file-utils", "libglib2.0-bin")
    return on_new


def _unpack(machine: Machine, archive: str, place: str) -> str:
    """Unpack an archive in a folder of the user's and return the path of its start script."""
    folder = f"/home/ejer/{place}"
    machine.run("mkdir", "-p", folder)
    machine.run("tar", "-C", folder, "-xf", archive)
    name = archive.rpartition("/")[2].partition(".tar")[0]
    return f"{folder}/{name}/bilagsdrop"


@pytest.mark.parametrize("place", PLACES, ids=["plain", "spaces", "long"])
def test_it_works_wherever_it_lies(machine: Machine, packages: Packages, place: str) -> None:
    command = _unpack(machine, packages.archive, place)
    parts = self_test(machine, "bundle", "webview", "delivery", command=command)
    assert {n: p["state"] for n, p in parts.items() if n != "keyring"} == dict.fromkeys(
        parts.keys() - {"keyring"}, "ok"
    )
    assert "sandbox" in parts["webview"]["detail"]


def test_it_says_which_libraries_are_missing(on_bare: Machine, packages: Packages) -> None:
    on_bare.apt("install", "zstd", "xz-utils")
    command = _unpack(on_bare, packages.archive, "p")
    said = on_bare.run(command, "--version")
    assert "libEGL.so.1" in said.stderr
    assert said.stdout == f"Bilagsdrop {packages.version}\n"


def test_the_menu_gets_an_entry_that_opens_files_with_it(machine: Machine, packages: Packages) -> None:
    command = _unpack(machine, packages.archive, PLACES[1])
    menu = f"{command.rpartition('/')[0]}/menu.sh"
    machine.run(menu, "add")
    entry = "/home/ejer/.local/share/applications/bilagsdrop.desktop"
    machine.run("desktop-file-validate", entry)
    machine.start("gio", "launch", entry, "/handed/samples/p-billet.jpg")
    assert wait_for_receipts(machine, 1, command=command)[0]["file"] == "p-billet.jpg"
    machine.run(menu, "remove")
    assert not [path for path in machine.files("/home/ejer/.local/share") if path.endswith((".desktop", ".svg"))]


def test_two_versions_side_by_side_share_one_window_and_one_tray(machine: Machine, packages: Packages) -> None:
    new, old = (_unpack(machine, archive, "begge") for archive in (packages.archive, packages.old_archive))
    assert machine.run(old, "--version").stdout == f"Bilagsdrop {OLD}\n"
    window = machine.start(new, "/handed/samples/p-billet.jpg")
    wait_for_receipts(machine, 1, command=new)
    machine.run(old, "/handed/samples/taxa-nordlyset.jpg")
    assert len(wait_for_receipts(machine, 2, command=new)) == 2
    machine.kill(window)
    assert receipts(machine, command=old) == receipts(machine, command=new)
