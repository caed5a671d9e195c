"""Where the delivery's threads hand over their facts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.gui.facts import CompanyStopped, Progress
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt


class CourierListener(QObject):
    """Called from the threads of the delivery; its signals reach slots of objects in the GUI thread, where it lives."""

    changed = Signal(object)
    progressed = Signal(object)
    linked = Signal(object)
    """FaultNote | None: why nothing can be sent"""
    stopped = Signal(object)

    def receipt_changed(self, receipt: Receipt) -> None:
        """Hear that a receipt has moved on."""
        self.changed.emit(receipt)

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        """Hear how many bytes of an upload have left."""
        self.progressed.emit(Progress(receipt_id, sent, total))

    def connection(self, note: FaultNote | None) -> None:
        """Hear why nothing can be sent at present, or None: it can."""
        self.linked.emit(note)

    def company_stopped(self, company_id: int, fault: FaultNote | None) -> None:
        """Hear that Dinero refuses a company, or does no longer."""
        self.stopped.emit(CompanyStopped(company_id, fault))
