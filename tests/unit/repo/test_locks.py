"""The locks hold what pyproject.toml asks for, with hashes, and name no host; the notices speak of all of it."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
RUNTIME, DEV = (ROOT / "packaging" / name for name in ("requirements.lock", "requirements-dev.lock"))
BENCH = ROOT / "packaging" / "requirements-bench.lock"
LOCKS = pytest.mark.parametrize("lock", [RUNTIME, DEV, BENCH], ids=lambda path: path.name)
ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ \\;]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@pytest.fixture(scope="module")
def project() -> dict[str, list[str]]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = told["project"]["dependencies"]
    return {
        RUNTIME.name: runtime,
        DEV.name: runtime + told["dependency-groups"]["dev"],
        BENCH.name: told["dependency-groups"]["bench"],
        "build": told["build-system"]["requires"],
    }


def entries(lock: Path) -> dict[str, re.Match[str]]:
    found = (ENTRY.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {match["name"]: match for match in found if match}


@LOCKS
def test_every_dependency_is_locked_at_a_version_that_fits(lock: Path, project: dict[str, list[str]]) -> None:
    have = entries(lock)
    for text in project[lock.name]:
        wanted = Requirement(text)
        entry = have[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(entry["version"]), f"{text}: {entry['version']}; run 'make lock'"
        assert entry["marker"] is None or wanted.marker is not None, f"{text}: {entry['marker']}"


@LOCKS
def test_every_line_is_an_entry_or_a_hash(lock: Path) -> None:
    """No address of an index, no local path, no entry without hashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert not [line for line in lines if not ENTRY.match(line) and not HASH.match(line)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert line.endswith("\\") == following.startswith("    --hash"), line


def test_the_locks_agree() -> None:
    runtime, dev = entries(RUNTIME), entries(DEV)
    assert {name: entry["version"] for name, entry in runtime.items()} == {
        name: dev[name]["version"] for name in runtime
    }


def test_the_project_can_be_built_with_what_is_locked(project: dict[str, list[str]]) -> None:
    assert {canonicalize_name(Requirement(text).name) for text in project["build"]} <= entries(DEV).keys()


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_each_system_gets_what_its_keyring_needs(system: str, python: str) -> None:
    environment = {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.0"}
    here = {n for n, e in entries(RUNTIME).items() if not e["marker"] or Marker(e["marker"]).evaluate(environment)}
    assert {"pyside6-essentials", "pyside6-webengine", "requests", "keyring", "pillow"} <= here
    assert ("secretstorage" in here) == (system == "linux")
    assert ("pywin32-ctypes" in here) == (system == "win32")


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notices_tool", ROOT / "packaging" / "notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "notices_tool", module)
        spec.loader.exec_module(module)
    return module


def test_the_notices_are_those_of_the_lock(notices: ModuleType) -> None:
    lock, text = RUNTIME.read_text(encoding="utf-8"), (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    assert notices.locked(lock) == {name: entry["version"] for name, entry in entries(RUNTIME).items()}
    assert notices.problems(lock, text) == []


def test_notices_that_are_not_those_of_the_lock_are_told_apart(notices: ModuleType) -> None:
    lock = "one==1.0 \\\n    --hash=sha256:00\ntwo==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    assert notices.problems(lock, "## one 1.1\n\n## three 3.0\n") == [
        "two 2.0 is in the lock only",
        "three 3.0 is in the notices only",
        "one: 1.0 in the lock, 1.1 in the notices",
    ]


def test_every_package_has_a_licence_text(notices: ModuleType) -> None:
    text = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        assert "\n### " in section or "Used under the GNU Lesser General Public License" in section, section[:80]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert len(notices.noticed(text)) > 30


def test_the_licence_is_the_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
