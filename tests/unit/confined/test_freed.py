"""Memory that a process frees stays with it, and is given back when asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SCRIPT = """
import ctypes, resource, sys
from desktop.confined import freed
from desktop.confined.memory import resident

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def work():
    pieces = [ctypes.create_string_buffer(12 << 20) for _ in range(3)]
    del pieces

freed.keep(64 << 20)
work()
before = faults()
work()
again, held = faults() - before, resident()
freed.give_back()
print(again, held - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is kept is glibc's to say")
def test_what_is_freed_is_kept_until_it_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    faults, given_back = map(int, told.stdout.split())
    assert faults < 1_000, "36 MiB are 9,216 pages, which needn't be asked for again"
    assert given_back > 30_000_000
