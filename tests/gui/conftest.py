"""What every test of the window stands on."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True)
def garbage_in_this_thread() -> Iterator[None]:
    """Collect garbage after the test, here: no worker may clear a window of an earlier test away."""
    if gc.get_freeze_count() == 0:
        gc.freeze()  # the modules need no second look, so that each collection is short
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Leave nothing of Python's on the clipboard.

    A workaround: off-screen, Qt 6.12 keeps the clipboard's QMimeData in a static of its own and deletes it when the
    process ends; one that was made in Python then calls into an interpreter that is gone (SIGSEGV after the last test).
    """
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()
