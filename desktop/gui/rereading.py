"""Receipts that were read again, handed on in parts: the window breathes in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.receipts.receipt import Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge

AT_ONCE = 50
"""Receipts; a thousand at once hold up the window for a tenth of a second."""


class Rereading(QObject):
    """Hands on what was read, but for receipts of which something else has become known since."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._left: list[tuple[Receipt, Receipt | None]] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._hand_on)

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    def begin(self, receipts: Sequence[Receipt]) -> None:
        """Hand on the first part now, the others soon; what is left of an earlier reading is out of date."""
        known = self._bridge.receipts
        self._left = [(receipt, known.get(receipt.id)) for receipt in receipts]
        self._hand_on()

    def stop(self) -> None:
        """Hand on nothing more: the program is closing."""
        self._next.stop()
        self._left.clear()

    @Slot()
    def _hand_on(self) -> None:
        part, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        known = self._bridge.receipts
        self._bridge.changed([receipt for receipt, before in part if known.get(receipt.id) is before])
        if self._left:
            self._next.start()
