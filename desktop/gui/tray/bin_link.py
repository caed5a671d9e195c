"""The small way into the bin, wherever the tray can be looked at: "Bin (3)", and nothing while it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton

from desktop.gui.actions import told
from desktop.gui.bridge import Bridge
from desktop.gui.widgets import retell
from desktop.words import _


class BinLinks(QObject):
    """Says on each of ``links`` how many receipts the bin holds."""

    asked = Signal()

    def __init__(self, bridge: Bridge, links: Sequence[QPushButton], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._links = bridge, links
        bridge.dustbin.changed.connect(self.tell)
        for link in links:
            link.clicked.connect(self.asked)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Say it, in the language in use."""
        count = len(self._bridge.dustbin.contents)
        for link in self._links:
            retell(link, _("Bin ({n})").format(n=count))
            link.setToolTip(told("show_bin"))
            link.setVisible(count > 0)
