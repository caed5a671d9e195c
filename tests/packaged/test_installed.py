"""The Debian package on a bare system: installed, whole, and at work."""

from __future__ import annotations

import pytest

from tests.packaged.acts import HOME, self_test, wait_for_receipts
from tests.packaged.conftest import Packages
from tests.packaged.machine import Machine


def test_the_bare_system_is_bare(on_bare: Machine) -> None:
    found = on_bare.files("/usr/bin", "/usr/lib", "/opt")
    assert not [path for path in found if "python" in path or "Qt" in path or "bilagsdrop" in path]
    assert on_bare.run("bilagsdrop", "--version", status=None).returncode == 127


def test_it_installs_with_what_it_names(on_new: Machine, packages: Packages) -> None:
    assert on_new.run("bilagsdrop", "--version").stdout == f"Bilagsdrop {packages.version}\n"
    assert "python3" not in on_new.run("dpkg-query", "-W", "-f", "${Package}\n").stdout.split()
    assert on_new.run("dpkg", "--verify", "bilagsdrop").stdout == ""
    assert on_new.run("dpkg", "--audit").stdout == ""


def test_every_library_finds_what_it_links_to(on_new: Machine, packages: Packages) -> None:
    folder = f"{HOME}/{packages.version}"
    script = (
        f'find {folder} -type f -exec sh -c \'for f; do head -c4 "$f" | grep -q ELF && echo "$f"; done\' sh {{}} +'
        f" | LD_LIBRARY_PATH={folder}/_internal xargs ldd"
    )
    said = on_new.run("sh", "-c", script).stdout
    assert said.count("libc.so.6") > 100
    assert "not found" not in said


def test_it_works_for_an_ordinary_user_with_the_sandbox_on(on_new: Machine) -> None:
    parts = self_test(
        on_new, "bundle", "codecs", "workers", "translations", "certificates", "window", "webview", "delivery"
    )
    assert parts.pop("keyring")["state"] == "unavailable", "a bare system has no secret service"
    assert {name: part["state"] for name, part in parts.items()} == dict.fromkeys(parts, "ok")
    assert "sandbox" in parts["webview"]["detail"], "Chromium's sandbox was looked at, and is on"


def test_two_users_have_two_windows(on_new: Machine) -> None:
    on_new.run("useradd", "--create-home", "ansat", user="root")
    first = on_new.start("bilagsdrop", "/handed/samples/p-billet.jpg")
    second = on_new.start("bilagsdrop", "/handed/samples/taxa-nordlyset.jpg", user="ansat", environ=on_new.environ)
    for user, name in (("ejer", "p-billet.jpg"), ("ansat", "taxa-nordlyset.jpg")):
        assert [row["file"] for row in wait_for_receipts(on_new, 1, user)] == [name]
    assert first.poll() is None
    assert second.poll() is None


def test_the_desktop_opens_files_with_it(on_new: Machine) -> None:
    on_new.apt("install", "libglib2.0-bin", "desktop-file-utils", "shared-mime-info")
    for kind in ("image/jpeg", "image/heif", "application/pdf"):
        assert "bilagsdrop.desktop" in on_new.run("gio", "mime", kind).stdout
    on_new.start("gio", "launch", "/usr/share/applications/bilagsdrop.desktop", "/handed/samples/p-billet.jpg")
    assert wait_for_receipts(on_new, 1)[0]["file"] == "p-billet.jpg"
    icons = on_new.files("/usr/share/icons/hicolor")
    assert {f"/usr/share/icons/hicolor/{size}/apps/bilagsdrop.png" for size in ("16x16", "48x48", "256x256")} <= icons


@pytest.mark.parametrize(
    "name",
    [
        "_internal/resources/samples/p-billet.jpg",
        "_internal/resources/locale/da/LC_MESSAGES/bilagsdrop.mo",
        "_internal/PySide6/QtWidgets.abi3.so",
        "_internal/PIL/_imaging.cpython-311-x86_64-linux-gnu.so",
        "_internal/libsqlite3.so.0",
    ],
)
def test_a_missing_file_is_named(on_new: Machine, packages: Packages, name: str) -> None:
    on_new.run("rm", f"{HOME}/{packages.version}/{name}", user="root")
    parts = self_test(on_new, status=1)
    assert parts["bundle"] == {"state": "failed", "detail": f"missing: {name}", "seconds": parts["bundle"]["seconds"]}


def test_a_changed_file_is_named(on_new: Machine, packages: Packages) -> None:
    name = "_internal/certifi/cacert.pem"
    on_new.run("sed", "-i", "s/A/B/", f"{HOME}/{packages.version}/{name}", user="root")
    assert self_test(on_new, status=1)["bundle"]["detail"] == f"changed: {name}"


@pytest.mark.parametrize(
    "name",
    [
        "lib/libQt6WebEngineCore.so.6",
        "libexec/QtWebEngineProcess",
        "resources/icudtl.dat",
        "resources/v8_context_snapshot.bin",
    ],
)
def test_a_login_that_can_not_be_shown_is_told_in_the_window_which_stays(
    on_new: Machine, packages: Packages, name: str
) -> None:
    on_new.run("rm", f"{HOME}/{packages.version}/_internal/PySide6/Qt/{name}", user="root")
    on_new.environ["LANGUAGE"] = "en"
    parts = self_test(on_new, status=1)
    assert parts["window"]["state"] == "ok"
    said = parts["webview"]["detail"]
    assert name.rpartition("/")[2] in said
    assert "A personal key from Dinero needs no login page. (ways)" in said
