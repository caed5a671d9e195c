"""Above the list: add receipts, and what can be done with the selected ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Space
from desktop.gui.tray.scale import icon_size
from desktop.gui.widgets import button, column, hairline, retell, row
from desktop.words import _


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
        self.more = button("", kind="quiet", icon="more")
        self._lower = QWidget(self)
        self._selected = 0
        for made in (self.add, self.bin, self.merge, self.more):
            made.setIconSize(icon_size())
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
        upper.addWidget(self.bin)
        upper.addWidget(self.more)
        lower = row(self._lower)
        lower.setContentsMargins(Space.S, 0, Space.S, Space.S)
        lower.addWidget(self.merge)
        layout.addLayout(upper)
        layout.addWidget(self._lower)
        layout.addWidget(hairline())
        self._lower.hide()

    def show_selection(self, count: int) -> None:
        """Offer what can be done with so many receipts."""
        self._selected = count
        self._tell()

    def _tell(self) -> None:
        self._lower.setVisible(self._selected > 1)
        self.bin.setEnabled(self._selected > 0)
        retell(self.merge, _("Merge {n}").format(n=self._selected))

    def least_width(self) -> int:
        """Return the width that the words of the buttons take, also of one that is hidden now."""
        return max(self.minimumSizeHint().width(), self.merge.sizeHint().width() + 2 * Space.S)

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
        self.more.setAccessibleName(_("More"))
        self.more.setToolTip(_("More"))
        self.merge.setToolTip(_("Several pictures of the same receipt become one (Ctrl+M)"))
        self._tell()
