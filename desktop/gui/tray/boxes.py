"""Boxes on a page, in fractions of it: drawn, held, moved and sized. It knows no widgets."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF

EDGE = 8.0
"""Logical pixels around a corner in which a press takes hold of it."""
LEAST = 0.004
"""Part of the page that a box is wide and high at least; a shorter drag was a click."""
_FIRST = QRectF(0.35, 0.46, 0.3, 0.08)
"""Where a box is first that keys move: in the middle, as large as two words of a title."""


class Grip(Enum):
    """What a press takes hold of; of a corner, the one across stays where it is."""

    NEW = "new"
    MOVE = "move"
    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


class Boxes:
    """The boxes of one page, one of them chosen."""

    def __init__(self) -> None:
        self.all: list[QRectF] = []
        self.at: int | None = None
        """The chosen one."""
        self.is_moved = False
        """True while the chosen one is not where it was kept last."""
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self._before: QRectF | None = None

    def begin(self, boxes: list[QRectF]) -> None:
        """Be about these boxes; the last one is chosen."""
        self.all = [QRectF(box) for box in boxes]
        self.at = len(boxes) - 1 if boxes else None
        self.is_moved = False
        self._grip = None

    def settle(self) -> None:
        """Count the chosen one as kept where it is."""
        self.is_moved = False

    def choose(self, by: int) -> None:
        """Choose the next box, or the one before."""
        if self.all:
            self.at = ((self.at or 0) + by) % len(self.all)

    def add(self) -> None:
        """Put a new box into the middle."""
        self.all.append(QRectF(_FIRST))
        self.at, self.is_moved = len(self.all) - 1, True

    def remove(self) -> bool:
        """Take the chosen one away; return whether there was one."""
        if self.at is None:
            return False
        del self.all[self.at]
        self.at = min(self.at, len(self.all) - 1) if self.all else None
        self.is_moved = False
        return True

    def step(self, across: float, down: float, *, size: bool) -> None:
        """Move the chosen one by parts of the page, or its lower right corner; it stays on the page."""
        if self.at is None:
            return
        box = self.all[self.at]
        if size:
            right = min(1.0, max(box.left() + LEAST, box.right() + across))
            bottom = min(1.0, max(box.top() + LEAST, box.bottom() + down))
            self.all[self.at] = QRectF(box.topLeft(), QPointF(right, bottom))
        else:
            self.all[self.at] = _kept_on_page(box.translated(across, down))
        self.is_moved = True

    # -- held by the mouse

    @property
    def is_held(self) -> bool:
        """True from a press to its release."""
        return self._grip is not None

    def grip_at(self, at: QPointF, reach: tuple[float, float]) -> Grip:
        """Return what a press there would take hold of; ``reach``: how near to a corner, across and down."""
        if self.at is not None:
            for grip, corner in _corners(self.all[self.at]).items():
                if abs(corner.x() - at.x()) <= reach[0] and abs(corner.y() - at.y()) <= reach[1]:
                    return grip
        return Grip.MOVE if self._under(at) is not None else Grip.NEW

    def press(self, at: QPointF, reach: tuple[float, float]) -> None:
        """Take hold of what is there, or begin a new box."""
        self._grip, self._pressed = self.grip_at(at, reach), at
        if self._grip is Grip.MOVE:
            self.at = self._under(at)
        elif self._grip is Grip.NEW:
            self.all.append(QRectF(_on_page(at), _on_page(at)))
            self.at = len(self.all) - 1
        self._before = QRectF(self.all[self.at]) if self.at is not None else None

    def drag(self, at: QPointF) -> None:
        """Follow the mouse."""
        if self._grip is None or self.at is None or self._before is None:
            return
        if self._grip is Grip.MOVE:
            moved = self._before.translated(at - self._pressed)
            self.all[self.at] = _kept_on_page(moved)
        else:
            still = self._pressed if self._grip is Grip.NEW else _across(self._before, self._grip)
            self.all[self.at] = QRectF(_on_page(still), _on_page(at)).normalized()

    def release(self) -> bool:
        """Let go; return whether a box is another one than before. One that is too small to be meant goes away."""
        grip, self._grip = self._grip, None
        if grip is None or self.at is None or self._before is None:
            return False
        box = self.all[self.at]
        if box.width() < LEAST or box.height() < LEAST:
            if grip is Grip.NEW:
                self.remove()
            else:
                self.all[self.at] = self._before
            return False
        changed = grip is Grip.NEW or box != self._before
        self.is_moved = self.is_moved or changed
        return changed

    def _under(self, at: QPointF) -> int | None:
        found = [number for number, box in enumerate(self.all) if box.contains(at)]
        return found[-1] if found else None


def _corners(box: QRectF) -> dict[Grip, QPointF]:
    return {
        Grip.TOP_LEFT: box.topLeft(),
        Grip.TOP_RIGHT: box.topRight(),
        Grip.BOTTOM_LEFT: box.bottomLeft(),
        Grip.BOTTOM_RIGHT: box.bottomRight(),
    }


def _across(box: QRectF, grip: Grip) -> QPointF:
    """Return the corner across from the one that is held."""
    other = {
        Grip.TOP_LEFT: Grip.BOTTOM_RIGHT,
        Grip.TOP_RIGHT: Grip.BOTTOM_LEFT,
        Grip.BOTTOM_LEFT: Grip.TOP_RIGHT,
        Grip.BOTTOM_RIGHT: Grip.TOP_LEFT,
    }
    return _corners(box)[other[grip]]


def _on_page(at: QPointF) -> QPointF:
    return QPointF(min(1.0, max(0.0, at.x())), min(1.0, max(0.0, at.y())))


def _kept_on_page(box: QRectF) -> QRectF:
    left = min(max(0.0, box.left()), max(0.0, 1.0 - box.width()))
    top = min(max(0.0, box.top()), max(0.0, 1.0 - box.height()))
    return QRectF(left, top, box.width(), box.height())
