"""What the server's threads tell, brought into the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.phone import Closed


class Telling(QObject):
    """A listener of one server. Each signal carries the number of its link: news of one before are told apart."""

    greeting = Signal(int)
    moving = Signal(int, int)
    """Number of the link, photos on their way"""
    end = Signal(int, object)
    """Number of the link, Closed"""

    def __init__(self, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = number

    def greeted(self) -> None:
        """Tell that the first phone has opened the page."""
        self.greeting.emit(self._number)

    def sending(self, count: int) -> None:
        """Tell how many photos are on their way."""
        self.moving.emit(self._number, count)

    def settled(self) -> None:
        """Say nothing: what became of the photo comes with its receipt."""

    def closed(self, why: Closed) -> None:
        """Tell that the link has ended."""
        self.end.emit(self._number, why)
