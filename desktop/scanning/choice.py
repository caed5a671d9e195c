"""Which way of scanning this system has."""

from __future__ import annotations

import sys

from desktop.scanning.either import EitherPort
from desktop.scanning.facts import Port


def scanner_port() -> Port:
    """Return the way to scan on this system.

    macOS has Image Capture; who has SANE there as well (Homebrew has it) scans by that where Image Capture knows no
    scanner, and by that alone where the bridge to Image Capture is not installed.
    """
    if sys.platform == "win32":
        from desktop.scanning.wia import WiaPort  # noqa: PLC0415 - for Windows only

        return WiaPort()
    from desktop.scanning.sane import SanePort  # noqa: PLC0415 - not for Windows

    capture = _image_capture() if sys.platform == "darwin" else None
    return SanePort() if capture is None else EitherPort(capture, SanePort())


def _image_capture() -> Port | None:
    try:
        from desktop.scanning.image_capture import ImageCapturePort  # noqa: PLC0415 - for macOS only
    except (ImportError, ValueError):  # the bridge is missing, or has not found the framework
        return None
    return ImageCapturePort()
