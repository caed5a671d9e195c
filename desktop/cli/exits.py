"""Exit status: of several, 3 comes before 4 before 1."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from desktop.outbox.machine import LOGIN_CODES, UNREACHABLE_CODES
from desktop.receipts.faults import Fault, FaultCode, FaultNote

_NOT_REACHED = UNREACHABLE_CODES | {FaultCode.TIMEOUT, FaultCode.SERVER_FAULT}


class Exit(IntEnum):
    """What the command ends with."""

    DONE = 0
    """All delivered, or nothing to do."""
    ATTENTION = 1
    """Something needs the user, or is not done yet."""
    USAGE = 2
    NOT_LOGGED_IN = 3
    UNREACHABLE = 4
    """Nothing could be reached."""


_ORDER = (Exit.USAGE, Exit.NOT_LOGGED_IN, Exit.UNREACHABLE, Exit.ATTENTION)


def exit_of(fault: FaultNote | Fault) -> Exit:
    """Return the one that a fault asks for."""
    if fault.code in LOGIN_CODES:
        return Exit.NOT_LOGGED_IN
    return Exit.UNREACHABLE if fault.code in _NOT_REACHED else Exit.ATTENTION


def worst(found: Iterable[Exit]) -> Exit:
    """Return the one that is told."""
    there = set(found)
    return next((e for e in _ORDER if e in there), Exit.DONE)
