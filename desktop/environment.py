"""What is put right in the environment at start: for the login's web view, and for programs that this one starts."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping

_HONOURED = frozenset({"QTWEBENGINE_DISABLE_SANDBOX"})
"""Running as root needs it; it weakens the view, but opens nothing to others."""


def scrub_environment(environ: MutableMapping[str, str]) -> tuple[str, ...]:
    """Remove every variable that changes QtWebEngine, such as its remote debugger; return the names that were there.

    ``QTWEBENGINE_REMOTE_DEBUGGING`` and ``QTWEBENGINE_CHROMIUM_FLAGS`` let any local program read the login page.
    """
    dropped = tuple(sorted(n for n in environ if n.upper().startswith("QTWEBENGINE") and n.upper() not in _HONOURED))
    for name in dropped:
        del environ[name]
    return dropped


def restore_library_path(environ: MutableMapping[str, str]) -> None:
    """Give programs that are started from here (a browser, a PDF reader) the library path that the user has.

    The boot loader of an installed program on Linux (PyInstaller's) puts its own folder first and keeps the old value
    in ``LD_LIBRARY_PATH_ORIG``. This process has read the path already; another program would load our libraries. One
    of our own that is started from here has to set the path anew, which ``PYINSTALLER_RESET_ENVIRONMENT`` tells it.
    """
    if not getattr(sys, "frozen", False):
        return
    environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    old = environ.pop("LD_LIBRARY_PATH_ORIG", "")
    if old:
        environ["LD_LIBRARY_PATH"] = old
    else:
        environ.pop("LD_LIBRARY_PATH", None)
