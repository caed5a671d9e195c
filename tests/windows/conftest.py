"""The Windows packages that are tested, and the computers (under Wine) they are tested on.

Without more being said both versions are built from the sources here, little compressed, which takes its time: the
earlier one is kept while the sources are the same. ``BILAGSDROP_PACKAGES`` names a folder with a finished installer
that is taken for the newer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from bundling import installer, under_wine
from bundling.icons import write_icons
from bundling.run import run
from bundling.tree import Tree

from desktop import __version__
from tests.windows.computer import Computer, copy_of, environ_of

WORK = Path(os.environ.get("BILAGSDROP_WINE") or ROOT / "build" / "wine")
OLD = "0.0.9"
TOOLS = ("makensis", "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump", "osslsigncode")
SETUP = "bilagsdrop-{version}-windows-x64-setup.exe"
EPOCH = 1_767_225_600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in TOOLS if shutil.which(name) is None]
    missing += [] if Path("/usr/lib/wine/wine64").exists() or shutil.which("wine") else ["wine"]
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.timeout(5400))
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))


@dataclass(frozen=True, slots=True)
class Setups:
    """Two installers, and what the newer one installs."""

    old: Path
    new: Path
    tree: Path | None = None


# --- a small program, for tests of the installer alone ---


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Setups:
    """Installers of a small program."""
    work = tmp_path_factory.mktemp("small")
    write_icons(work / "icons")
    setups = [small_setup(work, version) for version in (OLD, __version__)]
    return Setups(setups[0], setups[1])


def small_setup(work: Path, version: str) -> Path:
    """Make the installer of the small program, and return its path; ``work`` has the icons."""
    folder = work / version
    inner = folder / "_internal" / "licences"
    inner.mkdir(parents=True)
    (folder / "_internal" / "version.txt").write_text(version, encoding="utf-8")
    (inner / "ØØ $1.txt").write_text("free", encoding="utf-8")
    for name in ("bilagsdrop", "bilagsdrop-cli"):
        source = Path(__file__).with_name("small.c")
        run("x86_64-w64-mingw32-gcc", "-municode", "-s", "-o", folder / f"{name}.exe", source)
    return installer.make_installer(Tree(folder, version, EPOCH), work, work, quick=True)


# --- the real program ---


@pytest.fixture(scope="session")
def real() -> Setups:
    """Installers of the program, of an earlier version and of this one."""
    handed = WORK / "handed"
    handed.mkdir(parents=True, exist_ok=True)
    finished = os.environ.get("BILAGSDROP_PACKAGES")
    new = (ROOT / finished if finished else handed) / SETUP.format(version=__version__)
    if not finished:
        _build(ROOT, "new", handed)
    old = handed / SETUP.format(version=OLD)
    stamp = handed / "old.sources"
    if not (old.exists() and stamp.exists() and stamp.read_text() == _sources()):
        _build(_older_sources(), "old", handed)
        stamp.write_text(_sources())
    return Setups(old, new, WORK / "new" / "dist" / "bilagsdrop")


def _build(sources: Path, work: str, target: Path) -> None:
    places = ["--sources", sources, "--work", WORK / work, "--target", target]
    words = [sys.executable, ROOT / "packaging" / "package.py", "--windows", "--quick", *places]
    environ = os.environ | {"BILAGSDROP_WINE": str(WORK)}
    ran = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, env=environ)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
    print(f"\n{ran.stdout}")  # noqa: T201 - the figures are what this is for


def _sources() -> str:
    """Return a hash of what the program is made of."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _older_sources() -> Path:
    """Return the sources, as if they were of an earlier release."""
    sources = WORK / "older"
    shutil.rmtree(sources, ignore_errors=True)
    for name in ("desktop", "resources"):
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
    about = sources / "desktop" / "__init__.py"
    about.write_text(about.read_text(encoding="utf-8").replace(__version__, OLD), encoding="utf-8")
    return sources


# --- computers ---


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk of a Windows without anything of ours."""
    folder = tmp_path_factory.mktemp("windows") / "bare"
    wine = under_wine.new_windows(folder)
    wine.shut_down()
    environ_of(folder)
    return folder


@pytest.fixture(scope="session")
def with_old(bare: Path, real: Setups) -> Path:
    """The disk of a Windows where the earlier version was installed."""
    computer = copy_of(bare, bare.with_name("with-old"))
    computer.install(real.old)
    computer.switch_off()
    return computer.wine.prefix


@pytest.fixture(scope="session")
def with_new(with_old: Path, real: Setups) -> Path:
    """The disk of a Windows where this version was installed, after the earlier one."""
    computer = copy_of(with_old, with_old.with_name("with-new"))
    computer.install(real.new)
    computer.switch_off()
    return computer.wine.prefix


@pytest.fixture
def computer(bare: Path, tmp_path: Path) -> Iterator[Computer]:
    yield from _on(bare, tmp_path)


@pytest.fixture
def on_old(with_old: Path, tmp_path: Path) -> Iterator[Computer]:
    yield from _on(with_old, tmp_path)


@pytest.fixture
def on_new(with_new: Path, tmp_path: Path) -> Iterator[Computer]:
    yield from _on(with_new, tmp_path)


def _on(base: Path, tmp_path: Path) -> Iterator[Computer]:
    found = copy_of(base, base.with_name(f"{tmp_path.name[:40]}-{os.urandom(3).hex()}"))
    yield found
    found.switch_off()
    shutil.rmtree(found.wine.prefix)
