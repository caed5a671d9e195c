"""A line over the fields: why a document could not be read, or that it is no purchase."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space, say, scaled
from desktop.receipts.faults import FaultNote
from desktop.words import _
from desktop.words.faults import explain

_MARK = 14


class UnreadNote(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fault: FaultNote | None = None
        self._credit = False
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        say(self.words, "type", "small")
        say(self.words, "ink", "muted")
        mark = QLabel(self)
        icons.show(mark, "info", scaled(_MARK), Role.MUTED)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.hide()

    def speak(self, fault: FaultNote | None, *, credit_note: bool = False) -> None:
        """Say why the document could not be read, or that it gives money back; nothing hides the line."""
        self._fault, self._credit = fault, credit_note
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.words.setText(self._said())
        self.words.setAccessibleName(self.words.text())
        self.setVisible(bool(self.words.text()))

    def _said(self) -> str:
        if self._fault is not None:
            told = explain(self._fault)
            return f"{told.sentence} {told.step}"
        if self._credit:
            return _("This looks like a credit note: money back, and no purchase.")
        return ""
