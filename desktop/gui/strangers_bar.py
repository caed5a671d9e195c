"""How many receipts are hidden, and why: they are of companies that this login does not reach."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role
from desktop.gui.widgets import announce, button
from desktop.words import _, ngettext


class StrangersBar(AskingBar):
    """Shown while there are any, until it is put away."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("lock", Role.MUTED, parent)
        self.away = button(_("Understood"), kind="quiet")
        self.offer(self.away)
        self.away.clicked.connect(self.hide)
        bridge.strangers.counted.connect(self._on_counted)
        self._on_counted(bridge.strangers.count)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        words = ngettext(
            "{n} receipt is hidden: it belongs to a company that this login does not reach. It is kept here, and comes"
            " back when its owner logs in.",
            "{n} receipts are hidden: they belong to companies that this login does not reach. They are kept here, and"
            " come back when their owner logs in.",
            count,
        )
        self.words.setText(words.format(n=count))
        self.setVisible(count > 0)
        if count:
            announce(self, self.words.text(), urgent=False)
