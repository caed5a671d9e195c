"""The overview: what waits and why, then the month in figures. It lies beside the three views (Ctrl+4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.overview.month_panel import MonthPanel
from desktop.gui.overview.wait_list import WaitList
from desktop.gui.page import Page
from desktop.gui.theme import Space
from desktop.gui.widgets import button, label
from desktop.words import _

WIDTH = 128
"""Average letters: a table needs more than a text."""


class OverviewPage(Page):
    """Reads only while it is shown."""

    back_asked = Signal()
    place_asked = Signal(object, object)
    """Place, str | None: show it, and in it this receipt"""
    settings_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self.back = button(_("Back"), kind="link", icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.waits = WaitList(bridge)
        self.waits.place_asked.connect(self.place_asked)
        self.waits.settings_asked.connect(self.settings_asked)
        self.month = MonthPanel(bridge)
        self.content.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(label(_("What is waiting"), kind="title", wraps=True))
        self.content.addWidget(self.waits)
        self.content.addSpacing(Space.S)
        self.content.addWidget(self.month)
        self.content.addStretch(1)
        bridge.overview.stale.connect(self._on_stale)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what may have changed while it was hidden."""
        super().showEvent(event)
        self.waits.begin()
        self.month.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self.waits.rest()

    @Slot()
    def _on_stale(self) -> None:
        if self.isVisible():
            self.waits.tell()
            self.month.read()
