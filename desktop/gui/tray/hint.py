"""Words on the page that say what mouse and keys do there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop.gui.theme import Role, Space, look

MOST_HIGH = 0.2
"""Part of the surface's height that words may take; on a lower surface the same is said in fewer."""
_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


def draw_hint(painter: QPainter, surface: QRect, *words: str, low: bool = False) -> None:
    """Draw words on a ground of their own, where ``place_hint`` says."""
    chosen, box = place_hint(QFontMetricsF(painter.font(), painter.device()), QRectF(surface), *words, low=low)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour(Role.SURFACE))
    painter.drawRoundedRect(box.adjusted(-Space.S, -Space.XS, Space.S, Space.XS), 4, 4)
    painter.setPen(look().colour(Role.TEXT))
    painter.drawText(box, _FLAGS, chosen)


def place_hint(metrics: QFontMetricsF, surface: QRectF, *words: str, low: bool = False) -> tuple[str, QRectF]:
    """Return which words are said, and where: in the middle of the surface, or ``low`` at its foot, in its pixels.

    Of several that say the same it is the first that leaves the page in sight, else the last.
    """
    room = surface.adjusted(Space.L, Space.M, -Space.L, -Space.M)
    boxes = [(each, metrics.boundingRect(room, _FLAGS, each)) for each in words]
    fitting = [(each, box) for each, box in boxes if box.height() <= MOST_HIGH * surface.height()]
    chosen, box = (fitting or boxes[-1:])[0]
    box.moveCenter(surface.center())
    if low:
        box.moveBottom(surface.bottom() - Space.M)
    return chosen, box
