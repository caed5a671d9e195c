"""A fault on its way out of a worker: data, never code, and no more of it than a sentence needs."""

from __future__ import annotations

import json

from desktop.receipts.faults import Fault, FaultCode


def fault_to_bytes(fault: Fault) -> bytes:
    """Return what a worker tells of a fault: its code, and the numbers for its sentence."""
    return json.dumps([fault.code.value, dict(fault.params)]).encode()


def fault_of(told: bytes, strange: FaultCode) -> Fault:
    """Return the fault that a worker tells of; ``strange`` when what it tells makes no sense."""
    try:
        code, params = json.loads(told)
        numbers = {str(name): value for name, value in params.items() if isinstance(value, int | float)}
        return Fault(FaultCode(code), **numbers)  # type: ignore[arg-type]  # the numbers are no effect
    except (ValueError, TypeError, AttributeError):
        return Fault(strange)
