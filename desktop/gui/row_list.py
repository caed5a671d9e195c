"""A list whose rows are painted within a time: those for which it isn't enough follow at the window's next turn."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

SPELL_S = 0.006
"""A third of what one picture of a screen lasts. A row takes half a millisecond, but ten times that while other threads
compute: each of its sixty calls into Qt may wait for Python's lock. A dozen rows in one go were seen to take 70 ms."""


class RowList(QListView):
    """Rows below each other. Its delegate asks ``may_paint`` before it makes the picture of a row anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until: float | None = None
        """The monotonic second at which a painting's time is over; None: it has painted no row anew yet."""
        self._late: list[QPersistentModelIndex] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._catch_up)

    @property
    def is_whole(self) -> bool:
        """True while no row waits to be painted."""
        return not self._late

    def may_paint(self) -> bool:
        """Return whether one more row may be made anew in this painting: the first always, so that it ends one day."""
        if self._until is None:
            self._until = time.monotonic() + SPELL_S
            return True
        return time.monotonic() < self._until

    def put_off(self, row: QModelIndex | QPersistentModelIndex) -> None:
        """Paint a row at the window's next turn, wherever it lies then."""
        self._late.append(QPersistentModelIndex(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, as many as there is time for."""
        self._until = None
        super().paintEvent(event)
        if self._late:
            self._next.start()

    @Slot()
    def _catch_up(self) -> None:
        late, self._late = self._late, []
        for row in late:
            self.update(row)
