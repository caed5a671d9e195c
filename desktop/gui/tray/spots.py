"""Places on a page: words that can be clicked, and the one that a field was read from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.gui.theme import LIGHT, Role
from desktop.reading import Place

_ROOM = 3.0
"""Logical pixels around a marked place."""


class Spots:
    """Rectangles in fractions of the paper. It paints them and finds what lies under a point."""

    def __init__(self) -> None:
        self._words: tuple[QRectF, ...] = ()
        self._mark: QRectF | None = None
        self._under: int | None = None

    @property
    def mark(self) -> QRectF | None:
        """The place that is marked."""
        return self._mark

    @property
    def under(self) -> int | None:
        """The word under the pointer, by its number."""
        return self._under

    def set_words(self, words: Sequence[QRectF]) -> None:
        """Offer these words."""
        self._words, self._under = tuple(words), None

    def set_mark(self, mark: QRectF | None) -> None:
        """Mark a place, or none."""
        self._mark = mark

    def hover(self, at: QPointF | None) -> bool:
        """Take note of where the pointer is; return whether that changes the picture."""
        before = self._under
        self._under = None if at is None else next((i for i, r in enumerate(self._words) if r.contains(at)), None)
        return before != self._under

    def paint(self, painter: QPainter, paper: QRectF) -> None:
        """Paint the marked place and the word under the pointer onto the paper, which is white in any theme."""
        colour = QColor(LIGHT[Role.ACCENT])
        if self._under is not None:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_on(paper, self._words[self._under], 1.0), 2, 2)
        if self._mark is not None:
            painter.setPen(QPen(colour, 2))
            painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 36))
            painter.drawRoundedRect(_on(paper, self._mark, _ROOM), 4, 4)


def turned(place: Place, turns: int) -> QRectF:
    """Return where a place lies once its page has been turned clockwise by quarter turns."""
    left, top, right, bottom = place.left, place.top, place.right, place.bottom
    for _turn in range(turns % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return QRectF(left, top, right - left, bottom - top)


def _on(paper: QRectF, part: QRectF, room: float) -> QRectF:
    placed = QRectF(
        paper.x() + part.x() * paper.width(),
        paper.y() + part.y() * paper.height(),
        part.width() * paper.width(),
        part.height() * paper.height(),
    )
    return placed.adjusted(-room, -room, room, room)
