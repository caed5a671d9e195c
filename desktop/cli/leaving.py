"""Ending the process, also while a request is out that nothing can call back."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

from desktop.cli.no_console import show_unheard


def leave(status: int) -> NoReturn:
    """End with this exit status.

    At its end Python waits for every thread, and a sender may sit in a request for minutes. The journal knows that the
    request is out, so nothing is lost by not waiting: the next start asks for its outcome.
    """
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.stderr.flush()
    show_unheard(status)
    _end_workers()
    if any(t is not threading.main_thread() and t.is_alive() and not t.daemon for t in threading.enumerate()):
        os._exit(status)
    raise SystemExit(status)


def _end_workers() -> None:
    """End the processes that open files; a start that needed none has not loaded what starts them."""
    confined = sys.modules.get("desktop.confined")
    if confined is not None:
        confined.close_all()
