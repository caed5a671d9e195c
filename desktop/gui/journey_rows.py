"""How a row of the outbox or the archive is painted: as in the tray, and how much of it has left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui.bridge import Bridge
from desktop.gui.journey import Line
from desktop.gui.journey_model import Role as Told
from desktop.gui.theme import Role, look
from desktop.gui.tray.delegate import Lines, paint_row, paper_edge, places, row_height
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.receipt import Receipt

BAR = 3
"""Pixels of the line that shows how much has left."""
Index = QModelIndex | QPersistentModelIndex


class JourneyRows(QStyledItemDelegate):
    """Paper, title, date and amount, the state as icon and word, and the progress of an upload."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails(bridge, self)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: D102 - Qt's own
        return QSize(200, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102 - Qt's own
        receipt, line = index.data(Told.RECEIPT), index.data(Told.LINE)
        if not isinstance(receipt, Receipt) or not isinstance(line, Line):
            return
        self._want(painter, receipt)
        stage = line.stage
        icon = "seal" if stage.seal else stage.icon
        lines = Lines(line.title, (line.date, line.date[:6]), line.amount, icon, stage.role, stage.words)
        paint_row(painter, option, receipt, self.thumbnails, lines)
        share = index.data(Told.PROGRESS)
        if isinstance(share, float):
            _paint_progress(painter, option.rect, share)

    def _want(self, painter: QPainter, receipt: Receipt) -> None:
        """Ask for the picture of a row that is seen."""
        edge = round(paper_edge() * painter.device().devicePixelRatioF())
        original = receipt.originals[0] if receipt.originals else None
        if original and self.thumbnails.pixmap(original, edge) is None and not self.thumbnails.failed(original, edge):
            self.thumbnails.want(original, edge)


def _paint_progress(painter: QPainter, area: QRect, share: float) -> None:
    """Paint a line below the words."""
    words = places(area).state
    bar = QRectF(words.left(), area.bottom() - BAR - 2, words.width(), BAR)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for role, part in ((Role.LINE, 1.0), (Role.ACCENT, min(share, 1.0))):
        painter.setBrush(look().colour(role))
        painter.drawRoundedRect(QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, bar.width() * (part - 1), 0), 1.5, 1.5)
    painter.restore()
