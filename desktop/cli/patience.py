"""Asking once more where Dinero's fault is likely to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from desktop.receipts.faults import Fault, FaultCode

_T = TypeVar("_T")
_PAUSES = (2.0, 10.0)
"""Seconds before the second and the third question."""
PASSING = frozenset(
    {
        FaultCode.TIMEOUT,
        FaultCode.SERVER_FAULT,
        FaultCode.BROWNOUT,
        FaultCode.BAD_ANSWER,
        FaultCode.RATE_LIMITED,
    }
)


def patiently(ask: Callable[[], _T], wait: float, pause: Callable[[float], None] = time.sleep) -> _T:
    """Return what ``ask`` gives; a passing fault is met with two more questions, as far as ``wait`` seconds allow.

    Waits as long as Dinero says (429). Raises the last Fault, and at once one that won't pass by itself.
    """
    end = time.monotonic() + wait
    for seconds in _PAUSES:
        try:
            return ask()
        except Fault as fault:
            needed = fault.retry_after or seconds
            if fault.code not in PASSING or time.monotonic() + needed > end:
                raise
            pause(needed)
    return ask()
