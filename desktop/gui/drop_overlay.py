"""What lies over the window while something is dragged above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space, Type, look
from desktop.words import _

ICON = 56


class DropOverlay(QWidget):
    """Says that dropping works here; it takes no events itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Drop to put the receipts in the tray"))
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.resize(parent.size())

    def show_for(self, hovering: bool) -> None:
        """Show or hide."""
        if hovering and not self.isVisible():
            self._cover()
            self.raise_()
            self.show()
        elif not hovering:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102 - Qt's own
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(look().colour(Role.WINDOW))
        veil.setAlphaF(0.94)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(look().colour(Role.ACCENT), 2, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(Space.L, Space.L, -Space.L, -Space.L)
        painter.drawRoundedRect(frame, 8, 8)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        middle = self.rect().center()
        image = icons.pixmap("drop", ICON, self.devicePixelRatioF(), Role.ACCENT)
        painter.drawPixmap(middle.x() - ICON // 2, middle.y() - ICON - Space.S, image)
        painter.setPen(look().colour(Role.TEXT))
        painter.setFont(look().font(Type.TITLE))
        words = self.rect().adjusted(Space.XXL, 0, -Space.XXL, 0)
        words.setTop(middle.y() + Space.S)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, _("Drop to put the receipts in the tray"))
