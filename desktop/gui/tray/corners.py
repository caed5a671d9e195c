"""Four handles on the page that is looked at: the corners of the receipt, moved by mouse or arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import LIGHT, Role
from desktop.gui.tray.canvas import PageCanvas
from desktop.gui.tray.hint import draw_hint
from desktop.receipts.frame import WHOLE, Frame
from desktop.words import _

HANDLE = 7.0
"""Logical pixels: half of a handle."""
NEAR = 22.0
"""Logical pixels around a handle in which a press takes hold of it."""
STEP = 20
"""Ten thousandths of a side that an arrow key moves a corner; five times that with Shift."""
_AWAY = QColor(0, 0, 0, 130)
"""Over what is trimmed away."""
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class CornerHandles(QWidget):
    """Lies over the page while corners are moved: what stays is bright, what goes is dark. It knows no receipts.

    Tab goes from corner to corner, the arrow keys move one, Enter applies, Esc leaves.
    """

    applied = Signal(object)
    """Frame"""
    left = Signal()

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._frame: Frame | None = None
        self._turns = 0
        self._at = 0
        self._held = False
        self._hints = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.hide()
        canvas.viewport().installEventFilter(self)

    @property
    def frame(self) -> Frame | None:
        """The corners as they are now; None while none are moved."""
        return self._frame

    @property
    def at(self) -> int:
        """The corner that the arrow keys move."""
        return self._at

    def begin(self, frame: Frame, turns: int) -> None:
        """Let the corners of a page be moved, which is shown whole and turned clockwise by so many quarters."""
        self._frame, self._turns, self._at, self._hints = frame, turns % 4, (-turns) % 4, True
        self.setGeometry(self._canvas.viewport().rect())
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told()

    @Slot()
    def apply(self) -> None:
        """Have the page trimmed to the corners as they are now."""
        if self._frame is not None:
            self.applied.emit(self._frame)

    def end(self) -> None:
        """Take the handles away."""
        self._frame, self._held = None, False
        if self.hasFocus():
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the surface."""
        if event.type() == QEvent.Type.Resize and watched is self._canvas.viewport():
            self.setGeometry(self._canvas.viewport().rect())
        return super().eventFilter(watched, event)

    # -- where the corners are

    def spots(self) -> list[QPointF]:
        """Return where the handles are, in logical pixels of the surface."""
        paper = self._canvas.paper_rect()
        return [self._shown(paper, corner) for corner in self._frame.corners] if self._frame else []

    def _shown(self, paper: QRectF, corner: tuple[int, int]) -> QPointF:
        x, y = corner[0] / WHOLE, corner[1] / WHOLE
        for _turn in range(self._turns):
            x, y = 1 - y, x
        return QPointF(paper.x() + x * paper.width(), paper.y() + y * paper.height())

    def _move_to(self, at: QPointF) -> None:
        """Put the corner there, as far as the picture goes and the four still make a frame."""
        paper = self._canvas.paper_rect()
        x = min(1.0, max(0.0, (at.x() - paper.x()) / paper.width()))
        y = min(1.0, max(0.0, (at.y() - paper.y()) / paper.height()))
        for _turn in range(self._turns):
            x, y = y, 1 - x
        self._put((round(x * WHOLE), round(y * WHOLE)))

    def _step(self, across: int, down: int) -> None:
        assert self._frame is not None
        for _turn in range(self._turns):
            across, down = down, -across
        x, y = self._frame.corners[self._at]
        self._put((min(WHOLE, max(0, x + across)), min(WHOLE, max(0, y + down))))

    def _put(self, corner: tuple[int, int]) -> None:
        assert self._frame is not None
        a, b, c, d = (corner if at == self._at else old for at, old in enumerate(self._frame.corners))
        self._hints = False
        moved = Frame((a, b, c, d))
        if moved.is_usable:
            self._frame = moved
        self.update()

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken what goes, and draw the frame with its handles, once the page is there."""
        if self._frame is None or self._canvas.image() is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stays, goes = QPainterPath(), QPainterPath()
        stays.addPolygon(QPolygonF(self.spots()))
        stays.closeSubpath()
        goes.addRect(self._canvas.paper_rect())
        painter.fillPath(goes.subtracted(stays), _AWAY)
        for colour, width in ((QColor(Qt.GlobalColor.white), 4.0), (QColor(LIGHT[Role.ACCENT]), 2.0)):
            painter.strokePath(stays, QPen(colour, width))
        for number, spot in enumerate(self.spots()):
            self._draw_handle(painter, spot, chosen=number == self._at)
        if self._hints:
            draw_hint(painter, self.rect(), hint())

    def _draw_handle(self, painter: QPainter, spot: QPointF, *, chosen: bool) -> None:
        accent, white = QColor(LIGHT[Role.ACCENT]), QColor(Qt.GlobalColor.white)
        painter.setPen(QPen(white if chosen else accent, 2.0))
        painter.setBrush(accent if chosen else white)
        half = HANDLE * (1.4 if chosen else 1.0)
        painter.drawEllipse(spot, half, half)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Go to the next corner, or to the one before."""
        if self._frame is None:
            return super().focusNextPrevChild(on)
        self._at, self._hints = (self._at + (1 if on else -1)) % 4, False
        self._look_at_corner()
        self._told()
        return True

    def _look_at_corner(self) -> None:
        """Scroll to the corner, which may be out of sight on a long receipt."""
        paper, spot = self._canvas.paper_rect(), self.spots()[self._at]
        inside = (spot.x() - paper.x()) / paper.width(), (spot.y() - paper.y()) / paper.height()
        self._canvas.bring_into_sight(QRectF(*inside, 0.0, 0.0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the corner, apply, or leave."""
        key = Qt.Key(event.key())
        if self._frame is None:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            by = STEP * (5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            self._step(*(by * way for way in _ARROWS[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.apply()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest corner."""
        distances = [(event.position() - spot).manhattanLength() for spot in self.spots()]
        if distances and min(distances) <= NEAR and event.button() == Qt.MouseButton.LeftButton:
            self._at, self._held, self._hints = distances.index(min(distances)), True, False
            self._told()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the corner."""
        if self._held:
            self._move_to(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the corner go."""
        self._held = False

    def _told(self) -> None:
        """Say which corner it is, as the page is turned now."""
        names = (_("Top left corner"), _("Top right corner"), _("Bottom right corner"), _("Bottom left corner"))
        self.setAccessibleName(names[(self._at + self._turns) % 4])
        self.setAccessibleDescription(hint())
        self.update()


def hint() -> str:
    """Return what the keys do meanwhile."""
    return _("Drag the corners, or Tab and arrow keys. Enter trims, Esc leaves.")
