"""The trail of a receipt: each request that was made for it, when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import button, clear, column, label
from desktop.receipts.receipt import Receipt
from desktop.words import N_, _

if TYPE_CHECKING:
    from desktop.store import RequestRow

_KINDS: Mapping[str, str] = {
    "upload": N_("The file was uploaded"),
    "contact": N_("The supplier was created"),
    "voucher": N_("The voucher was created"),
    "book": N_("The voucher was booked"),
    "ask_file": N_("Dinero was asked for the file"),
    "ask_contact": N_("Dinero was asked for the supplier"),
    "ask_voucher": N_("Dinero was asked for the voucher"),
    "ask_booking": N_("Dinero was asked whether it is booked"),
}


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
    words = _(_KINDS[entry.kind]) if entry.kind in _KINDS else entry.kind
    outcome = entry.outcome if entry.outcome is not None else _("no answer yet")
    return f"{entry.begun_at.astimezone():%d.%m %H:%M:%S}  {words} ({outcome})"
