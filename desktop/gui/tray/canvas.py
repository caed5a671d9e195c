"""The surface on which a page lies: zoom, drag, scroll. It knows pictures, not receipts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.gui.theme import LIGHT, Role, Space, look
from desktop.gui.tray.spots import Spots

MARGIN = int(Space.XL)
"""Logical pixels around the paper."""
LARGEST = 8.0
"""Times the size at which the whole page is seen."""
SMALLEST = 0.5
STEP = 1.25
SLENDER = 2.0
"""A page taller than this many times its width is a till receipt: shown by width, read by scrolling."""
SLENDER_WIDTH = 0.62
"""Part of the surface's width that such a receipt takes."""
A4 = QSizeF(210, 297)


class Fit(Enum):
    """How the size of the paper follows the surface."""

    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


class PageCanvas(QAbstractScrollArea):
    """Shows one picture of a page, as large as asked."""

    sharper_wanted = Signal(int, int)
    """A box in device pixels that the page now fills."""
    fit_changed = Signal(object)
    """Fit"""
    spot_clicked = Signal(int)
    """The number of the word that was clicked"""
    page_asked = Signal(int)
    """pages on: the end of this one is in sight"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.setMinimumSize(160, 72)
        self._image: QImage | None = None
        self._words = ""
        self._bare = False
        self._fit = Fit.PAGE
        self._factor = 1.0
        self._grip: QPoint | None = None
        self._pressed: QPoint | None = None
        self.spots = Spots()
        self.viewport().setMouseTracking(True)
        look().changed.connect(self.viewport().update)

    # -- what is shown

    @property
    def fit(self) -> Fit:
        """How the paper's size follows the surface."""
        return self._fit

    @property
    def factor(self) -> float:
        """The size of the paper; 1 is the whole page in sight."""
        return self._scale_now()

    def image(self) -> QImage | None:
        """Return the picture on the paper."""
        return self._image

    def words(self) -> str:
        """Return the words on a blank paper."""
        return self._words

    def show_image(self, image: QImage) -> None:
        """Lay a picture on the paper; the place that is looked at stays."""
        self._image, self._words, self._bare = image, "", False
        self._place()

    def show_words(self, words: str) -> None:
        """Lay a blank paper with words: the page is being drawn, or can't be."""
        self._image, self._words, self._bare = None, words, False
        self._place()

    def show_nothing(self) -> None:
        """Take the paper away: there is no receipt."""
        self._image, self._words, self._bare = None, "", True
        self._place()

    def turn(self, quarter_turns: int) -> None:
        """Turn the picture at hand at once; a sharper one follows."""
        if self._image is not None:
            self._image = self._image.transformed(QTransform().rotate(90 * quarter_turns))
            self._place()

    def to_top(self) -> None:
        """Begin at the top of the page."""
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)

    def set_words(self, words: Sequence[QRectF]) -> None:
        """Let these words (fractions of the paper) be clicked."""
        self.spots.set_words(words)
        self.viewport().update()

    def set_mark(self, mark: QRectF | None) -> None:
        """Mark a place (fractions of the paper) and bring it into sight; None takes the mark away."""
        self.spots.set_mark(mark)
        if mark is not None:
            self.bring_into_sight(mark)
        self.viewport().update()

    def marked_rect(self) -> QRectF | None:
        """Return where the marked place lies on the surface, in logical pixels; None: none is."""
        mark, paper = self.spots.mark, self.paper_rect()
        if mark is None:
            return None
        at = QPointF(paper.x() + mark.x() * paper.width(), paper.y() + mark.y() * paper.height())
        return QRectF(at, QSizeF(mark.width() * paper.width(), mark.height() * paper.height()))

    def bring_into_sight(self, part: QRectF) -> None:
        """Scroll until the middle of a part of the page (fractions of the paper) is seen."""
        paper, view = self.paper_rect(), self.viewport().size()
        middle = QPointF(paper.x() + part.center().x() * paper.width(), paper.y() + part.center().y() * paper.height())
        if not 0 < middle.x() < view.width():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + round(middle.x() - view.width() / 2))
        if not 0 < middle.y() < view.height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(middle.y() - view.height() / 2))

    # -- size

    def set_fit(self, fit: Fit) -> None:
        """Show the whole page, or its whole width."""
        self._fit = fit
        self._place()
        self._told()

    def zoom_by(self, times: float, at: QPointF | None = None) -> None:
        """Make the paper larger or smaller around ``at`` (the middle, if None)."""
        spot = at if at is not None else QPointF(self.viewport().rect().center())
        before = self.paper_rect()
        inside = ((spot.x() - before.x()) / before.width(), (spot.y() - before.y()) / before.height())
        self._factor = min(LARGEST, max(SMALLEST, self._scale_now() * times))
        self._fit = Fit.FREE
        self._place()
        self._hold(inside, spot)
        self._told()

    def _told(self) -> None:
        self.fit_changed.emit(self._fit)

    def _hold(self, inside: tuple[float, float], spot: QPointF) -> None:
        """Scroll so that the same spot of the paper lies under ``spot``."""
        after = self.paper_rect()
        across = after.x() + inside[0] * after.width() - spot.x()
        down = after.y() + inside[1] * after.height() - spot.y()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(across))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(down))

    def _shape(self) -> QSizeF:
        return QSizeF(self._image.size()) if self._image is not None else A4

    def _room(self) -> QSizeF:
        view = self.maximumViewportSize()
        return QSizeF(max(40, view.width() - 2 * MARGIN), max(40, view.height() - 2 * MARGIN))

    def _whole(self) -> QSizeF:
        """Return the paper's size at which the whole page is in sight."""
        return self._shape().scaled(self._room(), Qt.AspectRatioMode.KeepAspectRatio)

    def _scale_now(self) -> float:
        if self._fit is Fit.FREE:
            return self._factor
        shape, room, whole = self._shape(), self._room(), self._whole()
        if self._fit is Fit.WIDTH:
            return room.width() / whole.width()
        if shape.height() > SLENDER * shape.width():
            return max(1.0, SLENDER_WIDTH * room.width() / whole.width())
        return 1.0

    def paper_size(self) -> QSizeF:
        """Return the paper's size in logical pixels."""
        return self._whole() * self._scale_now()

    def _place(self) -> None:
        """Set the scroll bars to the paper's size and ask for a picture that is sharp enough."""
        paper, view = self.paper_size(), self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), paper.width(), view.width()),
            (self.verticalScrollBar(), paper.height(), view.height()),
        ):
            bar.setRange(0, max(0, round(length) + 2 * MARGIN - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.viewport().update()
        self._ask()

    def _ask(self) -> None:
        paper = self.paper_size() * self.devicePixelRatioF()
        if self._image is None or paper.width() > 1.05 * self._image.width():
            self.sharper_wanted.emit(round(paper.width()), round(paper.height()))

    def paper_rect(self) -> QRectF:
        """Return where the paper lies on the surface, in logical pixels."""
        paper, view = self.paper_size(), self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        left = MARGIN - across.value() if across.maximum() else (view.width() - paper.width()) / 2
        top = MARGIN - down.value() if down.maximum() else (view.height() - paper.height()) / 2
        return QRectF(QPointF(left, top), paper)

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface, the paper's shadow, and the page."""
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), look().colour(Role.DESK))
        if self._bare:
            return
        paper = self.paper_rect()
        _draw_shadow(painter, paper)
        if self._image is not None:
            painter.drawImage(paper, self._image)
            self.spots.paint(painter, paper)
        else:
            self._draw_words(painter, paper)

    def _draw_words(self, painter: QPainter, paper: QRectF) -> None:
        painter.fillRect(paper, look().colour(Role.PAPER))
        painter.setPen(QColor(LIGHT[Role.MUTED]))  # paper stays white in the dark, so its ink stays dark
        inner = paper.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit."""
        super().resizeEvent(event)
        self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers on a touch pad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll; at the end of a page they turn it."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.page_asked.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == 0:
            self.page_asked.emit(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the paper."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._pressed = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the paper; without a button, see what lies under the pointer."""
        if self._grip is None:
            self._hover(event.position())
            return
        if self._pressed is not None and not self._is_click(event.position().toPoint()):
            self._pressed = None
        moved, self._grip = event.position().toPoint() - self._grip, event.position().toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the paper go; a press that moved nothing is a click on what lies there."""
        self._grip = None
        self._hover(event.position())
        under = self.spots.under
        if self._pressed is not None and under is not None and self._is_click(event.position().toPoint()):
            self.spot_clicked.emit(under)
        self._pressed = None

    def _is_click(self, at: QPoint) -> bool:
        return self._pressed is not None and (at - self._pressed).manhattanLength() < QApplication.startDragDistance()

    def _hover(self, at: QPointF) -> None:
        paper = self.paper_rect()
        inside = QPointF((at.x() - paper.x()) / paper.width(), (at.y() - paper.y()) / paper.height())
        if self.spots.hover(inside if self._image is not None else None):
            self.viewport().update()
        over = self.spots.under is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of the word under the pointer."""
        super().leaveEvent(event)
        if self.spots.hover(None):
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look closer at this spot, or at the whole page again."""
        if self._fit is Fit.FREE:
            self.set_fit(Fit.PAGE)
        else:
            self.zoom_by(2.5, event.position())


def _draw_shadow(painter: QPainter, paper: QRectF) -> None:
    """Lift the paper off the surface: a few soft rings, no bitmap."""
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(6, 0, -1):
        painter.setBrush(QColor(0, 0, 0, 10))
        painter.drawRoundedRect(paper.adjusted(-ring, 1 - ring, ring, ring + 2), ring + 1, ring + 1)
