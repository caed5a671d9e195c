"""Whether Chromium's sandbox is really round the login's pages.

Where a system forbids user namespaces (Ubuntu 24.04 does, for programs without an AppArmor profile), QtWebEngine starts
all the same and says so in no place that a user sees; so the kernel is asked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_HELPER = "QtWebEngineProc"
"""The helper's name, as the kernel cuts it off."""
_SECCOMP_FILTER = "2"


def can_be_seen() -> bool:
    """Return whether this system lets the sandbox be looked at, and it was not switched off."""
    return sys.platform == "linux" and os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") != "1"


def is_on(proc: Path = Path("/proc"), pid: int | None = None) -> bool:
    """Return whether a helper of this process (``pid``) has both layers: its own namespaces, and a seccomp filter."""
    facts = {path.name: _status(path) for path in proc.glob("[0-9]*")}
    family = _family(facts, str(os.getpid() if pid is None else pid))
    return any(
        facts[p].get("Name") == _HELPER
        and len(facts[p].get("NSpid", "").split()) > 1
        and facts[p].get("Seccomp") == _SECCOMP_FILTER
        for p in family
    )


def _family(facts: dict[str, dict[str, str]], first: str) -> set[str]:
    """Return the processes that descend from ``first``."""
    found: set[str] = set()
    waiting = {first}
    while waiting:
        waiting = {p for p, status in facts.items() if status.get("PPid") in waiting} - found
        found |= waiting
    return found


def _status(process: Path) -> dict[str, str]:
    try:
        lines = (process / "status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # it has ended meanwhile
        return {}
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
