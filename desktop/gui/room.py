"""In a small window: what stands above the status line gets its room, and the page the rest, or none for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from desktop.gui.details import DetailsPanel
from desktop.gui.phone.panel import PhonePanel
from desktop.gui.theme import scaled

PAGE_LEAST = 228
"""Device-independent pixels: of a page less high, parts would lie over each other."""
DETAILS_LEAST = 110
_ASKS = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest})
_TURNS = frozenset({QEvent.Type.Show, QEvent.Type.Hide})


class Room(QObject):
    """Shares out the height of the window's root: the code for the phone can't be smaller, the details can."""

    def __init__(self, root: QWidget, layout: QBoxLayout, page: QWidget, phone: PhonePanel) -> None:
        super().__init__(root)
        self._root, self._layout, self._page, self._phone = root, layout, page, phone
        self._details = next(w for w in _widgets(layout) if isinstance(w, DetailsPanel))
        root.installEventFilter(self)
        phone.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew when the window or something in it wants another height."""
        if event.type() in (_ASKS if watched is self._root else _TURNS):
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        spare = self._root.height() - sum(self._height_of(item) for item in self._others())
        self._details.set_room(max(scaled(DETAILS_LEAST), spare - scaled(PAGE_LEAST)))
        if not self._details.isHidden():
            spare -= self._details.height()
        hides = self._phone.is_high and spare < scaled(PAGE_LEAST)
        if hides == self._page.isHidden():
            return
        self._layout.setStretchFactor(self._phone, int(hides))
        self._page.setVisible(not hides)

    def _others(self) -> list[QLayoutItem]:
        items = (self._layout.itemAt(at) for at in range(self._layout.count()))
        return [i for i in items if i is not None and not i.isEmpty() and i.widget() not in (self._page, self._details)]

    def _height_of(self, item: QLayoutItem) -> int:
        return item.heightForWidth(self._root.width()) if item.hasHeightForWidth() else item.sizeHint().height()


def _widgets(layout: QBoxLayout) -> list[QWidget]:
    items = (layout.itemAt(at) for at in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
