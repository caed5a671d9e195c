"""Below the list's head while a receipt is being split: which pages go out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.actions import is_for
from desktop.gui.theme import Space, say
from desktop.gui.widgets import announce, button, column, hairline, label, retell
from desktop.receipts.faults import Fault
from desktop.receipts.pages import page_total, parse_pages
from desktop.receipts.receipt import Receipt
from desktop.words import _
from desktop.words.faults import explain


class SplitBar(QWidget):
    """Asks which pages become a receipt of their own; nothing happens before one of the buttons, or Enter."""

    asked = Signal(str, object)
    """receipt id, and the groups of pages (from 0) that each become a receipt"""
    shown = Signal(bool)
    """It is asked about, or it is no longer."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._receipt: Receipt | None = None
        self.question = label(wraps=True)
        self.pages = QLineEdit(self)
        self.fault = label(kind="small", ink="fault", wraps=True)
        self.split = button("", kind="primary", icon="split")
        self.each = button("", icon="split")
        self.cancel = button("")
        layout = column(self, gap=0)
        inner = column(margin=Space.M)
        for part in (self.question, self.pages, self.fault, self.split, self.each, self.cancel):
            inner.addWidget(part)
        layout.addLayout(inner)
        layout.addWidget(hairline())
        self.pages.textEdited.connect(self._on_edited)
        self.split.clicked.connect(self.split_chosen)
        self.each.clicked.connect(self.split_each)
        self.cancel.clicked.connect(self.leave)
        self.hide()

    @property
    def receipt_id(self) -> str | None:
        """The receipt that is being split, or None."""
        return self._receipt.id if self._receipt else None

    def begin(self, receipt: Receipt, page: int) -> None:
        """Ask about a receipt; ``page`` (from 0) is the one that is looked at."""
        self._receipt = receipt
        self.pages.setText(str(page + 1))
        self.retranslate()
        self._say("")
        self.show()
        self.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pages.selectAll()

    @Slot()
    def leave(self) -> None:
        """End without a split."""
        if self._receipt is not None:
            self._receipt = None
            self.hide()
            self.left.emit()

    @Slot()
    def split_chosen(self) -> None:
        """Let the pages that are written become one receipt."""
        if self._receipt is None:
            return
        try:
            pages = parse_pages(self.pages.text(), page_total(self._receipt.originals))
        except Fault as fault:
            told = explain(fault.note())
            self._say(f"{told.title}. {told.step}")
            self.pages.setFocus()
            return
        self._end((pages,))

    @Slot()
    def split_each(self) -> None:
        """Let each page become a receipt; the first stays."""
        if self._receipt is not None:
            self._end(tuple((page,) for page in range(1, page_total(self._receipt.originals))))

    def _end(self, groups: tuple[tuple[int, ...], ...]) -> None:
        assert self._receipt is not None
        receipt_id, self._receipt = self._receipt.id, None
        self.hide()
        self.asked.emit(receipt_id, groups)
        self.left.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._say("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102 - Qt's own
        super().showEvent(event)
        self.shown.emit(True)  # noqa: FBT003 - a signal's payload

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102 - Qt's own
        super().hideEvent(event)
        self.shown.emit(False)  # noqa: FBT003

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        say(self.pages, "fault", "true" if words else "false")
        self.pages.setAccessibleDescription(words)
        if words:
            announce(self, words, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter splits, Esc leaves."""
        if is_for(event, "back"):
            self.leave()
        elif is_for(event, "open"):
            self.split_chosen()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        total = page_total(self._receipt.originals) if self._receipt else 0
        self.question.setText(_("Which of the {n} pages become a receipt of their own? As 2, 4-6.").format(n=total))
        self.pages.setAccessibleName(self.question.text())
        retell(self.split, _("Split"))
        retell(self.each, _("One receipt per page"))
        retell(self.cancel, _("Cancel"))
