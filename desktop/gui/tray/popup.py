"""How the list under a chooser is painted: groups quietly, choices with their detail at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui.theme import Role, Space, Type, look
from desktop.gui.tray.choice import Choice

CHOICE = int(Qt.ItemDataRole.UserRole) + 1
WIDEST = 60
"""Average letters of the list; longer names end in an ellipsis."""
Index = QModelIndex | QPersistentModelIndex


def header_item(text: str) -> QStandardItem:
    """Return a row that only names a group."""
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def choice_item(choice: Choice) -> QStandardItem:
    """Return a row that can be taken."""
    item = QStandardItem(choice.label)
    item.setData(choice, CHOICE)
    item.setData(f"{choice.label}, {choice.detail}".rstrip(", "), Qt.ItemDataRole.AccessibleTextRole)
    return item


class PopupDelegate(QStyledItemDelegate):
    """Paints the rows of a chooser's list."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a line and some air, for every row the same: Qt reckons the list's height from the first.

        The width is what the whole text takes.
        """
        choice = index.data(CHOICE)
        metrics = QFontMetrics(look().font(Type.BODY if choice else Type.SMALL))
        text = f"{choice.label}  {choice.detail}" if isinstance(choice, Choice) else str(index.data())
        widest = WIDEST * metrics.averageCharWidth()
        width = min(widest, metrics.horizontalAdvance(text) + 2 * Space.L)
        return QSize(width, QFontMetrics(look().font()).height() + Space.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        choice = index.data(CHOICE)
        painter.save()
        if isinstance(choice, Choice):
            _paint_choice(painter, option.rect, choice, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            place = option.rect.adjusted(Space.S, 0, -Space.S, -2)
            _line(painter, place, str(index.data()), Type.SMALL, Role.MUTED, Qt.AlignmentFlag.AlignBottom)
        painter.restore()


def _paint_choice(painter: QPainter, area: QRect, choice: Choice, *, chosen: bool) -> None:
    if chosen:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour(Role.SELECTED))
        painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 4, 4)
    place = area.adjusted(Space.S, 0, -Space.S, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    detail = QFontMetrics(look().font(Type.BODY)).horizontalAdvance(choice.detail)
    label = place.adjusted(0, 0, -(detail + Space.M if detail else 0), 0)
    _line(painter, label, choice.label, Type.BODY, Role.TEXT, middle)
    _line(painter, place, choice.detail, Type.BODY, Role.MUTED, middle | Qt.AlignmentFlag.AlignRight)


def _line(painter: QPainter, place: QRect, text: str, kind: Type, ink: Role, where: Qt.AlignmentFlag) -> None:
    font = look().font(kind, tabular=True)
    painter.setFont(font)
    painter.setPen(look().colour(ink))
    painter.drawText(place, where, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width()))
