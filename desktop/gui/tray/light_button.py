"""The button that evens the light of a picture; there only where that was found to help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.gui import icons
from desktop.gui.actions import told
from desktop.gui.tray.scale import icon_size
from desktop.words import _

_STYLE = Qt.ToolButtonStyle


class LightButton(QToolButton):
    """Hidden while there is nothing to even; its words go where there is no room for them, its name stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setIconSize(icon_size())
        icons.wear(self, "light")
        self._room = 0
        self.hide()
        self.retranslate()

    def use_room(self, room: int) -> None:
        """Show the words too if the button with them fits into so many logical pixels."""
        self._room = room
        self.setToolButtonStyle(_STYLE.ToolButtonTextBesideIcon)
        if self.sizeHint().width() > room:
            self.setToolButtonStyle(_STYLE.ToolButtonIconOnly)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = _("Even the light")
        self.setText(f" {words}")  # a style sheet has no space to set between icon and words (Qt 6.12)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({told('even')})")
        self.use_room(self._room)
