"""What the memory of suppliers does for the receipt in the form."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.tray.filling import Filler, is_unpaid_yet
from desktop.gui.tray.supplier_note import SupplierNote
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.receipts.looks import answered
from desktop.receipts.receipt import Draft


class Recall(QObject):
    """Fills in what was chosen last time, says so, and takes the answers to what should be looked at."""

    looked = Signal()
    """The user has said that a field is right."""

    def __init__(self, bridge: Bridge, fields: VoucherFields) -> None:
        super().__init__(fields)
        self._bridge, self._fields = bridge, fields
        self.note = SupplierNote(bridge.suppliers, fields)
        fields.rows["supplier"].add_below(self.note)
        QWidget.setTabOrder(fields.currency, self.note.always)
        for name, row in fields.rows.items():
            row.answered.connect(partial(self._on_looked, name))

    def is_free(self, touched: AbstractSet[str]) -> bool:
        """Return whether the user has not chosen yet how the receipt was paid."""
        return "paid_from" not in touched and is_unpaid_yet(self._fields.draft(), self._bridge.book)

    def fill(self, receipt_id: str, touched: AbstractSet[str]) -> None:
        """Fill in what was chosen for the supplier that has just been written, where nothing is written yet."""
        suppliers = self._bridge.suppliers
        draft, read = self._fields.draft(), suppliers.offer(receipt_id)
        filler = Filler(suppliers, self._bridge.book, ())
        filling = filler.from_memory(draft, read, free=self.is_free(touched), watched=True)
        if filling.fields:
            self._fields.fill(**filling.fields)
            suppliers.keep_offer(receipt_id, filling.offer)

    def tell(self, receipt_id: str, draft: Draft) -> dict[str, str]:
        """Tell what is remembered of the supplier; return by field why it has its value, if that is from last time."""
        self.note.follow(draft)
        return self._bridge.suppliers.reasons(receipt_id, draft, self._fields.rows)

    def _on_looked(self, field: str) -> None:
        left = answered(draft := self._fields.draft(), field)
        if left != draft.look:
            self._fields.fill(look=left)
            self.looked.emit()
