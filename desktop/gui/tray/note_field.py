"""A note on the receipt, for oneself or the accountant. It never leaves this computer with the receipt."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import column, hairline, label
from desktop.receipts.receipt import Receipt
from desktop.words import _

SAVE_MS = 700
"""After the last key press."""
LINES = 2.6
LONGEST = 4000
"""Letters; more is a letter, not a note."""


class _NoteEdit(QPlainTextEdit):
    """Tab goes on, as in every other field."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class NoteField(QWidget):
    """Hidden while there is no note and none is being written."""

    escaped = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self._begun = False
        """A part of what is being written is saved: one "Undo" takes all of it back."""
        self._soon = QTimer(self, singleShot=True, interval=SAVE_MS)
        self.name = label(kind="small", ink="muted", wraps=True)
        self.edit = _NoteEdit(self)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        inner = column(margin=Space.L, gap=Space.XS)
        inner.addWidget(self.name)
        inner.addWidget(self.edit)
        layout.addLayout(inner)
        self._soon.timeout.connect(self.flush)
        self.edit.textChanged.connect(self._on_text)
        self.edit.left.connect(self._on_left)
        self.edit.escaped.connect(self.escaped)
        self._fit()
        self.hide()
        self.retranslate()

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show the note of a receipt; the same one again keeps what is being written."""
        same = receipt is not None and self._receipt is not None and receipt.id == self._receipt.id
        if not same:
            self.flush()
            self._begun = False
        writes = same and (self._soon.isActive() or self.edit.hasFocus())
        self._receipt = receipt
        if not writes:
            self._put(receipt.note if receipt else "")
            self.setVisible(bool(receipt and receipt.note))

    def _put(self, text: str) -> None:
        if self.edit.toPlainText().strip() != text:
            self.edit.blockSignals(True)  # noqa: FBT003 - Qt's own
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)  # noqa: FBT003

    @Slot()
    def begin(self) -> None:
        """Let the user write."""
        if self._receipt is not None:
            self.show()
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_text(self) -> None:
        if len(self.edit.toPlainText()) > LONGEST:
            self._put(self.edit.toPlainText()[:LONGEST])
        self._soon.start()

    @Slot()
    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._soon.stop()
        text = self.edit.toPlainText().strip()
        if self._receipt is not None and text != self._receipt.note:
            receipt_id, begun, self._begun = self._receipt.id, self._begun, True
            known = self._bridge.receipts.get(receipt_id)
            if known is not None and known.note != text:
                self._bridge.flow.note(receipt_id, text, undoable=not begun)

    @Slot()
    def _on_left(self) -> None:
        self.flush()
        self._begun = False
        if not self.edit.toPlainText().strip():
            self.hide()

    def _fit(self) -> None:
        self.edit.setFixedHeight(round(LINES * self.edit.fontMetrics().lineSpacing()) + 2 * Space.S)

    def event(self, event: QEvent) -> bool:
        """Follow a change of language or font."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
        return super().event(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.name.setText(_("Note, for you and your accountant. It stays here and does not go to Dinero."))
        self.edit.setAccessibleName(_("Note"))
        self.edit.setAccessibleDescription(self.name.text())
