"""Ctrl+V: files and pictures become receipts, also while a text field has the focus; text stays the field's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.drops import hand_over, offer_of
from desktop.words import _


class Paster(QObject):
    """Pastes, and keeps text fields from swallowing what they can't show."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @Slot()
    def paste(self) -> None:
        """Hand over what is on the clipboard."""
        hand_over(self._bridge, offer_of(QGuiApplication.clipboard().mimeData()), _("Pasted picture.png"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QGuiApplication.clipboard().mimeData()
        ours = offer_of(data).usable and (data.hasUrls() or not data.hasText())
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
