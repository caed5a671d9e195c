"""Above the list: add receipts, and what can be done with the selected ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, hairline, label, retell, row
from desktop.words import _, ngettext


class ListBar(QWidget):
    """One line; with several receipts selected it offers to merge them."""

    add_asked = Signal()
    merge_asked = Signal()
    bin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = button("", kind="quiet", icon="add")
        self.bin = button("", kind="quiet", icon="trash")
        self.merge = button("", icon="merge")
        self.count = label(kind="small", ink="muted")
        self._counted = 0
        self._selected = 0
        self._lay_out()
        self.add.clicked.connect(self.add_asked)
        self.merge.clicked.connect(self.merge_asked)
        self.bin.clicked.connect(self.bin_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        upper = row(gap=Space.XS)
        upper.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        upper.addWidget(self.add)
        upper.addStretch(1)
        upper.addWidget(self.count)
        upper.addWidget(self.bin)
        lower = row()
        lower.setContentsMargins(Space.S, 0, Space.S, Space.S)
        lower.addWidget(self.merge)
        layout.addLayout(upper)
        layout.addLayout(lower)
        layout.addWidget(hairline())
        self.merge.hide()

    def show_count(self, count: int) -> None:
        """Say how many receipts wait here."""
        self._counted = count
        self._tell()

    def show_selection(self, count: int) -> None:
        """Offer what can be done with so many receipts."""
        self._selected = count
        self._tell()

    def _tell(self) -> None:
        many = self._selected > 1
        self.merge.setVisible(many)
        self.bin.setEnabled(self._selected > 0)
        retell(self.merge, _("Merge into one receipt"))
        if many:
            words = ngettext("{n} selected", "{n} selected", self._selected).format(n=self._selected)
        else:
            words = ngettext("{n} receipt", "{n} receipts", self._counted).format(n=self._counted)
        self.count.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        retell(self.add, _("Add"))
        self.add.setToolTip("Ctrl+O")
        self.bin.setAccessibleName(_("Remove from the tray"))
        self.bin.setToolTip(_("Remove from the tray (Del)"))
        self.merge.setToolTip("Ctrl+M")
        self._tell()
