"""Environment variables that would open the login's web view to another program are dropped at start."""

from __future__ import annotations

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
