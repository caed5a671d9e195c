"""A question in place that the keyboard answers, too: Enter says yes, Escape no, and the focus goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.theme import Role
from desktop.gui.widgets import announce, button


class AnswerBar(AskingBar):
    """Two answers. It takes the focus only when it is told to, and gives it back."""

    _before: QWidget | None = None
    """Who had the focus; the first hiding comes before the constructor is done."""

    def __init__(self, icon: str, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(icon, role, parent)
        self.no = button("", kind="quiet")
        self.yes = button("", kind="primary")
        self.offer(self.no, self.yes)

    @Slot()
    def begin(self) -> None:
        """Let the next key be the answer."""
        if not self.isVisible() or self.isAncestorOf(QApplication.focusWidget() or self):
            return
        self._before = QApplication.focusWidget()
        (self.yes if self.yes.isVisible() else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_words(self, words: str) -> None:
        """Ask, aloud as well when the question is a new one."""
        if not self.isVisible() or self.words.text() != words:
            self.words.setText(words)
            self.show()
            announce(self, words, urgent=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102 - Qt's own
        if event.key() == Qt.Key.Key_Escape:
            self.no.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102 - Qt's own
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def name_answer(answer: QPushButton, words: str, more: str) -> None:
    """Give an answer its words, and what a screen reader says beside them."""
    answer.setText(words)
    answer.setAccessibleName(words)
    answer.setAccessibleDescription(more)
