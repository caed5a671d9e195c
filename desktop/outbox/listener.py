"""Who hears of the delivery."""

from __future__ import annotations

from typing import Protocol

from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt


class Listener(Protocol):
    """Hears facts of the delivery, on the delivery's own threads: hand them over, and return at once."""

    def receipt_changed(self, receipt: Receipt) -> None:
        """Hear that a receipt's row has changed, here or in another process."""
        ...

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        """Hear how many bytes of an upload have left."""
        ...

    def connection(self, note: FaultNote | None) -> None:
        """Hear why nothing can be sent at present, or None: it can."""
        ...

    def company_stopped(self, company_id: int, note: FaultNote | None) -> None:
        """Hear why nothing is sent for one company, or None: it goes on."""
        ...
