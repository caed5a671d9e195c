"""Whether the program that QtWebEngine shows pages with is there, and the files that it begins with.

Asked before the login opens: without one of them Qt or Chromium ends the whole process at the first page ("Could not
find QtWebEngineProcess", "Invalid file descriptor to ICU data received"), and takes the window along that the user was
working in. Imports nothing of QtWebEngine.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo

from desktop.receipts.faults import FaultCode, FaultNote

_NAME = "QtWebEngineProcess.exe" if sys.platform == "win32" else "QtWebEngineProcess"
_FRAMEWORK = "QtWebEngineCore.framework"
_IN_FRAMEWORK = f"{_FRAMEWORK}/Helpers/QtWebEngineProcess.app/Contents/MacOS"
_LIBRARY = re.compile(r"(lib[^\s/]+\.so[.\d]*): ")
"""How Linux begins: "libX.so.6: cannot open shared object file". Windows names no library, but what was imported."""
_RESOURCES = ("icudtl.dat", "qtwebengine_resources.pak", "v8_context_snapshot*.bin")
"""Without these no page is shown; without any other a page only looks different."""


def unavailable(kind: str) -> FaultNote:
    """Return the fault that the login page can't be shown; ``kind`` names what is missing or failed."""
    return FaultNote(FaultCode.WEB_VIEW_UNAVAILABLE, {"kind": kind})


def not_loaded(error: ImportError | OSError) -> FaultNote:
    """Return the fault that a part of QtWebEngine could not be loaded; it names the library, where the system does."""
    named = _LIBRARY.match(str(error))
    return unavailable(named.group(1) if named else getattr(error, "name", None) or "QtWebEngine")


def helper_fault() -> FaultNote | None:
    """Return the fault of a helper that is missing or may not run, or of a file it lacks, or None.

    Needs Qt's application.
    """
    chosen = os.environ.get("QTWEBENGINEPROCESS_PATH")
    places = [Path(chosen)] if chosen else [folder / _NAME for folder in _folders()]
    if not any(os.access(place, os.X_OK) and place.is_file() for place in places):
        return unavailable(_NAME)
    missing = [name for name in _RESOURCES if not any(any(f.glob(name)) for f in _resource_folders())]
    return unavailable(missing[0].replace("*", "")) if missing else None


def _folders() -> list[Path]:
    """Return where Qt looks for it (Qt's "Deploying Qt WebEngine Applications")."""
    where = QLibraryInfo.LibraryPath
    if sys.platform == "darwin":
        return [folder / _IN_FRAMEWORK for folder in _framework_folders()]
    return [Path(QLibraryInfo.path(where.LibraryExecutablesPath)), Path(QCoreApplication.applicationDirPath())]


def _resource_folders() -> list[Path]:
    """Return where Qt looks for the files (as above); the first that has them all serves."""
    chosen = os.environ.get("QTWEBENGINE_RESOURCES_PATH")
    if chosen:
        return [Path(chosen)]
    if sys.platform == "darwin":
        return [folder / _FRAMEWORK / "Resources" for folder in _framework_folders()]
    data = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.DataPath))
    return [data / "resources", Path(QCoreApplication.applicationDirPath())]


def _framework_folders() -> list[Path]:
    inside = Path(QCoreApplication.applicationDirPath()).parent / "Frameworks"
    libraries = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
    return [libraries, inside, inside / "PySide6" / "Qt" / "lib"]
