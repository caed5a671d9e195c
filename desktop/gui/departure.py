"""A sent receipt slides to the outbox, so that nobody wonders where it went."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPropertyAnimation, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QLabel, QStyle, QWidget

DURATION = 140
"""Milliseconds."""


class Departure(NamedTuple):
    """Receipts that are being sent, as they are seen before they go."""

    view: QWidget
    places: tuple[QRect, ...]
    """Where ``view`` shows those of them that are in sight, in its pixels."""


class Leaf(QLabel):
    """A picture of a receipt's row on its way through the window: it takes no focus and no clicks, and is soon gone."""

    def __init__(self, window: QWidget, picture: QPixmap, start: QRect) -> None:
        """``start`` is where it lies at first, in the window's own pixels."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setScaledContents(True)
        self.setPixmap(picture)
        self.setGeometry(start)
        self.flight = QPropertyAnimation(self, b"geometry", self)
        self.flight.setDuration(DURATION)
        self.flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.flight.finished.connect(self.deleteLater)

    def fly(self, end: QRect) -> None:
        """Slide to ``end``, in the window's own pixels, and shrink to its size on the way."""
        self.show()
        self.flight.setStartValue(self.geometry())
        self.flight.setEndValue(end)
        self.flight.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)


def slide_away(departure: Departure, target: QWidget) -> None:
    """Let what is seen of the receipts slide into ``target``, in the same window; not where nothing may move."""
    view = departure.view
    if not (view.isVisible() and target.isVisible() and may_move(view)):
        return
    window = view.window()
    end = QRect(target.mapTo(window, target.rect().topLeft()), target.size())
    for seen in (place & view.rect() for place in departure.places):
        if not seen.isEmpty():
            Leaf(window, view.grab(seen), QRect(view.mapTo(window, seen.topLeft()), seen.size())).fly(end)


def may_move(view: QWidget) -> bool:
    """Return False where the system asks for less motion (Qt 6.12 on), or its style has no animations."""
    style_hints = QGuiApplication.styleHints()  # kept while its child is asked: PySide 6.12 deletes the two together
    if style_hints.accessibility().motionPreference() is Qt.MotionPreference.ReducedMotion:
        return False
    return view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, view) > 0
