"""A program with a window has no console on Windows: what it would say there is shown in a message when it ends."""

from __future__ import annotations

import ctypes
import io
import sys
from typing import cast

_ICON_INFORMATION = 0x40


class Unheard(io.StringIO):
    """Stands in for standard output and standard error where there are none."""


def listen() -> None:
    """Give the program something to print to, where Python found none (``sys.stdout`` is None then)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Unheard())


def show_unheard(status: int) -> str:
    """Show what was said to nobody, when the program ends with a fault; return what was shown."""
    stream = cast("object", sys.stderr)
    text = stream.getvalue().strip() if status and isinstance(stream, Unheard) else ""
    if text and sys.platform == "win32":
        getattr(ctypes, "windll").user32.MessageBoxW(None, text, "Bilagsdrop", _ICON_INFORMATION)  # noqa: B009 - Windows only
    return text
