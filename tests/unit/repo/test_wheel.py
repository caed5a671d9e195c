"""A plain source archive, without git and make, gives a wheel that holds the whole program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from desktop import __version__
from tests.unit.repo.tree import ROOT, tracked

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

NOT_IN_THE_WHEEL = "resources/screenshots/"
"""Pictures for the README."""
LOOK = """
from desktop import resources, words
words.use_language("da")
print(words._("Settings"))
print(resources.resource_path("icons", "add.svg").read_text()[:4])
print(resources.resource_path())
"""


def run(words: list[str | Path], cwd: Path, **environ: str) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environ
    ran = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def shipped() -> set[str]:
    """Return the resources that belong into the wheel, by their path in the repository."""
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    return {name for name in names if name.startswith("resources/") and not name.startswith(NOT_IN_THE_WHEEL)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def archive(folder: Path) -> Path:
    """The source archive, made from a copy of the repository's files."""
    source = folder / "source"
    for path in tracked():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], source)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(archive: Path, folder: Path) -> Path:
    """The wheel that pip makes of the unpacked archive."""
    with tarfile.open(archive) as packed:
        # Debian 12's Python 3.11.2 knows no filter yet, and from 3.12 on one has to be chosen.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(folder / "unpacked")
    source = next((folder / "unpacked").iterdir())
    assert not (source / ".git").exists()
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    run([*pip, "-w", folder, source], folder)
    return next(folder.glob("*.whl"))


def test_the_archive_holds_what_the_repository_holds(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {path.relative_to(ROOT).as_posix() for path in tracked()} - names <= {".gitignore"}


def test_the_wheel_holds_program_and_resources(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    inside = {f"desktop/_{name}" for name in shipped()}
    assert len(inside) > 50
    assert inside - names == set()
    program = {p.relative_to(ROOT).as_posix() for p in tracked() if p.is_relative_to(ROOT / "desktop")}
    assert program - names == set()
    others = {name for name in names - inside - program if ".dist-info/" not in name}
    assert others == set()


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        metadata = HeaderParser().parsestr(packed.read(f"bilagsdrop-{__version__}.dist-info/METADATA").decode())
        scripts = packed.read(f"bilagsdrop-{__version__}.dist-info/entry_points.txt").decode()
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert {"LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.md"} <= set(metadata.get_all("License-File", []))
    assert "bilagsdrop = desktop.__main__:main" in scripts


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel in it; what it depends on is borrowed from this one."""
    venv = folder / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", venv], folder)
    there = venv / ("Scripts" if os.name == "nt" else "bin")
    run(
        [sys.executable, "-m", "pip", "--python", there / "python", "install", "-q", "--no-deps", "--no-index", wheel],
        folder,
    )
    packages = run([there / "python", "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"], folder)
    Path(packages.strip(), "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return there


def test_the_installed_program_starts(bin_folder: Path, tmp_path: Path) -> None:
    assert run([bin_folder / "bilagsdrop", "--version"], tmp_path).strip() == f"Bilagsdrop {__version__}"
    assert run([bin_folder / "bilagsdrop", "status", "--json"], tmp_path) == ""


def test_the_installed_program_finds_its_words_and_icons(bin_folder: Path, tmp_path: Path) -> None:
    word, icon, place = run([bin_folder / "python", "-c", LOOK], tmp_path).splitlines()
    assert (word, icon) == ("Indstillinger", "<svg")
    assert Path(place).is_relative_to(bin_folder.parent)
    assert not (Path(place) / "screenshots").exists()
