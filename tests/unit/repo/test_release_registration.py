"""What the build writes is what the program reads; no value of it is printed, and a half one is no release."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app import open_desk
from desktop.visma import FromBuild, MemoryHome, Registration, Source
from desktop.visma.registration import BUILD_FILE
from tests.unit.repo.tree import ROOT, tracked

WHOLE = {
    "BILAGSDROP_RELEASE_CLIENT_ID": "isv_release",
    "BILAGSDROP_RELEASE_CLIENT_SECRET": "dybt-hemmeligt-æøå",
    "BILAGSDROP_RELEASE_REDIRECT_URI": "https://bilagsdrop.example.dk/tilbage",
}


def build(folder: Path, environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "packaging" / "registration.py"), *(words or ("write", str(folder)))]
    environ = {"PATH": "", "PYTHONUTF8": "1", **environ}
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def test_the_program_reads_what_the_build_has_written(tmp_path: Path) -> None:
    ran = build(tmp_path, WHOLE)
    assert (ran.returncode, ran.stderr) == (0, "")
    found = FromBuild(tmp_path / BUILD_FILE).registration()
    client_id, secret, redirect_uri = WHOLE.values()
    assert found == Registration(client_id, secret, redirect_uri, Source.BUILD)
    assert not any(value in ran.stdout for value in WHOLE.values())


def test_a_program_with_one_needs_nothing_but_a_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = tmp_path / "_internal"
    (contents / "resources").mkdir(parents=True)
    build(contents / "resources", WHOLE)
    monkeypatch.setattr(sys, "_MEIPASS", str(contents), raising=False)
    desk = open_desk({"BILAGSDROP_DATA_DIR": str(tmp_path / "data")}, MemoryHome())
    assert desk.config.built_in
    assert desk.can_log_in()
    assert desk.session.client_name() == "isv_release"
    assert "client_id=isv_release" in desk.begin_login().url
    desk.close()


def test_a_build_without_any_removes_an_older_one(tmp_path: Path) -> None:
    build(tmp_path, WHOLE)
    ran = build(tmp_path, {})
    assert ran.returncode == 0
    assert list(tmp_path.iterdir()) == []
    assert FromBuild(tmp_path / BUILD_FILE).registration() is None


@pytest.mark.parametrize("missing", sorted(WHOLE))
@pytest.mark.parametrize("instead", [None, "  "])
def test_half_a_registration_ends_the_build(tmp_path: Path, missing: str, instead: str | None) -> None:
    environ = {k: v for k, v in WHOLE.items() if k != missing} | ({missing: instead} if instead else {})
    ran = build(tmp_path, environ)
    assert ran.returncode == 2
    assert missing in ran.stderr
    assert not any(value in ran.stderr + ran.stdout for value in WHOLE.values())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://bilagsdrop.example.dk", "bilagsdrop.example.dk", "https://", "https://[x"])
def test_an_address_that_visma_would_refuse_ends_the_build(tmp_path: Path, address: str) -> None:
    ran = build(tmp_path, WHOLE | {"BILAGSDROP_RELEASE_REDIRECT_URI": address})
    assert ran.returncode == 2
    assert address not in ran.stderr


@pytest.mark.parametrize("words", [("write",), ("check", "x"), ("write", "/nowhere/at/all")])
def test_what_is_not_understood_ends_the_build(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert build(tmp_path, WHOLE, *words).returncode == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"client_id": "x"}',
        '{"client_id": 1, "client_secret": "s", "redirect_uri": "r"}',
        "\xff",
    ],
)
def test_a_damaged_file_is_no_registration_and_no_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / BUILD_FILE
    path.write_bytes(text.encode("latin-1"))
    assert FromBuild(path).registration() is None


def test_the_sources_hold_none() -> None:
    assert not [path for path in tracked() if path.name == BUILD_FILE]
    assert FromBuild().registration() is None
