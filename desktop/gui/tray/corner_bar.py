"""Below the receipt while its corners are moved: do it, or leave it. For the mouse; Enter and Esc do the same."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, hairline, retell, row
from desktop.words import _


class CornerBar(QWidget):
    """Two buttons; the focus stays at the corners, which the keys move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trim = button("", kind="primary", icon="crop")
        self.cancel = button("", kind="quiet")
        line = row(gap=Space.S)
        line.setContentsMargins(Space.M, Space.S, Space.M, Space.XS)
        for each in (self.trim, self.cancel):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(each)
        line.addStretch(1)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(line)
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        retell(self.trim, _("Trim"))
        self.trim.setToolTip(f"{_('Trim')} (Enter)")
        retell(self.cancel, _("Cancel"))
        self.cancel.setToolTip(f"{_('Cancel')} (Esc)")
