"""Where a spot of a picture is on the page as it is shown, trimmed and turned; and back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from desktop.receipts.finish import Corners
from desktop.receipts.frame import WHOLE, Frame, Point
from desktop.receipts.perspective import perspective

_SQUARE: tuple[Point, Point, Point, Point] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class PagePlace:
    """Between a whole picture, upright by EXIF, and the page: its part within a frame, turned by quarters."""

    def __init__(self, frame: Frame | None, turns: int) -> None:
        self._turns = turns % 4
        corners = frame.points((1.0, 1.0)) if frame is not None else _SQUARE
        self._to_page, self._to_picture = perspective(corners, _SQUARE), perspective(_SQUARE, corners)
        middle = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
        self._front = _depth(self._to_page, middle) > 0

    def box(self, corners: Corners) -> QRectF | None:
        """Return the box around four corners, in fractions of the page; None where they are not on it."""
        points = [(x / WHOLE, y / WHOLE) for x, y in corners]
        if any((_depth(self._to_page, point) > 0) is not self._front for point in points):
            return None  # beyond the horizon of a picture taken from the side
        shown = [self._turned(_moved(self._to_page, point)) for point in points]
        xs, ys = [x for x, _ in shown], [y for _, y in shown]
        found = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).intersected(QRectF(0, 0, 1, 1))
        return None if found.isEmpty() else found

    def corners(self, box: QRectF) -> Corners:
        """Return the corners, in the whole picture, of a box in fractions of the page."""
        corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
        points = (_moved(self._to_picture, self._unturned((each.x(), each.y()))) for each in corners)
        a, b, c, d = ((round(x * WHOLE), round(y * WHOLE)) for x, y in points)
        return a, b, c, d

    def _turned(self, point: Point) -> Point:
        x, y = point
        for _turn in range(self._turns):
            x, y = 1 - y, x
        return x, y

    def _unturned(self, point: Point) -> Point:
        x, y = point
        for _turn in range(self._turns):
            x, y = y, 1 - x
        return x, y


def _depth(by: tuple[float, ...], point: Point) -> float:
    return by[6] * point[0] + by[7] * point[1] + 1


def _moved(by: tuple[float, ...], point: Point) -> Point:
    x, y = point
    depth = _depth(by, point)
    return (by[0] * x + by[1] * y + by[2]) / depth, (by[3] * x + by[4] * y + by[5]) / depth
