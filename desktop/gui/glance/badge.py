"""The program's icon with a badge for its mood: each has a form of its own, so that no colour must be told apart."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from desktop.gui import icons
from desktop.gui.glance.summary import Mood
from desktop.gui.theme import LIGHT, Role

SIZES = (16, 22, 24, 32, 48, 64)
"""Device pixels in which the systems show icons by the clock."""
SHARE = 0.62
"""Of the icon's edge that the badge takes: less can't be told apart at 16 pixels."""
_ROLES = {Mood.SENDING: Role.ACCENT, Mood.WAITS: Role.WAIT, Mood.NEEDS_USER: Role.FAULT}


def mood_icon(mood: Mood) -> QIcon:
    """Return the icon for a mood."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(mood, size))
    return made


def _drawn(mood: Mood, size: int) -> QPixmap:
    drawn = icons.program_icon().pixmap(size, size)
    drawn.setDevicePixelRatio(1.0)
    if mood is not Mood.CALM:
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = size * SHARE
        # White on the light look's colours: what lies behind the icon is the system's, light or dark.
        _DRAWERS[mood](painter, QRectF(size - edge, size - edge, edge, edge), QColor(LIGHT[_ROLES[mood]]))
        painter.end()
    return drawn


def _warning(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a triangle with an exclamation mark: something needs the user."""
    top, left, right = QPointF(box.center().x(), box.top()), box.bottomLeft(), box.bottomRight()
    _ground(painter, colour, box)
    painter.drawPolygon(QPolygonF([top, right, left]))
    painter.setPen(_line(box))
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top() + box.height() * 0.4), QPointF(middle, box.top() + box.height() * 0.66))
    painter.drawPoint(QPointF(middle, box.top() + box.height() * 0.86))


def _clock(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a clock: it waits."""
    _ground(painter, colour, box)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setPen(_line(box))
    middle, reach = box.center(), box.height() * 0.27
    painter.drawPolyline(QPolygonF([middle - QPointF(0, reach), middle, middle + QPointF(reach * 0.8, 0)]))


def _arrow(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw an arrow up in a square: it is sending."""
    _ground(painter, colour, box)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setPen(_line(box))
    middle, reach = box.center(), box.height() * 0.27
    painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach))
    left, right = middle + QPointF(-reach, -reach * 0.1), middle + QPointF(reach, -reach * 0.1)
    painter.drawPolyline(QPolygonF([left, middle - QPointF(0, reach), right]))


def _ground(painter: QPainter, colour: QColor, box: QRectF) -> None:
    pen = QPen(QColor(Qt.GlobalColor.white), max(1.0, box.width() / 14))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour)


def _line(box: QRectF) -> QPen:
    pen = QPen(QColor(Qt.GlobalColor.white), max(1.4, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


_DRAWERS = {Mood.SENDING: _arrow, Mood.WAITS: _clock, Mood.NEEDS_USER: _warning}
