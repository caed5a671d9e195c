"""A sent receipt slides up to where it went, so that nobody wonders why it is gone."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPoint, QPropertyAnimation, QRect, Qt
from PySide6.QtWidgets import QLabel, QStyle, QWidget

DURATION = 140
"""Milliseconds."""


def slide_away(view: QWidget, place: QRect) -> None:
    """Let what ``view`` shows at ``place`` slide to the top of its window; not where the system wants no motion."""
    if view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0 or not view.isVisible():
        return
    window = view.window()
    leaf = QLabel(window)
    leaf.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    leaf.setPixmap(view.grab(place))
    leaf.resize(place.size())
    start = view.mapTo(window, place.topLeft())
    leaf.move(start)
    leaf.show()
    flight = QPropertyAnimation(leaf, b"pos", leaf)
    flight.setDuration(DURATION)
    flight.setStartValue(start)
    flight.setEndValue(QPoint(start.x() + place.width() // 2, -place.height()))
    flight.setEasingCurve(QEasingCurve.Type.InCubic)
    flight.finished.connect(leaf.deleteLater)
    flight.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
