"""Receipts of companies that the login in force does not reach: counted, and shown to nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.receipts.belonging import is_reached
from desktop.receipts.company import Company
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place

if TYPE_CHECKING:
    from desktop.gui.affairs import Affairs


class Strangers(QObject):
    """Knows which receipts are not to be shown, and has all read anew when another login reaches others."""

    counted = Signal(int)
    """how many are hidden"""

    def __init__(self, affairs: Affairs) -> None:
        super().__init__(affairs)
        self._affairs = affairs
        self._ids: frozenset[int] | None = None
        self._hidden: set[str] = set()
        affairs.companies_changed.connect(self._on_companies)

    @property
    def count(self) -> int:
        """How many are hidden."""
        return len(self._hidden)

    def may_be_shown(self, receipt: Receipt) -> bool:
        """Return whether the login in force reaches a receipt."""
        return is_reached(receipt, self._affairs.companies)

    def note(self, receipts: Iterable[Receipt]) -> None:
        """Count what is hidden of these; one in the bin is in no view anyway."""
        before = len(self._hidden)
        for receipt in receipts:
            if self.may_be_shown(receipt) or receipt.place is Place.BIN:
                self._hidden.discard(receipt.id)
            else:
                self._hidden.add(receipt.id)
        if len(self._hidden) != before:
            self.counted.emit(len(self._hidden))

    @Slot(object)
    def _on_companies(self, companies: Iterable[Company]) -> None:
        """Read all receipts anew once others may be seen; the first list comes before anything was shown."""
        ids = frozenset(company.id for company in companies)
        if self._ids is not None and ids != self._ids:
            self._affairs.read_receipts()
        self._ids = ids
