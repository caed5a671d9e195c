"""How a row of the outbox or the archive is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.journey import Line
from desktop.gui.journey_model import Role as Told
from desktop.gui.theme import Role, Space, Type, look, scaled
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.receipt import Receipt

THUMB = QSize(40, 52)
ICON = 16
BAR = 3
Index = QModelIndex | QPersistentModelIndex


class JourneyRows(QStyledItemDelegate):
    """Thumbnail, title and amount, date, and the state as icon and word."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails(bridge, self)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: D102 - Qt's own
        text = _height(Type.BODY) + 2 * _height(Type.SMALL) + 2 * Space.XS
        return QSize(200, max(text, _thumb().height()) + 2 * Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102 - Qt's own
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        self._paint_thumb(painter, inner, index.data(Told.RECEIPT))
        words = inner.adjusted(_thumb().width() + Space.M, 0, 0, 0)
        self._paint_words(painter, words, index.data(Told.LINE))
        self._paint_progress(painter, option.rect, index.data(Told.PROGRESS))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look().colour(Role.SELECTED))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), look().colour(Role.ACCENT))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, look().colour(Role.HOVER))
        painter.setPen(QPen(look().colour(Role.LINE), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_thumb(self, painter: QPainter, inner: QRect, receipt: Receipt) -> None:
        thumb = _thumb()
        box = QRect(inner.topLeft(), thumb)
        ratio = painter.device().devicePixelRatioF()
        edge = round(max(thumb.width(), thumb.height()) * ratio)
        original = receipt.originals[0] if receipt.originals else None
        pixmap = self.thumbnails.pixmap(original, edge) if original else None
        if pixmap is None:
            painter.fillRect(box, look().colour(Role.HOVER))
            if original and not self.thumbnails.failed(original, edge):
                self.thumbnails.want(original, edge)
            return
        size = pixmap.size().scaled(thumb, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(box.center() - QRect(0, 0, size.width(), size.height()).center(), size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, pixmap)
        painter.setPen(QPen(look().colour(Role.LINE), 1))
        painter.drawRect(place)

    def _paint_words(self, painter: QPainter, box: QRect, line: Line) -> None:
        top = QRect(box.left(), box.top(), box.width(), _height(Type.BODY))
        amount = look().font(tabular=True)
        width = QFontMetrics(amount).horizontalAdvance(line.amount)
        _write(painter, top, line.amount, amount, Role.TEXT, Qt.AlignmentFlag.AlignRight)
        title = look().font()
        title.setWeight(QFont.Weight.DemiBold)
        _write(painter, top.adjusted(0, 0, -width - Space.S, 0), line.title, title, Role.TEXT)
        small = look().font(Type.SMALL)
        middle = QRect(box.left(), top.bottom() + 1 + Space.XS, box.width(), _height(Type.SMALL))
        _write(painter, middle, line.date, small, Role.MUTED)
        last = middle.translated(0, middle.height() + Space.XS)
        icon = scaled(ICON)
        image = icons.pixmap(line.stage.icon, icon, painter.device().devicePixelRatioF(), line.stage.role)
        painter.drawPixmap(last.left(), last.center().y() - icon // 2 + 1, image)
        _write(painter, last.adjusted(icon + Space.XS, 0, 0, 0), line.stage.words, small, line.stage.role)

    def _paint_progress(self, painter: QPainter, box: QRect, share: float | None) -> None:
        if share is None:
            return
        bar = QRect(box.left(), box.bottom() - BAR + 1, box.width(), BAR)
        painter.fillRect(bar, look().colour(Role.LINE))
        bar.setWidth(round(bar.width() * min(share, 1.0)))
        painter.fillRect(bar, look().colour(Role.ACCENT))


def _thumb() -> QSize:
    return QSize(scaled(THUMB.width()), scaled(THUMB.height()))


def _height(kind: Type) -> int:
    return QFontMetrics(look().font(kind)).height()


def _write(
    painter: QPainter,
    box: QRect,
    text: str,
    font: QFont,
    role: Role,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(look().colour(role)))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
