"""Which way of scanning this system has."""

from __future__ import annotations

import shutil
import sys

from desktop.scanning.facts import Port


def scanner_port() -> Port:
    """Return the way to scan on this system."""
    if sys.platform == "win32":
        from desktop.scanning.wia import WiaPort  # noqa: PLC0415 - exists on Windows only

        return WiaPort()
    if sys.platform == "darwin" and not shutil.which("scanimage"):
        from desktop.scanning.image_capture import ImageCapturePort  # noqa: PLC0415 - exists on macOS only

        return ImageCapturePort()
    from desktop.scanning.sane import SanePort  # noqa: PLC0415 - as above

    return SanePort()
