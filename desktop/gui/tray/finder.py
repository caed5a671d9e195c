"""The search line of the tray: shows the receipts that fit as one types, and goes from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.tray.sieve import Sieve
from desktop.gui.widgets import announce, label
from desktop.words import _, ngettext


class Finder(QLineEdit):
    """Hidden until it is asked for."""

    found = Signal(str)
    """The id of a receipt that fits."""
    left = Signal()

    def __init__(self, model: Sieve, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._at = 0
        self.nothing = label(kind="small", ink="muted", wraps=True)
        """Says below the line that no receipt fits."""
        self.nothing.hide()
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_text)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.setPlaceholderText(_("Search the tray"))
        self.setAccessibleName(_("Search the tray"))
        self.nothing.setText(_("Nothing found"))

    def begin(self) -> None:
        """Show the line and write in it."""
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_text(self) -> None:
        self._model.search(self.text())
        self._at = 0
        searching, count = bool(self.text().strip()), self._model.rowCount()
        self.nothing.setVisible(searching and not count)
        if searching:
            told = ngettext("{n} receipt found", "{n} receipts found", count).format(n=count)
            announce(self, told if count else self.nothing.text(), urgent=False)
            self.go_on(0)

    def go_on(self, by: int = 1) -> None:
        """Go to the next receipt that fits, from the end on to the beginning."""
        ids = self._model.ids()
        if ids:
            self._at = (self._at + by) % len(ids)
            self.found.emit(ids[self._at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows go on, Esc leaves."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down} and not event.modifiers():
            self.go_on()
        elif key == Qt.Key.Key_Up and not event.modifiers():
            self.go_on(-1)
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
