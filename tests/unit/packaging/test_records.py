"""What is written down about a build, and what a release carries."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bundling import bom, desktop_files, icons, notices, parts, record, sizes
from bundling.deb import debian_version
from bundling.identity import APP_ID, RUNTIME_LOCK, version_of
from bundling.registration import FILE, write_registration
from bundling.run import BuildError, run
from bundling.starts import start_seconds
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.version import Version
from PIL import Image

from desktop import __version__
from desktop.gui.web_sandbox import is_on
from desktop.visma.registration import FromBuild

SECRET = "hemmelig-0123456789"
RELEASE = {
    "BILAGSDROP_RELEASE_CLIENT_ID": "isv_bilagsdrop",
    "BILAGSDROP_RELEASE_CLIENT_SECRET": SECRET,
    "BILAGSDROP_RELEASE_REDIRECT_URI": "https://example.org/callback",
}
SYSTEM = {"libssl3": "3.0.19-1"}


def test_the_version_comes_from_the_program() -> None:
    assert version_of() == __version__


def test_debian_sorts_versions_as_python_does() -> None:
    versions = ["0.9.9", "1.0.0.dev1", "1.0.0a1", "1.0.0rc2", "1.0.0", "1.0.1"]
    assert versions == sorted(versions, key=Version)
    assert debian_version("1.0.0rc2") == "1.0.0~rc2"
    for one, two in itertools.pairwise(versions):
        run("dpkg", "--compare-versions", debian_version(one), "lt", debian_version(two))


def test_the_bill_of_materials_is_valid_and_always_the_same() -> None:
    text = bom.bill("1.2.3", ["requests", "pyside6-addons", "lazy-importer"], SYSTEM, 1_700_000_000)
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert problem is None, str(problem)[:500]
    assert text == bom.bill("1.2.3", ["requests", "pyside6-addons", "lazy-importer"], SYSTEM, 1_700_000_000)
    found = {c["name"]: c for c in json.loads(text)["components"]}
    assert found.keys() == {"Python", "requests", "pyside6-addons", "lazy-importer", "libssl3"}
    assert found["requests"]["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert found["libssl3"]["purl"] == "pkg:deb/debian/libssl3@3.0.19-1"


def test_the_build_says_what_it_was_made_from_and_nothing_of_the_machine() -> None:
    text = json.dumps(record.build_info("1.2.3", SYSTEM))
    told = json.loads(text)
    assert told["locks"].keys() == {"requirements.lock", "requirements-dev.lock"}
    assert told["tools"]["pyinstaller"]
    for word in (str(Path.home()), sys.prefix, os.uname().nodename):
        assert word not in text


def test_the_time_of_a_build_can_be_said() -> None:
    assert record.epoch({"SOURCE_DATE_EPOCH": "1700000000"}) == 1_700_000_000
    assert record.epoch({}) == record.epoch({}) > 1_700_000_000


def test_only_what_the_lock_names_may_be_collected() -> None:
    table = {"PIL": ["pillow"], "yaml": ["PyYAML"], "desktop": ["bilagsdrop"]}
    found = parts.distributions_of(["PIL.Image", "yaml", "json", "desktop.app"], table)
    assert found == {"pillow", "pyyaml", "bilagsdrop"}
    assert parts.foreign(found, parts.pins(RUNTIME_LOCK)) == ["pyyaml"]


def test_of_packages_that_share_a_name_the_one_that_is_collected_counts() -> None:
    table = {"jaraco": ["jaraco.context", "jaraco.text"], "PySide6": ["PySide6_Addons", "PySide6_Essentials"]}
    assert parts.distributions_of(["jaraco", "jaraco.context"], table) == {"jaraco-context"}
    assert parts.distributions_of(["PySide6", "PySide6.QtCore"], table) == {"pyside6-addons", "pyside6-essentials"}


def test_a_release_carries_its_registration_and_the_program_reads_it(tmp_path: Path) -> None:
    assert write_registration(tmp_path, RELEASE)
    found = FromBuild(tmp_path / FILE).registration()
    assert found is not None
    assert (found.client_id, found.client_secret) == ("isv_bilagsdrop", SECRET)
    assert not write_registration(tmp_path, {}), "a build without one leaves none of an earlier build"
    assert FromBuild(tmp_path / FILE).registration() is None


@pytest.mark.parametrize("missing", RELEASE)
def test_half_a_registration_is_refused_without_telling_it(tmp_path: Path, missing: str) -> None:
    with pytest.raises(BuildError) as caught:
        write_registration(tmp_path, RELEASE | {missing: ""})
    assert missing in str(caught.value)
    assert SECRET not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_no_record_knows_the_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in RELEASE.items():
        monkeypatch.setenv(name, value)
    text = bom.bill("1.2.3", ["requests"], SYSTEM, 1) + json.dumps(record.build_info("1.2.3", SYSTEM))
    assert not [value for value in RELEASE.values() if value in text]


def test_the_notices_hold_every_licence(tmp_path: Path) -> None:
    notices.write_notices(tmp_path, [])
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert {"LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.md", "licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"} <= found
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (tmp_path / "licences/Python.txt").read_text(encoding="utf-8")
    assert "bootloader" in (tmp_path / "licences/PyInstaller.txt").read_text(encoding="utf-8").lower()


def test_the_icon_is_drawn_for_each_system(tmp_path: Path) -> None:
    icons.write_icons(tmp_path)
    with Image.open(tmp_path / "bilagsdrop.ico") as ico, Image.open(tmp_path / "bilagsdrop.icns") as icns:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= set(ico.info["sizes"])
        assert icns.size == (1024, 1024)
    with Image.open(tmp_path / "bilagsdrop.png") as png:
        assert png.getpixel((128, 100)) != png.getpixel((30, 120)) != png.getpixel((0, 0))
        assert png.getpixel((0, 0)) == (0, 0, 0, 0), "the corners are clear"


def test_sizes_are_held_against_the_budget(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(9000))
    (tmp_path / "small").write_bytes(b"x")
    assert sizes.installed_size(tmp_path) == 3 * 4096 + 4096
    assert [s.name for s in sizes.largest(tmp_path)] == ["large", "small"]
    assert sizes.Size("x", 200 * sizes.MB, sizes.BUDGET[".deb"]).over
    assert "TOO LARGE" in sizes.Size("x", 200 * sizes.MB, sizes.BUDGET[".deb"]).line()
    assert not sizes.Size("x", 200 * sizes.MB).over


def test_a_name_that_nothing_fills_is_seen() -> None:
    with pytest.raises(ValueError, match="APP_ID"):
        desktop_files.filled("metainfo.xml", {})


@pytest.mark.parametrize(("tool", "check"), [("appstreamcli", "metainfo"), ("desktop-file-validate", "desktop")])
def test_the_desktops_own_tools_find_no_fault(tmp_path: Path, tool: str, check: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    name = f"{APP_ID}.metainfo.xml" if check == "metainfo" else "bilagsdrop.desktop"
    text = desktop_files.metainfo("1.2.3", 1_700_000_000)
    path = tmp_path / name
    path.write_text(text if check == "metainfo" else desktop_files.filled(name, {}), encoding="utf-8")
    options = ["validate", "--no-net"] if check == "metainfo" else []
    subprocess.run([tool, *options, path], check=True)


def _process(proc: Path, pid: int, **status: str) -> None:
    (proc / str(pid)).mkdir(parents=True)
    lines = "".join(f"{name}:\t{value}\n" for name, value in status.items())
    (proc / str(pid) / "status").write_text(lines)


@pytest.mark.parametrize(
    ("nspid", "seccomp", "parent", "on"),
    [("30\t4\t1", "2", "20", True), ("30", "2", "20", False), ("30\t4", "0", "20", False), ("30\t4", "2", "1", False)],
)
def test_the_sandbox_is_on_when_the_kernel_says_so(
    tmp_path: Path, nspid: str, seccomp: str, parent: str, *, on: bool
) -> None:
    _process(tmp_path, 10, Name="bilagsdrop", PPid="1", NSpid="10", Seccomp="0")
    _process(tmp_path, 20, Name="QtWebEngineProc", PPid="10", NSpid="20", Seccomp="0")
    _process(tmp_path, 30, Name="QtWebEngineProc", PPid=parent, NSpid=nspid, Seccomp=seccomp)
    (tmp_path / "40").mkdir()  # it has ended meanwhile
    assert is_on(tmp_path, 10) is on


def test_a_start_is_timed_without_the_first_run(tmp_path: Path) -> None:
    count = tmp_path / "count"
    script = f"import pathlib, time; p = pathlib.Path({str(count)!r}); time.sleep(0 if p.exists() else 0.4); p.touch()"
    assert start_seconds((sys.executable, "-c", script), 1) < 0.4
    with pytest.raises(BuildError, match="ended with 3"):
        start_seconds((sys.executable, "-c", "raise SystemExit(3)"))
