"""Ctrl+V: files and pictures become receipts, also while a text field has the focus; text stays the field's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.gui.hand_over import HandOver
from desktop.gui.offers import is_for_the_tray, offer_of
from desktop.handed.ole import of_clipboard
from desktop.words import _


class Paster(QObject):
    """Pastes, and keeps text fields from swallowing what they can't show."""

    pasted = Signal()
    """What was on the clipboard has been handed over; a question about it is asked by now"""

    def __init__(self, handed: HandOver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handed = handed
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @Slot()
    def paste(self) -> None:
        """Hand over what is on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        self._handed.take(offer_of(data, of_clipboard), _("Pasted picture"))
        self.pasted.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        ours = is_for_the_tray(QGuiApplication.clipboard().mimeData())
        if ours:
            event.ignore()  # a field would accept it, and then paste nothing or a path
        return ours

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)
