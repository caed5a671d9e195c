"""What "Details" shows: everything that was said since the window opened, newest first, above the status line."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.gui import icons
from desktop.gui.notices import KEPT, Notice, Notices
from desktop.gui.theme import Space, look, scaled
from desktop.gui.widgets import button, column, ground, hairline, label, row
from desktop.words import _

HEIGHT = 220
AT_ONCE = 25
"""Notices that are listed in one step; two hundred would hold up the window for a twentieth of a second."""


class DetailsPanel(QWidget):
    """The notices as a list, which is made while it is looked at."""

    closed = Signal()

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self._notices = notices
        self._unlisted: deque[Notice] = deque(maxlen=KEPT)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._list_some)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What has happened"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(scaled(18), scaled(18)))
        self.list.setSpacing(Space.XS)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label(_("Nothing has happened yet."), ink="muted")
        self.close_button = button("", kind="quiet", icon="close", name=_("Close the details"))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self.set_room(scaled(HEIGHT))
        notices.added.connect(self._on_added)
        notices.kept.connect(self._on_kept)
        look().changed.connect(self.fill)
        self.fill()

    def _lay_out(self) -> None:
        head = row(gap=Space.S)
        head.addWidget(label(_("What has happened"), kind="strong"))
        head.addStretch(1)
        head.addWidget(self.close_button)
        inner = column(gap=Space.S)
        inner.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        inner.addLayout(head)
        inner.addWidget(self.empty)
        inner.addWidget(self.list, 1)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(inner)

    def set_room(self, height: int) -> None:
        """Be as high as ever, or less where there are only so many device-independent pixels."""
        self.setFixedHeight(min(scaled(HEIGHT), height))

    @Slot()
    def fill(self) -> None:
        """List all notices anew."""
        self.list.clear()
        self._unlisted.clear()
        self._on_kept(self._notices.all)

    @Slot(object)
    def _on_added(self, notice: Notice) -> None:
        self._on_kept((notice,))

    @Slot(object)
    def _on_kept(self, notices: Iterable[Notice]) -> None:
        self._unlisted.extend(notices)
        self._tell()
        if self.isVisible():
            self._list_some()

    def showEvent(self, event: QShowEvent) -> None:
        """List what has come meanwhile."""
        super().showEvent(event)
        self._list_some()

    @Slot()
    def _list_some(self) -> None:
        """List some more; the window breathes in between."""
        for _each in range(min(AT_ONCE, len(self._unlisted))):
            self._insert(self._unlisted.popleft())
        while self.list.count() > KEPT:
            self.list.takeItem(KEPT)
        if self._unlisted:
            self._soon.start()

    def _insert(self, notice: Notice) -> None:
        words = f"{notice.at:%H:%M}  {notice.title}" if notice.at else notice.title
        item = QListWidgetItem(f"{words}\n{notice.text}" if notice.text else words)
        item.setIcon(icons.icon(notice.tone.icon, notice.tone.role))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {notice.text}")
        self.list.insertItem(0, item)

    def _tell(self) -> None:
        self.empty.setVisible(not self._notices.all)
        self.list.setVisible(bool(self._notices.all))
