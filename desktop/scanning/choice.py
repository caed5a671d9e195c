"""Which way of scanning this system has."""

from __future__ import annotations

import sys

from desktop.scanning.facts import Port


def scanner_port() -> Port:
    """Return the way to scan on this system.

    macOS has Image Capture, whose bridge to Python weighs more than it would serve: who has SANE there (Homebrew has
    it) scans by it, and everybody else lets Image Capture save into a watched folder.
    """
    if sys.platform == "win32":
        from desktop.scanning.wia import WiaPort  # noqa: PLC0415 - for Windows only

        return WiaPort()
    from desktop.scanning.sane import SanePort  # noqa: PLC0415 - not for Windows

    return SanePort()
