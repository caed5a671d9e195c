"""A layout that sets its widgets beside each other and begins a new line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, each as wide as it wants to be, none of them cut."""

    def __init__(self, parent: QWidget | None = None, gap: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._second: QWidget | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def begin_second_line(self, first: QWidget) -> None:
        """Let a widget begin a line of its own where not everything fits into one: what follows belongs to it."""
        self._second = first

    def addItem(self, item: QLayoutItem) -> None:  # noqa: D102 - Qt's own
        self._items.append(item)

    def count(self) -> int:  # noqa: D102 - Qt's own
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: D102 - Qt's own
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: D102 - Qt's own
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: D102 - Qt's own
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: D102 - Qt's own
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: D102 - Qt's own
        edges = self.contentsMargins()
        inner = self._arrange(QRect(0, 0, width - edges.left() - edges.right(), 0), move=False)
        return inner + edges.top() + edges.bottom()

    def setGeometry(self, area: QRect) -> None:  # noqa: D102 - Qt's own
        super().setGeometry(area)
        self._arrange(self.contentsRect(), move=True)

    def sizeHint(self) -> QSize:  # noqa: D102 - Qt's own
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: D102 - Qt's own
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        edges = self.contentsMargins()
        width, height = max((h.width() for h in hints), default=0), max((h.height() for h in hints), default=0)
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Set the widgets into ``area``; return the height that takes."""
        at, line = area.topLeft(), 0
        shown = [each for each in self._items if not each.isEmpty()]
        needed = sum(each.sizeHint().width() + self._gap for each in shown) - self._gap
        second = self._second if needed > area.width() else None
        for item in shown:
            size = item.sizeHint()
            full = at.x() + size.width() > area.right() + 1 or (second is not None and item.widget() is second)
            if at.x() > area.left() and full:
                at, line = QPoint(area.left(), at.y() + line + self._gap), 0
            if move:
                item.setGeometry(QRect(at, size))
            at.setX(at.x() + size.width() + self._gap)
            line = max(line, size.height())
        return at.y() + line - area.top()
