"""Words on the page that say what mouse and keys do there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.gui.theme import Role, Space, look


def draw_hint(painter: QPainter, surface: QRect, words: str) -> None:
    """Draw words in the middle of the surface, on a ground of their own."""
    room = QRectF(surface).adjusted(Space.L, Space.M, -Space.L, -Space.M)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    box = painter.boundingRect(room, flags, words)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour(Role.SURFACE))
    painter.drawRoundedRect(box.adjusted(-Space.S, -Space.XS, Space.S, Space.XS), 4, 4)
    painter.setPen(look().colour(Role.TEXT))
    painter.drawText(box, flags, words)
