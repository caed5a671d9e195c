"""Whether the program that QtWebEngine shows pages with is there. Asked before the login opens.

Without it Qt ends the whole process at the first page ("Could not find QtWebEngineProcess"), and takes the window along
that the user was working in. Imports nothing of QtWebEngine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo

from desktop.receipts.faults import FaultCode, FaultNote

_NAME = "QtWebEngineProcess.exe" if sys.platform == "win32" else "QtWebEngineProcess"
_IN_FRAMEWORK = "QtWebEngineCore.framework/Helpers/QtWebEngineProcess.app/Contents/MacOS"


def unavailable(kind: str) -> FaultNote:
    """Return the fault that the login page can't be shown; ``kind`` names what is missing or failed."""
    return FaultNote(FaultCode.WEB_VIEW_UNAVAILABLE, {"kind": kind})


def helper_fault() -> FaultNote | None:
    """Return the fault of a helper that is missing or may not run, or None. Needs Qt's application."""
    chosen = os.environ.get("QTWEBENGINEPROCESS_PATH")
    places = [Path(chosen)] if chosen else [folder / _NAME for folder in _folders()]
    return None if any(os.access(place, os.X_OK) and place.is_file() for place in places) else unavailable(_NAME)


def _folders() -> list[Path]:
    """Return where Qt looks for it (Qt's "Deploying Qt WebEngine Applications")."""
    where = QLibraryInfo.LibraryPath
    libraries, programs = (Path(QLibraryInfo.path(p)) for p in (where.LibrariesPath, where.LibraryExecutablesPath))
    if sys.platform == "darwin":
        inside = Path(QCoreApplication.applicationDirPath()).parent / "Frameworks"
        return [folder / _IN_FRAMEWORK for folder in (libraries, inside, inside / "PySide6" / "Qt" / "lib")]
    return [programs, Path(QCoreApplication.applicationDirPath())]
