"""What became of what was to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.likeness import Caution
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Receipt


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of each receipt of one "send"."""

    sent: tuple[Receipt, ...] = ()
    held: tuple[tuple[Receipt, tuple[Missing, ...]], ...] = ()
    """Receipts that stay in the tray, and what they lack."""
    replaced: tuple[Receipt, ...] = ()
    """Receipts that were sent anew under another id, and are in the bin now."""
    warned: tuple[Caution, ...] = ()
    """What is to be answered before these, which stay in the tray, are sent."""
