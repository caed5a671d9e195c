"""Boxes on the page that is looked at: what is to be black, drawn by mouse or moved by arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import LIGHT, Role
from desktop.gui.tray.boxes import EDGE, Boxes, Grip
from desktop.gui.tray.canvas import PageCanvas
from desktop.gui.tray.hint import draw_hint
from desktop.gui.widgets import announce
from desktop.words import _

STEP, FINE = 0.01, 0.001
"""Parts of the page by which an arrow key moves or sizes a box; with Ctrl the small one."""
HANDLE = 5.0
"""Logical pixels: half of a handle."""
_COVER = QColor(0, 0, 0, 170)
"""What is to be black; one still sees what it is."""
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN = frozenset({*_ARROWS, *_ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Escape})


class BlackBoxes(QWidget):
    """Lies over the page while something is blacked out. It knows no receipts.

    A box that is drawn or moved by mouse is kept at once; one that keys move, with Enter or when the next is chosen.
    """

    kept = Signal()
    """``boxes`` are to be kept as they are now."""
    left = Signal()

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._active = False
        self._hints = False
        self.boxes = Boxes()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.hide()
        canvas.viewport().installEventFilter(self)

    @property
    def is_active(self) -> bool:
        """True while something is being blacked out."""
        return self._active

    def begin(self, boxes: list[QRectF]) -> None:
        """Let boxes be drawn; those of the page already are here, in fractions of it as it is shown."""
        self._active = self._hints = True
        self.boxes.begin(boxes)
        self.setGeometry(self._canvas.viewport().rect())
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told()

    def end(self) -> None:
        """Take the boxes away; what was not kept is forgotten."""
        self._active = False
        if self.hasFocus():
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the surface."""
        if event.type() == QEvent.Type.Resize and watched is self._canvas.viewport():
            self.setGeometry(self._canvas.viewport().rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the arrow keys before they go to the next receipt or page."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and self._active and Qt.Key(event.key()) in _OWN:  # type: ignore[attr-defined]  # a key's
            event.accept()
            return True
        return super().event(event)

    # -- the page and the surface

    def place(self, box: QRectF) -> QRectF:
        """Return where a box (fractions of the page) is on the surface, in logical pixels."""
        paper = self._canvas.paper_rect()
        width, height = paper.width(), paper.height()
        return QRectF(
            paper.x() + box.x() * width, paper.y() + box.y() * height, box.width() * width, box.height() * height
        )

    def _inside(self, at: QPointF) -> QPointF:
        paper = self._canvas.paper_rect()
        return QPointF((at.x() - paper.x()) / paper.width(), (at.y() - paper.y()) / paper.height())

    def _reach(self) -> tuple[float, float]:
        """Return how near a press must be to an edge, in fractions of the page."""
        paper = self._canvas.paper_rect()
        return EDGE / paper.width(), EDGE / paper.height()

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the boxes, once the page is there."""
        if not self._active or self._canvas.image() is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in enumerate(self.boxes.all):
            self._draw(painter, self.place(box), chosen=number == self.boxes.at)
        if self._hints:
            draw_hint(painter, self.rect(), hint(), short_hint(), low=True)

    def _draw(self, painter: QPainter, box: QRectF, *, chosen: bool) -> None:
        painter.fillRect(box, _COVER)
        white, accent = QColor(Qt.GlobalColor.white), QColor(LIGHT[Role.ACCENT])
        style = Qt.PenStyle.DashLine if chosen and self.boxes.is_moved else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(white, 3.0))
        painter.drawRect(box)
        painter.setPen(QPen(accent if chosen else QColor(Qt.GlobalColor.black), 1.5, style))
        painter.drawRect(box)
        if chosen:
            painter.setBrush(white)
            painter.setPen(QPen(accent, 1.5))
            for corner in (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()):
                painter.drawEllipse(corner, HANDLE, HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box or of its edge, or begin a new one."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hints = False
            self.boxes.press(self._inside(event.position()), self._reach())
            self._told()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move or size the box; without a button, show what a press would do."""
        at = self._inside(event.position())
        if self.boxes.is_held:
            self.boxes.drag(at)
            self.update()
        else:
            self.setCursor(_CURSORS[self.boxes.grip_at(at, self._reach())])

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Keep what was drawn."""
        if self.boxes.release():
            self._keep()
        self.update()

    def focusNextPrevChild(self, on: bool) -> bool:
        """Go to the next box, or to the one before; the one that keys have moved is kept."""
        if not self._active or not self.boxes.all:
            return super().focusNextPrevChild(on)
        self._hints = False
        if self.boxes.is_moved:
            self._keep()
        self.boxes.choose(1 if on else -1)
        self._look_at_box()
        self._told()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, size, keep, remove, or leave."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if not self._active:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            across, down = _ARROWS[key]
            by = FINE if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
            self._step(across * by, down * by, size=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key in _ENTER:
            self._enter()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        elif key == Qt.Key.Key_Insert:
            self._new()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, across: float, down: float, *, size: bool) -> None:
        if self.boxes.at is None:
            self._new()
            return
        self._hints = False
        self.boxes.step(across, down, size=size)
        self._look_at_box()
        self.update()

    def _new(self) -> None:
        self._hints = False
        if self.boxes.is_moved:
            self._keep()
        self.boxes.add()
        self._look_at_box()
        self._told()

    def _enter(self) -> None:
        if self.boxes.is_moved:
            self._keep()
        else:
            self.left.emit()

    def _remove(self) -> None:
        if self.boxes.remove():
            announce(self, _("The box is gone"), urgent=False)
            self.kept.emit()
        self._told()

    def _keep(self) -> None:
        self.boxes.settle()
        announce(self, _("This is sent black"), urgent=False)
        self.kept.emit()
        self._told()

    def _look_at_box(self) -> None:
        """Scroll to the box, which may be out of sight on a long receipt."""
        if self.boxes.at is not None:
            self._canvas.bring_into_sight(self.boxes.all[self.boxes.at])

    def _told(self) -> None:
        at, count = self.boxes.at, len(self.boxes.all)
        name = _("Black box {n} of {count}").format(n=at + 1, count=count) if at is not None else _("Black boxes")
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint())
        self.update()


_CURSORS = {
    Grip.NEW: Qt.CursorShape.CrossCursor,
    Grip.MOVE: Qt.CursorShape.SizeAllCursor,
    Grip.TOP_LEFT: Qt.CursorShape.SizeFDiagCursor,
    Grip.BOTTOM_RIGHT: Qt.CursorShape.SizeFDiagCursor,
    Grip.TOP_RIGHT: Qt.CursorShape.SizeBDiagCursor,
    Grip.BOTTOM_LEFT: Qt.CursorShape.SizeBDiagCursor,
}


def hint() -> str:
    """Return what the mouse and the keys do meanwhile."""
    return _(
        "Drag a box over what Dinero must not see. With keys: the arrows move a box, with Shift they size it,"
        " with Ctrl a little at a time. Enter keeps it, Delete removes it, Esc leaves."
    )


def short_hint() -> str:
    """Return the same for where it would cover too much of the page."""
    return _(
        "Drag a box over what Dinero must not see. Keys: arrows (Shift: size, Ctrl: a little), Enter, Delete, Esc."
    )
