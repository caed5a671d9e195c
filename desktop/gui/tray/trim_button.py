"""The button that trims a picture to the receipt in it, and shows all of it again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.gui import icons
from desktop.gui.actions import told
from desktop.gui.tray.scale import icon_size
from desktop.words import _

_STYLE = Qt.ToolButtonStyle


class TrimButton(QToolButton):
    """Hidden while there is nothing to trim; its words go where there is no room for them, its name stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setIconSize(icon_size())
        self._trimmed = False
        self._room = 0
        self.offer(trim=False, trimmed=False)

    def offer(self, *, trim: bool, trimmed: bool) -> None:
        """Offer to trim, or (``trimmed``) to show all again; nothing when neither is true."""
        self._trimmed = trimmed
        self.setVisible(trim or trimmed)
        icons.wear(self, "uncrop" if trimmed else "crop")
        self.retranslate()

    def use_room(self, room: int) -> None:
        """Show the words too if the button with them fits into so many logical pixels."""
        self._room = room
        self.setToolButtonStyle(_STYLE.ToolButtonTextBesideIcon)
        if self.sizeHint().width() > room:
            self.setToolButtonStyle(_STYLE.ToolButtonIconOnly)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = _("Show all of it") if self._trimmed else _("Trim to the receipt")
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({told('trim')})")
        self.use_room(self._room)
