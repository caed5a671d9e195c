"""Whole mails on systems that are not Windows: nothing, and no fault. The rest is tried in ``tests/windows``."""

from __future__ import annotations

import ctypes

import pytest

from desktop.handed.ole import of_clipboard, watch
from desktop.handed.ole.com import Format, Medium, Stat

pytestmark = pytest.mark.skipif(hasattr(ctypes, "WinDLL"), reason="Windows has all of it")


def test_elsewhere_nothing_is_seen_and_nothing_breaks() -> None:
    assert watch(17)(0) == b""
    assert of_clipboard(0) == b""


def test_structures_are_as_large_as_on_a_64_bit_windows() -> None:
    assert (ctypes.sizeof(Format), ctypes.sizeof(Medium), ctypes.sizeof(Stat)) == (32, 24, 80)
