"""The button that does what is suggested for a picture, and shows all of a trimmed one again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.gui import icons
from desktop.gui.actions import told
from desktop.gui.tray.scale import icon_size
from desktop.receipts.suggestion import Deed
from desktop.words import _, ngettext

_STYLE = Qt.ToolButtonStyle
_ICONS = {Deed.TURN: "turn-right", Deed.PART: "split"}


class TrimButton(QToolButton):
    """Hidden while nothing is suggested; its words go where there is no room for them, its name stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setIconSize(icon_size())
        self._deed: Deed | None = None
        self._count = 1
        self._room = 0
        self.offer(None, trimmed=False)

    def offer(self, deed: Deed | None, count: int = 1, *, trimmed: bool) -> None:
        """Offer a deed on a picture of ``count`` receipts, or (``trimmed``) to show all of it again, or nothing."""
        self._deed, self._count = None if trimmed else deed, count
        self.setVisible(trimmed or deed is not None)
        icons.wear(self, "uncrop" if trimmed else _ICONS.get(deed, "crop") if deed else "crop")
        self.retranslate()

    def use_room(self, room: int) -> None:
        """Show the words too if the button with them fits into so many logical pixels."""
        self._room = room
        self.setToolButtonStyle(_STYLE.ToolButtonTextBesideIcon)
        if self.sizeHint().width() > room:
            self.setToolButtonStyle(_STYLE.ToolButtonIconOnly)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = deed_words(self._deed, self._count) if self._deed else _("Show all of it")
        reason = deed_reason(self._deed, self._count) if self._deed else ""
        self.setText(f" {words}")  # a style sheet has no space to set between icon and words (Qt 6.12)
        self.setAccessibleName(words)
        self.setAccessibleDescription(reason)
        self.setToolTip("\n".join(line for line in (reason, f"{words} ({told('trim')})") if line))
        self.use_room(self._room)


def deed_words(deed: Deed, count: int) -> str:
    """Return what is offered: "Trim to the receipt"."""
    words = {
        Deed.TRIM: _("Trim to the receipt"),
        Deed.STRAIGHTEN: _("Straighten it"),
        Deed.TURN: _("Turn it upright"),
        Deed.TRIM_AND_TURN: _("Trim and turn"),
        Deed.STRAIGHTEN_AND_TURN: _("Straighten and turn"),
        Deed.PART: ngettext("Make {n} receipt of it", "Make {n} receipts of it", count),
    }
    return words[deed].format(n=count)


def deed_reason(deed: Deed, count: int) -> str:
    """Return why it is offered: "There are 2 receipts in the picture"."""
    words = {
        Deed.TRIM: _("There is more than the receipt in the picture"),
        Deed.STRAIGHTEN: _("The lines lean"),
        Deed.TURN: _("The receipt isn't upright"),
        Deed.TRIM_AND_TURN: _("There is more than the receipt in the picture, and it isn't upright"),
        Deed.STRAIGHTEN_AND_TURN: _("The lines lean, and the receipt isn't upright"),
        Deed.PART: ngettext("There is {n} receipt in the picture", "There are {n} receipts in the picture", count),
    }
    return words[deed].format(n=count)
