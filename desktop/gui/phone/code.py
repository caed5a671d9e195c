"""The QR code, drawn in whole pixels: black on white in every theme, as cameras want it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.gui.theme import scaled
from desktop.phone import QUIET_ZONE, modules
from desktop.words import _

MODULE = 5
"""Device-independent pixels of a module, with text of the usual size: a phone reads it from half a metre."""
USUAL = 33
"""Modules of a side (version 4), which a link of up to 62 letters needs."""


class CodePicture(QWidget):
    """Shows a link as a code. Nothing of it can be read aloud; the address stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("QR code of the link"))

    def show_link(self, link: str) -> None:
        """Show another link; an empty one shows nothing."""
        self._rows = modules(link) if link else ()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that grows with code and text."""
        side = (max(len(self._rows), USUAL) + 2 * QUIET_ZONE) * scaled(MODULE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a smaller one is read by no camera."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the code and its quiet zone; black and white are the code's own, no colours of the theme."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._rows:
            return
        ratio, count = self.devicePixelRatioF(), len(self._rows)
        side = int(min(self.width(), self.height()) * ratio) // (count + 2 * QUIET_ZONE) / ratio
        left, top = (round((length - count * side) / 2 * ratio) / ratio for length in (self.width(), self.height()))
        painter.setBrush(Qt.GlobalColor.black)
        for y, line in enumerate(self._rows):
            for x, dark in enumerate(line):
                if dark:
                    painter.drawRect(QRectF(left + x * side, top + y * side, side, side))
