"""Builds the program for Windows on Linux: the same build as on Windows, run by a Windows Python under Wine.

For tests. A release is built on Windows, with the Python from python.org.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from bundling import record
from bundling.identity import ROOT, SLUG, version_of
from bundling.run import BuildError
from bundling.tree import Tree
from bundling.windows_python import imports_of, make_python
from bundling.wine import Wine, add_icu, make_prefix, windows_path

PLACE = Path(os.environ.get("BILAGSDROP_WINE") or ROOT / "build" / "wine")
"""Where Python, packages and Windows are kept for the next time."""
_FRESH_S = 20 * 3600
_SECONDS = 3600.0


def windows_python() -> Path:
    """Return the path of ``python.exe``, put together unless it was today. Raises BuildError."""
    stamp = PLACE / "python.stamp"
    program = PLACE / "python" / "python.exe"
    if not (stamp.exists() and time.time() - stamp.stat().st_mtime < _FRESH_S):
        program = make_python(PLACE / "python", PLACE / "wheels")
        stamp.touch()
    return program


def new_windows(folder: Path) -> Wine:
    """Return a Windows without anything of ours, on which Qt can run. Raises BuildError."""
    qt = windows_python().parent / "Lib" / "site-packages" / "PySide6" / "Qt6Core.dll"
    wine = make_prefix(folder)
    add_icu(wine, imports_of(qt, "icuuc.dll"), PLACE / "icu")
    return wine


def building_windows() -> Wine:
    """Return the Windows that is built on, made unless it is there. Raises BuildError."""
    folder = PLACE / "prefix"
    ready = (folder / "drive_c" / "windows" / "system32" / "icuuc.dll").exists()
    return Wine(folder) if ready else new_windows(folder)


def make_windows_tree(sources: Path, work: Path) -> Tree:
    """Build the Windows program of ``sources`` below ``work`` and return its folder. Raises BuildError."""
    wine, python = building_windows(), windows_python()
    places = ("--sources", windows_path(sources), "--work", windows_path(work), "--target", windows_path(work))
    script = windows_path(ROOT / "packaging" / "package.py")
    environ = {"SOURCE_DATE_EPOCH": str(record.epoch()), "BILAGSDROP_COMMIT": record.commit()}
    ran = wine.run(python, script, "--program-only", *places, environ=environ, seconds=_SECONDS)
    wine.shut_down()
    if ran.returncode:
        raise BuildError(f"the build under Wine ended with {ran.returncode}\n{ran.stdout[-2000:]}{ran.stderr[-4000:]}")
    return Tree(work / "dist" / SLUG, version_of(sources), record.epoch())
