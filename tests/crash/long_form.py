"""How much the tests of chance do: little in the normal run, much in ``make crash-test``."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("BILAGSDROP_LONG_TESTS"))


def size(short: int, long: int) -> int:
    """Return how many rounds a test makes."""
    return long if LONG else short
