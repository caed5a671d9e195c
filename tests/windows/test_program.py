"""The installed program at work, under Wine: all of it but QtWebEngine and real windows, which Wine can't carry."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bundling import sizes, under_wine

from desktop import __version__
from desktop.sandbox import KAFFE
from tests.e2e.conftest import wait_for
from tests.packaged.acts import Box
from tests.windows.computer import Computer
from tests.windows.conftest import OLD, ROOT, Setups

SAMPLES = ROOT / "resources" / "samples"
WINE_LACKS = {"webview"}
ENTRY = "Bilagsdrop "
"""How the program's entries in the credential store begin."""
LOCAL_OF_ANOTHER = r"C:\users\ansat æøå\AppData\Local"


def _self_test(computer: Computer, *, status: int = 1) -> dict[str, Any]:
    ran = computer.program("self-test", "--json", status=status)
    return dict(json.loads(ran.stdout)["parts"])


def _receipts(computer: Computer, environ: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    ran = computer.program("status", "--json", environ=environ)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def _version(computer: Computer) -> str:
    return computer.program("--version").stdout.strip()


def _open_window(computer: Computer, *files: Path) -> None:
    computer.start(f"{computer.folder}\\app\\bilagsdrop.exe", *_named(*files))


def _named(*files: Path) -> list[str]:
    return ["Z:" + str(path).replace("/", "\\") for path in files]


def _wait_for_receipts(computer: Computer, count: int) -> list[dict[str, Any]]:
    def found() -> list[dict[str, Any]]:
        rows = _receipts(computer)
        return rows if len(rows) == count else []

    return list(wait_for(found, f"{count} receipts", 120))


# --- whole, and as Windows sees it ---


def test_everything_is_there_that_wine_can_carry(on_new: Computer) -> None:
    parts = _self_test(on_new)
    assert {name for name, part in parts.items() if part["state"] != "ok"} == WINE_LACKS
    # Said in the window, where one would log in, and with the way round it.
    assert "En personlig nøgle fra Dinero kræver ingen loginside. (ways)" in parts["webview"]["detail"]
    assert "(QtWebEngineCore)" in parts["webview"]["detail"]
    assert parts["keyring"]["detail"] == "Windows"


@pytest.mark.parametrize("name", ["sqlite3.dll", "PIL/_imaging.cp311-win_amd64.pyd", "resources/samples/p-billet.jpg"])
def test_a_missing_file_is_named(on_new: Computer, name: str) -> None:
    (on_new.here(on_new.folder) / "app" / "_internal" / name).unlink()
    assert _self_test(on_new)["bundle"]["detail"] == f"missing: _internal/{name}"


def test_a_window_that_can_not_start_says_which_file_is_missing(on_new: Computer) -> None:
    (on_new.here(on_new.folder) / "app" / "_internal" / "PySide6" / "QtWidgets.pyd").unlink()
    ran = on_new.program("quit", status=1)  # loads Qt, as the window does
    assert "missing: _internal/PySide6/QtWidgets.pyd" in ran.stderr


def test_it_weighs_what_it_may(on_new: Computer, real: Setups) -> None:
    root = on_new.here(on_new.folder)
    found = [sizes.Size("installed", sizes.installed_size(root), sizes.BUDGET["installed"])]
    setup = sizes.of_artifact(real.new)
    print("", *(size.line() for size in (*found, setup, *sizes.largest(root))), sep="\n")  # noqa: T201 - the figures are what this is for
    assert not found[0].over
    assert not (setup.over and os.environ.get("BILAGSDROP_PACKAGES")), "a finished installer, well compressed"


def test_it_opens_its_window_about_as_soon_as_from_the_sources(on_new: Computer) -> None:
    installed = _seconds_to_a_window(on_new, f"{on_new.folder}\\app\\bilagsdrop-cli.exe")
    sources = _seconds_to_a_window(on_new, under_wine.windows_python(), "-m", "desktop")
    said = f"window opened and closed under Wine: {installed:.2f} s installed, {sources:.2f} s from the sources"
    print(f"\n{said}")  # noqa: T201 - the figures are what this is for
    assert installed < 2 * sources, said


def _seconds_to_a_window(computer: Computer, *command: str | Path) -> float:
    """Return the median of three starts; one before them, with a cold cache, does not count."""
    found = []
    for _run in range(4):
        begun = time.monotonic()
        ran = computer.wine.run(*command, "self-test", "--part", "window", folder=ROOT)
        found.append(time.monotonic() - begun)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    return statistics.median(found[1:])


@pytest.mark.parametrize("name", ["bilagsdrop", "bilagsdrop-cli"])
def test_windows_knows_its_version_and_that_it_is_sharp_on_every_screen(on_new: Computer, name: str) -> None:
    program = (on_new.here(on_new.folder) / "app" / f"{name}.exe").read_bytes()
    for field, value in {"ProductVersion": __version__, "OriginalFilename": f"{name}.exe"}.items():
        said = f"{field}\0".encode("utf-16-le") + rb"(?:\0\0)?" + re.escape(f"{value}\0".encode("utf-16-le"))
        assert re.search(said, program)
    assert b">PerMonitorV2</dpiAwareness>" in program
    assert b"longPathAware" in program
    assert b'level="asInvoker"' in program


# --- from the command line, with a personal key in the credential store ---


@pytest.fixture
def box(on_new: Computer) -> Box:
    return Box(on_new.start(f"{on_new.folder}\\app\\bilagsdrop-cli.exe", "sandbox", "--port", "0", "--print-json"))


def _with_key(box: Box) -> dict[str, str]:
    names = ("BILAGSDROP_CONNECT_URL", "BILAGSDROP_API_URL", "BILAGSDROP_AUTHZ_URL")
    client = {"CLIENT_ID": box.told["personal_client_id"], "CLIENT_SECRET": box.told["personal_client_secret"]}
    return dict.fromkeys(names, box.told["url"]) | {f"BILAGSDROP_{name}": value for name, value in client.items()}


def _order() -> list[str]:
    yesterday = (dt.date.today() - dt.timedelta(days=1)).strftime("%d.%m.%Y")  # noqa: DTZ011 - the user's own day
    return ["--date", yesterday, "--amount", "149,-", "--account", "7200", "--supplier", "Café Ærø", "--json"]


def test_receipts_are_delivered_with_a_key_from_the_credential_store(
    on_new: Computer, box: Box, tmp_path: Path
) -> None:
    folder = tmp_path / "Mine bilag på øen" / ("æ" * 60) / ("å" * 60)
    folder.mkdir(parents=True)
    files = []
    for sample in ("kaffebaren-maagen.jpg", "blomster-ranunkel.heic", "snak-mobil.pdf"):
        files.append(folder / f"Ærlig {sample}")
        files[-1].write_bytes((SAMPLES / sample).read_bytes())
    servers = _with_key(box)
    on_new.program("key", "set", environ=servers, text=f"{box.told['api_key']}\n")
    del servers["BILAGSDROP_CLIENT_ID"], servers["BILAGSDROP_CLIENT_SECRET"]  # they are kept with the key
    sent = on_new.program("send", *_named(*files), *_order(), environ=servers)
    told = [json.loads(line) for line in sent.stdout.splitlines()]
    assert [row["state"] for row in told] == ["drafted"] * 3
    assert sorted(row["file"] for row in told) == sorted(_named(*files))
    company = box.state()["organizations"][str(KAFFE)]
    assert len(company["vouchers"]) == len(company["files"]) == 3
    assert {v["FileGuid"] for v in company["vouchers"]} == {f["FileGuid"] for f in company["files"]}
    assert box.state()["mistakes"] == []
    _no_secret_in_files(on_new, box)
    on_new.program("logout", environ=servers)
    assert on_new.program("send", *_named(files[0]), *_order(), "--again", environ=servers, status=3)


def _no_secret_in_files(computer: Computer, box: Box) -> None:
    secrets = [str(box.told[name]).encode() for name in ("api_key", "personal_client_secret")]
    for path in computer.data.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not [s for s in secrets if s in data or s.decode().encode("utf-16-le") in data], path


# --- upgrade and removal ---


def test_an_upgrade_while_the_window_is_open_keeps_the_tray(on_old: Computer, real: Setups) -> None:
    assert _version(on_old) == f"Bilagsdrop {OLD}"
    _open_window(on_old, SAMPLES / "p-billet.jpg", SAMPLES / "papir-og-blaek.png")
    before = _wait_for_receipts(on_old, 2)
    on_old.install(real.new)
    assert _version(on_old) == f"Bilagsdrop {__version__}"
    assert _receipts(on_old) == before
    assert {"app.new", "app.old"}.isdisjoint(on_old.installed())
    # It was open, and is open again: a file that is opened now goes to that window, and this start ends.
    ran = on_old.run(f"{on_old.folder}\\app\\bilagsdrop.exe", *_named(SAMPLES / "blomster-ranunkel.heic"))
    assert ran.stderr == ""
    _wait_for_receipts(on_old, 3)
    log = (on_old.data / "bilagsdrop.log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert _self_test(on_old)["bundle"]["state"] == "ok"


def test_an_installation_that_is_killed_leaves_the_old_version_and_the_next_is_whole(
    on_old: Computer, real: Setups
) -> None:
    root = on_old.here(on_old.folder)
    setup = on_old.start(real.new, "/S")
    wait_for(lambda: any((root / "app.new").rglob("*.dll")), "the first library of the new version", 120)
    setup.kill()
    setup.wait(60)
    assert (root / "app.new").exists(), "it was in the middle of it"
    assert _version(on_old) == f"Bilagsdrop {OLD}"
    assert _self_test(on_old)["bundle"]["state"] == "ok"
    on_old.install(real.new)
    assert _version(on_old) == f"Bilagsdrop {__version__}"
    assert {"app.new", "app.old"}.isdisjoint(on_old.installed())
    assert _self_test(on_old)["bundle"]["state"] == "ok"


def test_two_users_of_one_installation_have_receipts_of_their_own(computer: Computer, real: Setups) -> None:
    everyone = Computer(computer.wine, r"C:\Program Files\Bilagsdrop", computer.started)
    computer.install(real.new, "/AllUsers")
    _open_window(everyone, SAMPLES / "p-billet.jpg")
    _wait_for_receipts(everyone, 1)
    # Wine knows one user. Another one is who has other folders, as Windows tells them to every program.
    own = f"C:\\users\\{computer.home.name}\\AppData\\Local"
    folders = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    computer.run("reg", "add", folders, "/v", "Local AppData", "/t", "REG_SZ", "/d", LOCAL_OF_ANOTHER, "/f")
    assert _receipts(everyone) == []
    _open_window(everyone, SAMPLES / "papir-og-blaek.png")
    (receipt,) = _wait_for_receipts(everyone, 1)
    assert receipt["file"] == "papir-og-blaek.png"
    assert (computer.here(LOCAL_OF_ANOTHER) / "Bilagsdrop" / "journal.sqlite3").exists()
    computer.run("reg", "add", folders, "/v", "Local AppData", "/t", "REG_SZ", "/d", own, "/f")
    assert [row["file"] for row in _receipts(everyone)] == ["p-billet.jpg"]


def test_removal_while_the_window_is_open_leaves_the_receipts(on_old: Computer, real: Setups) -> None:
    _open_window(on_old, SAMPLES / "p-billet.jpg")
    kept = _wait_for_receipts(on_old, 1)
    on_old.uninstall()
    assert on_old.traces() == [on_old.data, *sorted(on_old.data.glob("bilagsdrop*"))]
    on_old.install(real.new)
    assert _receipts(on_old) == kept


def test_removal_with_the_receipts_logs_out_first(on_new: Computer, box: Box) -> None:
    servers = _with_key(box)
    on_new.program("key", "set", environ=servers, text=f"{box.told['api_key']}\n")
    assert ENTRY in _credentials(on_new)
    on_new.run("taskkill", "/F", "/IM", "bilagsdrop-cli.exe")  # the sandbox: it is the program's own file that runs
    on_new.uninstall("/RemoveReceipts", environ=servers)
    assert on_new.traces() == []
    assert ENTRY not in _credentials(on_new)


def _credentials(computer: Computer) -> str:
    """Return the names in the credential store, which Wine keeps in the registry."""
    return computer.run("reg", "query", r"HKCU\Software\Wine\Credential Manager", "/s", status=None).stdout


def test_two_versions_side_by_side(on_old: Computer, real: Setups) -> None:
    other = Computer(on_old.wine, "C:\\Prøve af den nye\\Bilagsdrop")
    on_old.run("reg", "delete", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Bilagsdrop", "/f")
    other.install(real.new, f"/D={other.folder}")
    assert (_version(on_old), _version(other)) == (f"Bilagsdrop {OLD}", f"Bilagsdrop {__version__}")
    _open_window(on_old, SAMPLES / "p-billet.jpg")
    _wait_for_receipts(on_old, 1)
    # One window for a data folder, whichever version opened it.
    other.run(f"{other.folder}\\app\\bilagsdrop.exe", *_named(SAMPLES / "papir-og-blaek.png"))
    assert len(_wait_for_receipts(other, 2)) == 2
    assert _self_test(other)["bundle"]["state"] == "ok"
