"""The bars of the month, drawn in the colours of the look. How far a part has come is told by its form, too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.gui.overview.month_model import SHARES, Column, MonthModel
from desktop.gui.theme import Role, Type, look, scaled

BAR = 12
"""Pixels a bar is high, with text of the usual size."""
LEAST = 2.0
"""Pixels of the smallest part that is drawn: something is not nothing."""


class Form:
    """How the three parts look: full, hatched, outlined."""

    BOOKED, DRAFT, UNSENT = range(3)


def draw_part(painter: QPainter, box: QRectF, form: int) -> None:
    """Draw one part of a bar, or its swatch in the legend."""
    colour = look().colour(Role.ACCENT)
    painter.save()
    if form == Form.BOOKED:
        painter.fillRect(box, colour)
    else:
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(_hatched(colour) if form == Form.DRAFT else Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
    painter.restore()


def _hatched(colour: QColor) -> QBrush:
    return QBrush(colour, Qt.BrushStyle.BDiagPattern)


class Swatch(QWidget):
    """A small piece of bar for the legend; the words stand beside it."""

    def __init__(self, form: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setFixedSize(QSize(scaled(18), scaled(BAR)))
        look().changed.connect(self.update)

    def paintEvent(self, _event: object) -> None:  # noqa: D102 - Qt's own
        painter = QPainter(self)
        draw_part(painter, QRectF(self.rect()), self._form)
        painter.end()


class BarDelegate(QStyledItemDelegate):
    """Draws the cells: amounts in figures of one width, the bar in its column, the sum in strong type."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Choose the type."""
        super().initStyleOption(option, index)
        model = index.model()
        font = look().font(Type.BODY, tabular=index.column() >= Column.COUNT)
        font.setBold(isinstance(model, MonthModel) and model.is_sum(index.row()))
        option.font = font

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Leave air between amounts."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + scaled(4), size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell, and the bar on it."""
        super().paint(painter, option, index)
        shares = index.data(SHARES) if index.column() == Column.BAR else None
        if shares is not None:
            self._draw_bar(painter, QRectF(option.rect), shares)

    def _draw_bar(self, painter: QPainter, cell: QRectF, shares: tuple[float, ...]) -> None:
        height = scaled(BAR)
        room = cell.width() - scaled(16)
        left, top = cell.left() + scaled(8), cell.center().y() - height / 2
        for form, share in enumerate(shares):
            if share > 0:
                width = max(share * room, LEAST)
                draw_part(painter, QRectF(left, top, width, height), form)
                left += width
