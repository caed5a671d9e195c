"""The list of a bundle's files: written by the build, compared by the installed program."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from bundling.manifest import write_manifest
from bundling.parts import own_modules
from bundling.run import BuildError
from bundling.tree import REQUIRED, make_alike, require_all, require_own

from desktop.bundle import damage, tell_damage, told
from desktop.environment import restore_library_path


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    for name in ("bilagsdrop", "_internal/a.so", "_internal/resources/æøå mappe/bon.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    write_manifest(tmp_path, "_internal")
    return tmp_path


def test_a_whole_bundle_is_whole(bundle: Path) -> None:
    assert damage(bundle / "_internal") == []


def test_each_missing_or_changed_file_is_named(bundle: Path) -> None:
    (bundle / "_internal/a.so").unlink()
    (bundle / "bilagsdrop").write_bytes(b"BILAGSDROP")
    assert damage(bundle / "_internal") == ["missing: _internal/a.so", "changed: bilagsdrop"]
    assert damage(bundle / "_internal", thorough=False) == ["missing: _internal/a.so"], "of the same size"


def test_a_file_that_is_signed_later_may_change_but_not_vanish(bundle: Path) -> None:
    write_manifest(bundle, "_internal", lambda path: path.name == "bilagsdrop")
    (bundle / "bilagsdrop").write_bytes(b"signed")
    assert damage(bundle / "_internal") == []
    (bundle / "bilagsdrop").unlink()
    assert damage(bundle / "_internal") == ["missing: bilagsdrop"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 1}', None])
def test_a_list_that_is_none_is_damage_too(bundle: Path, text: str | None) -> None:
    path = bundle / "_internal/bundle.json"
    path.unlink() if text is None else path.write_text(text)
    assert damage(bundle / "_internal") == ["missing: bundle.json"]


def test_many_lines_are_cut_off() -> None:
    assert told([f"missing: {n}" for n in range(10)]).endswith("missing: 7; and 2 more")


def test_a_program_that_cannot_load_a_part_says_which(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle / "_internal"), raising=False)
    error = ImportError("a.so")
    with pytest.raises(ImportError):
        tell_damage([], error)
    (bundle / "_internal/a.so").unlink()
    assert tell_damage(["self-test", "--json"], error) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["parts"]["bundle"]["detail"] == "missing: _internal/a.so"
    assert "missing: _internal/a.so" in err


def test_a_mistake_of_the_program_is_no_damage() -> None:
    with pytest.raises(ImportError, match="from the sources"):
        tell_damage([], ImportError("from the sources"))


def test_the_build_refuses_a_bundle_that_lacks_a_part(tmp_path: Path) -> None:
    for pattern in REQUIRED[1:]:
        path = tmp_path / pattern.replace("**/", "Qt/").replace("*", "x")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with pytest.raises(BuildError, match=r"lacks desktop/sandbox/templates/login\.html$"):
        require_all(tmp_path)


def test_every_file_gets_the_same_time_and_plain_rights(tmp_path: Path) -> None:
    program, note = tmp_path / "program", tmp_path / "note"
    program.touch(0o700)
    note.touch(0o600)
    make_alike(tmp_path, 1_700_000_000)
    assert [oct(p.stat().st_mode & 0o777) for p in (tmp_path, program, note)] == ["0o755", "0o755", "0o644"]
    assert {p.stat().st_mtime for p in (tmp_path, program, note)} == {1_700_000_000}


def test_what_is_started_from_an_installed_program_gets_the_users_library_path(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/own"}
    environ = dict(begun)
    restore_library_path(environ)
    assert environ == begun, "the sources change nothing"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    restore_library_path(environ)
    assert environ == {"LD_LIBRARY_PATH": "/own", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    bare = {"LD_LIBRARY_PATH": "/bundle"}
    restore_library_path(bare)
    assert "LD_LIBRARY_PATH" not in bare


def test_every_module_of_the_program_goes_along_or_the_build_ends(tmp_path: Path) -> None:
    for name in ("__init__", "__main__", "worker", "room/__init__", "room/new"):
        path = tmp_path / "desktop" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert own_modules(tmp_path) == ["desktop", "desktop.room", "desktop.room.new", "desktop.worker"]
    require_own(tmp_path, ["desktop", "desktop.room", "desktop.room.new", "desktop.worker", "json"])
    with pytest.raises(BuildError, match=r"not collected: desktop\.room\.new, desktop\.worker"):
        require_own(tmp_path, ["desktop", "desktop.room"])
