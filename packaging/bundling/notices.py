"""The licences of everything that is shipped, laid inside the bundle."""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from bundling.identity import ROOT

_OWN = ("LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.md")


def write_notices(folder: Path, system_packages: Iterable[str]) -> None:
    """Copy the program's notices, Python's licence, the boot loader's, and those of the system's libraries."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _OWN:
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "packaging" / "licences", folder / "licences", dirs_exist_ok=True)
    shutil.copyfile(_python_licence(), folder / "licences" / "Python.txt")
    shutil.copyfile(_boot_loader_licence(), folder / "licences" / "PyInstaller.txt")
    for package in system_packages:
        source = Path("/usr/share/doc", package, "copyright")
        if source.exists():
            shutil.copyfile(source, folder / "licences" / f"{package}.txt")


def _python_licence() -> Path:
    library = Path(sysconfig.get_path("stdlib"))
    places = (library / "LICENSE.txt", Path(sysconfig.get_config_var("base") or library) / "LICENSE.txt")
    debian = Path("/usr/share/doc") / f"python{sysconfig.get_python_version()}" / "copyright"
    return next(p for p in (*places, debian) if p.exists())


def _boot_loader_licence() -> Path:
    found = distribution("pyinstaller")
    files = [f for f in found.files or () if f.name == "COPYING.txt"]
    return Path(str(found.locate_file(files[0])))
