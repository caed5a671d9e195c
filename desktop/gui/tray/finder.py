"""The search line of the tray: goes to the receipts that fit, one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.tray.model import Role, TrayModel
from desktop.gui.tray.rows import Row
from desktop.gui.widgets import announce, label
from desktop.words import _


class Finder(QLineEdit):
    """Hidden until it is asked for."""

    found = Signal(str)
    """The id of a receipt that fits."""
    left = Signal()

    def __init__(self, model: TrayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._at = -1
        self.nothing = label(kind="small", ink="muted", wraps=True)
        """Says below the line that no receipt fits."""
        self.nothing.hide()
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._on_edited)
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

    def _on_edited(self) -> None:
        self._at = -1
        self.go_on()

    def go_on(self, by: int = 1) -> None:
        """Go to the next receipt that fits, from the end on to the beginning."""
        self.nothing.hide()
        words, count = self.text().casefold().split(), self._model.rowCount()
        if not words:
            return
        for step in range(1, count + 1):
            row = (self._at + by * step) % count
            if self._fits(row, words):
                self._at = row
                self.found.emit(self._model.ids()[row])
                return
        self.nothing.show()
        announce(self, self.nothing.text(), urgent=False)

    def _fits(self, number: int, words: list[str]) -> bool:
        row = self._model.index(number).data(Role.ROW)
        text = row.spoken().casefold() if isinstance(row, Row) else ""
        return all(word in text for word in words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows go on, Esc leaves."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.go_on()
        elif key == Qt.Key.Key_Up:
            self.go_on(-1)
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.nothing.hide()
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
