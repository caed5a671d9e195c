"""The window's own way of taking drops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QWindow

from desktop.gui.hand_over import HandOver
from desktop.gui.offers import OWN, is_text_alone, offer_of
from desktop.gui.virtual_files import Stored, nothing_stored
from desktop.handed.ole import watch
from desktop.words import _

_DRAG_EVENTS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class DropCatcher(QObject):
    """Takes the drops of a whole top-level window, whatever widget lies under the pointer.

    It filters the events of the native window, before Qt looks for a widget: a file dropped on a text field is a
    receipt too, not a path in that field. Text dragged to a field is left to the field.
    """

    hovering = Signal(bool)
    """Something that can be dropped is above the window, or has gone."""

    def __init__(self, handed: HandOver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handed = handed
        self._stored: Stored = nothing_stored

    def watch(self, window: QWindow) -> None:
        """Take the drops of a window; on Windows also what Qt doesn't pass on of them."""
        window.installEventFilter(self)
        self._stored = watch(int(window.winId()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is QEvent.Type.DragLeave:
            self.hovering.emit(False)  # noqa: FBT003 - a signal's payload
            return False
        if event.type() not in _DRAG_EVENTS or not isinstance(event, QDropEvent):
            return False
        return self._take(event)

    def _take(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if data.hasFormat(OWN) or is_text_alone(data):
            return False
        dropped = event.type() is QEvent.Type.Drop
        self.hovering.emit(not dropped)
        if not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()  # a move would make the source delete its file
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if dropped:
            self._handed.take(offer_of(data, self._stored), _("Dropped picture"))
        return True
