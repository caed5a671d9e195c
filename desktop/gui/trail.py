"""The trail of a receipt: each request that was made for it, when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import button, clear, column, label
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.words import N_, _
from desktop.words.faults import explain

if TYPE_CHECKING:
    from desktop.store import RequestRow

_KINDS: Mapping[str, tuple[str, str]] = {
    "upload": (N_("The file was uploaded"), N_("Uploading the file")),
    "contact": (N_("The supplier was created"), N_("Creating the supplier")),
    "voucher": (N_("The voucher was created"), N_("Creating the voucher")),
    "book": (N_("The voucher was booked"), N_("Booking the voucher")),
    "look_up": (N_("Dinero was asked"), N_("A question to Dinero")),
}
"""What is said about a request by the kind that the journal gives it: once it has succeeded, and before or else."""
_CODES = frozenset(FaultCode)


class TrailList(QWidget):
    """Closed at first; opened, it asks for the trail and keeps it true."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self.toggle = button(_("Show the trail"), kind="link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self._lines = QWidget()
        self._inner = column(self._lines, gap=Space.S)
        self._lines.hide()
        layout = column(self, gap=Space.XS)
        layout.addWidget(self.toggle)
        layout.addWidget(self._lines)
        bridge.trail_ready.connect(self._on_trail)

    def follow(self, receipt: Receipt) -> None:
        """Show the trail of this receipt from now on."""
        if self._receipt is not None and self._receipt.id != receipt.id:
            clear(self._inner)
        self._receipt = receipt
        if self.toggle.isChecked():
            self._bridge.request_trail(receipt.id)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self.toggle.setText(_("Hide the trail") if opened else _("Show the trail"))
        self.toggle.setAccessibleName(self.toggle.text())
        self._lines.setVisible(opened)
        if opened and self._receipt is not None:
            self._bridge.request_trail(self._receipt.id)

    @Slot(object)
    def _on_trail(self, answer: tuple[str, Sequence[RequestRow]]) -> None:
        receipt_id, entries = answer
        if self._receipt is None or receipt_id != self._receipt.id:
            return
        clear(self._inner)
        for entry in entries:
            self._inner.addWidget(label(_entry_words(entry), kind="small", wraps=True))
        if not entries:
            self._inner.addWidget(
                label(_("Nothing has left this computer yet."), kind="small", ink="muted", wraps=True)
            )


def _entry_words(entry: RequestRow) -> str:
    done, tried = (_(words) for words in _KINDS.get(entry.kind, (entry.kind, entry.kind)))
    words = done if entry.outcome == "ok" else f"{tried}: {_outcome_words(entry.outcome)}"
    return f"{entry.begun_at.astimezone():%d.%m %H:%M:%S}  {words}"


def _outcome_words(outcome: str | None) -> str:
    """Return what came of a request that hasn't succeeded; the journal holds the fault's code."""
    if outcome is None:
        return _("no answer yet")
    return explain(FaultNote(FaultCode(outcome))).title if outcome in _CODES else outcome
