"""Where the delivery's threads hand over their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.gui.facts import CompanyStopped, Progress
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt

if TYPE_CHECKING:
    from desktop.outbox import ConnectionState


class CourierListener(QObject):
    """Called from the threads of the delivery; its signals reach slots of objects in the GUI thread, where it lives."""

    changed = Signal(object)
    progressed = Signal(object)
    linked = Signal(object)
    stopped = Signal(object)

    def receipt_changed(self, receipt: Receipt) -> None:
        """Take in that a receipt has moved on."""
        self.changed.emit(receipt)

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        """Bytes of an upload have left."""
        self.progressed.emit(Progress(receipt_id, sent, total))

    def connection(self, state: ConnectionState) -> None:
        """Dinero can be reached, or can't."""
        self.linked.emit(state)

    def company_stopped(self, company_id: int, fault: FaultNote | None) -> None:
        """Dinero refuses a company, or does no longer."""
        self.stopped.emit(CompanyStopped(company_id, fault))
