"""Which receipts ask something of the user after they have left the tray."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Proof, State

TOLD_FIRST = frozenset({FaultCode.BOOKED_ALREADY, FaultCode.DOUBLE_IN_DINERO})
"""Notes on delivered receipts that ask for something."""
_WRONG_COPY = frozenset({Proof.DIFFERS, Proof.GONE})


def is_urgent(receipt: Receipt) -> bool:
    """Return True for a receipt that the user has to decide something about."""
    asks = receipt.fault is not None and receipt.fault.code in TOLD_FIRST
    wrong = receipt.delivered_at is not None and receipt.proof in _WRONG_COPY
    return asks or wrong or receipt.state in {State.ATTENTION, State.REMOVED}
