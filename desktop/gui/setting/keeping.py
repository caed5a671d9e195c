"""Where the originals are kept, and for how long."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.archive.keeping import ArchiveCare
from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedPath
from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import small
from desktop.gui.setting.take_over import TakeOver
from desktop.gui.theme import Space
from desktop.gui.widgets import button, row
from desktop.words import _


class KeepingCard(Card):
    """The folder, with a way to it; what stays there, and the law's five years. No claim of compliance is made."""

    folder_asked = Signal()

    def __init__(self, bridge: Bridge, data_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Archive and keeping"), parent)
        self.folder = ElidedPath(str(data_dir))
        self.folder.setAccessibleName(_("Where your receipts are kept"))
        self.open_folder = button(_("Show the folder"), icon="folder")
        self.open_folder.clicked.connect(self.folder_asked)
        line = row(gap=Space.S)
        line.addWidget(self.folder, 1)
        line.addWidget(self.open_folder)
        self.take_over = TakeOver(bridge, self)
        kept = _(
            "The original of every receipt is kept here as it came: an unchanged copy besides Dinero's archive. It "
            "stays for five years after the end of the accounting year."
        )
        self.add(line, small(kept), ArchiveCare(bridge), self.take_over)
