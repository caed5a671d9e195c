"""Upgrade, removal, and what can come in between: the user's receipts outlive all of it."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import wait_for
from tests.packaged.acts import HOME, receipts, self_test, wait_for_receipts
from tests.packaged.conftest import OLD, Packages
from tests.packaged.machine import Machine

SAMPLES = "/handed/samples"
NOT_OURS = ("/var/lib/apt", "/var/lib/dpkg", "/var/log", "/var/cache", "/usr/share/applications/mimeinfo.cache")
"""What apt writes when anything is installed."""


def _ours(machine: Machine) -> set[str]:
    return {path for path in machine.files("/etc", "/usr", "/var", "/opt", "/root") if not path.startswith(NOT_OURS)}


def _names(rows: list[dict[str, object]]) -> list[str]:
    return sorted(str(row["file"]) for row in rows)


def test_an_upgrade_keeps_the_tray(on_old: Machine, packages: Packages) -> None:
    program = on_old.start("bilagsdrop", f"{SAMPLES}/p-billet.jpg", f"{SAMPLES}/papir-og-blaek.png")
    before = wait_for_receipts(on_old, 2)
    on_old.kill(program)
    on_old.apt("install", packages.new_deb)
    assert on_old.run("bilagsdrop", "--version").stdout == f"Bilagsdrop {packages.version}\n"
    assert receipts(on_old) == before
    assert not on_old.files(f"{HOME}/{OLD}"), "nothing of the earlier release is left"
    self_test(on_old, "bundle", "window")


def test_a_program_that_runs_lives_through_its_upgrade(on_old: Machine, packages: Packages) -> None:
    program = on_old.start("bilagsdrop", f"{SAMPLES}/p-billet.jpg")
    wait_for_receipts(on_old, 1)
    on_old.apt("install", packages.new_deb)
    assert program.poll() is None
    # The newer program hands its file to the window of the older, which now first needs its decoder of HEIC.
    on_old.run("bilagsdrop", f"{SAMPLES}/blomster-ranunkel.heic")
    assert _names(wait_for_receipts(on_old, 2)) == ["blomster-ranunkel.heic", "p-billet.jpg"]
    log = on_old.run("cat", "/home/ejer/.local/share/Bilagsdrop/bilagsdrop.log").stdout
    assert "Traceback" not in log
    _out, errors = on_old.kill(program)
    assert "Traceback" not in errors
    on_old.apt("install", "--reinstall", packages.new_deb)
    assert not on_old.files(f"{HOME}/{OLD}"), "kept while it ran, and not longer"
    assert len(receipts(on_old)) == 2


def test_what_runs_can_load_its_parts_after_the_upgrade(on_old: Machine, packages: Packages) -> None:
    box = on_old.start("bilagsdrop", "sandbox", "--port", "0", "--print-json")
    assert box.stdout is not None
    box.stdout.readline()
    on_old.apt("install", packages.new_deb)
    assert on_old.files(f"{HOME}/{OLD}/_internal/PySide6/Qt/libexec")
    old = f"{HOME}/{OLD}/bilagsdrop"
    assert self_test(on_old, "bundle", "webview", command=old)["bundle"]["state"] == "ok"


def test_removal_leaves_the_users_data_alone(on_old: Machine, packages: Packages) -> None:
    with_program = _ours(on_old)
    program = on_old.start("bilagsdrop", f"{SAMPLES}/p-billet.jpg")
    kept = wait_for_receipts(on_old, 1)
    on_old.kill(program)
    data = on_old.files("/home/ejer/.local/share/Bilagsdrop")
    own = set(on_old.run("dpkg-query", "-L", "bilagsdrop").stdout.splitlines())
    on_old.apt("remove", "bilagsdrop")
    left = _ours(on_old)
    assert not [path for path in left if "bilagsdrop" in path.lower()]
    assert left <= with_program - {path for path in own if "bilagsdrop" in path.lower()}
    assert data <= on_old.files("/home/ejer/.local/share/Bilagsdrop")
    on_old.apt("purge", "bilagsdrop")
    on_old.apt("install", packages.new_deb)
    assert receipts(on_old) == kept


def test_a_full_disk_leaves_what_there_was(on_old: Machine, packages: Packages) -> None:
    folder = f"{HOME}/{packages.version}"
    on_old.run("sh", "-c", f"mkdir -p {folder} && mount -t tmpfs -o size=40m tmpfs {folder}", user="root")
    failed = on_old.apt("install", packages.new_deb, status=100)
    assert "No space left on device" in failed.stdout + failed.stderr
    assert on_old.run("bilagsdrop", "--version").stdout == f"Bilagsdrop {OLD}\n"
    self_test(on_old, "bundle")
    on_old.run("umount", folder, user="root")
    on_old.apt("install", packages.new_deb)
    assert self_test(on_old, "bundle")["bundle"]["state"] == "ok"


def test_an_installation_that_was_cut_off_is_made_good(on_old: Machine, packages: Packages) -> None:
    dpkg = on_old.start("dpkg", "-i", packages.new_deb, user="root")
    wait_for(lambda: on_old.files(f"{HOME}/{packages.version}/_internal"), "the first files")
    on_old.kill(dpkg)
    assert "bilagsdrop" in on_old.run("dpkg", "--audit", user="root").stdout, "it was cut off"
    on_old.run("dpkg", "--configure", "-a", user="root")  # what apt asks for
    on_old.apt("install", packages.new_deb)
    assert on_old.run("bilagsdrop", "--version").stdout == f"Bilagsdrop {packages.version}\n"
    assert self_test(on_old, "bundle")["bundle"]["state"] == "ok"


@pytest.mark.parametrize("knows", [True, False])
def test_the_profile_is_laid_where_apparmor_knows_the_rule(on_old: Machine, packages: Packages, *, knows: bool) -> None:
    profile = "/etc/apparmor.d/bilagsdrop"
    if knows:
        on_old.run("sh", "-c", "mkdir -p /etc/apparmor.d/abi && touch /etc/apparmor.d/abi/4.0", user="root")
    on_old.apt("install", packages.new_deb)
    assert on_old.files(profile) == ({profile} if knows else set())
    on_old.apt("remove", "bilagsdrop")
    assert not on_old.files(profile)
