"""A large button that explains itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.gui.theme import Role, Space
from desktop.gui.widgets import column, label, picture, row


class Door(QPushButton):
    """Icon, title and a few lines; all of it is the button."""

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "door")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setAutoDefault(False)
        line = row(self, margin=Space.L, gap=Space.L)
        line.addWidget(picture(icon, 32, Role.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=Space.XS)
        words.addWidget(label(title, kind="title", wraps=True))
        words.addWidget(label(text, ink="muted", wraps=True))
        words.addStretch(1)
        line.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: D102 - Qt's own
        return self._room(max(self.width(), 320))

    def minimumSizeHint(self) -> QSize:  # noqa: D102 - Qt's own
        return QSize(240, self._room(max(self.width(), 240)).height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - Qt's own
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _room(self, width: int) -> QSize:
        layout = self.layout()
        assert layout is not None
        return QSize(width, layout.totalHeightForWidth(width))
