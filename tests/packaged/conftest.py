"""The packages that are tested, and the computers they are tested on.

Without more being said both versions are built from the sources here, little compressed. ``BILAGSDROP_PACKAGES`` names
a folder of finished packages, such as ``dist``, that are taken instead; the earlier version is built if it has none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import __version__
from tests.packaged.machine import Machine, can_be_made, make_base, switched_on

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "package-test"
OLD = "0.0.9"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = can_be_made()
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.timeout(900))
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass(frozen=True, slots=True)
class Packages:
    """What is installed. ``folder`` is seen as ``/handed`` on every machine."""

    folder: Path
    version: str

    @property
    def new_deb(self) -> str:
        return self._only(f"bilagsdrop_{self.version}_*.deb")

    @property
    def old_deb(self) -> str:
        return self._only(f"bilagsdrop_{OLD}_*.deb")

    @property
    def archive(self) -> str:
        return self._only(f"bilagsdrop-{self.version}-linux-*.tar.*")

    @property
    def old_archive(self) -> str:
        return self._only(f"bilagsdrop-{OLD}-linux-*.tar.*")

    def _only(self, pattern: str) -> str:
        (found,) = self.folder.glob(pattern)
        return f"/handed/{found.name}"


@pytest.fixture(scope="session")
def packages() -> Packages:
    """Both versions, and the sample receipts, in one folder."""
    folder = WORK / "handed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "resources" / "samples", folder / "samples")
    finished = os.environ.get("BILAGSDROP_PACKAGES")
    if finished:
        for path in (ROOT / finished).glob("bilagsdrop[_-]*"):
            shutil.copy(path, folder)
    else:
        _build(ROOT, "new", folder)
    if not list(folder.glob(f"bilagsdrop_{OLD}_*")):
        _build(_older_sources(), "old", folder)
    return Packages(folder, __version__)


def _build(sources: Path, work: str, target: Path) -> None:
    places = ["--sources", sources, "--work", WORK / work, "--target", target]
    words = [sys.executable, str(ROOT / "packaging" / "package.py"), "--quick", *map(str, places)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _older_sources() -> Path:
    """Return the sources, as if they were of an earlier release."""
    sources = WORK / "older"
    shutil.rmtree(sources, ignore_errors=True)
    for name in ("desktop", "resources"):
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
    about = sources / "desktop" / "__init__.py"
    about.write_text(about.read_text(encoding="utf-8").replace(__version__, OLD), encoding="utf-8")
    return sources


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A virtual screen that every user of every machine may draw on; yields the display's name."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac", "-noreset"]
    with (tmp_path_factory.mktemp("screen") / "log").open("w") as log:
        server = subprocess.Popen(words, pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        yield display
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def bare() -> Path:
    """The disk of a computer with nothing but Debian's smallest system."""
    return make_base(WORK / "bare")


@pytest.fixture(scope="session")
def with_old(bare: Path, packages: Packages) -> Iterator[list[Path]]:
    """The disk of a computer where the earlier release was installed."""
    with switched_on([bare], packages.folder) as machine:
        machine.apt("install", packages.old_deb)
    yield [machine.layer / "upper", bare]
    shutil.rmtree(machine.layer)


@pytest.fixture(scope="session")
def with_new(with_old: list[Path], packages: Packages) -> Iterator[list[Path]]:
    """The disk of a computer where the release was installed, after an earlier one."""
    with switched_on(with_old, packages.folder) as machine:
        machine.apt("install", packages.new_deb)
    yield [machine.layer / "upper", *with_old]
    shutil.rmtree(machine.layer)


@pytest.fixture
def on_bare(bare: Path, packages: Packages, screen: str) -> Iterator[Machine]:
    yield from on([bare], packages, screen)


@pytest.fixture
def on_old(with_old: list[Path], packages: Packages, screen: str) -> Iterator[Machine]:
    yield from on(with_old, packages, screen)


@pytest.fixture
def on_new(with_new: list[Path], packages: Packages, screen: str) -> Iterator[Machine]:
    yield from on(with_new, packages, screen)


def on(layers: list[Path], packages: Packages, screen: str) -> Iterator[Machine]:
    """Yield a machine whose disk begins as these layers, before the screen."""
    with switched_on(layers, packages.folder) as machine:
        machine.environ["DISPLAY"] = screen
        yield machine
    shutil.rmtree(machine.layer)
