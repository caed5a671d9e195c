"""A question in place that the keyboard answers, too: Enter says yes, Escape no, and the focus goes back."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.lent_focus import LentFocus
from desktop.gui.theme import Role
from desktop.gui.widgets import announce, button

_times = count(1)


class AnswerBar(AskingBar):
    """Two answers. It takes the focus only when it is told to, and gives it back."""

    def __init__(self, icon: str, role: Role, parent: QWidget | None = None) -> None:
        self.asked = 0
        """When it asked last: the greater, the later."""
        self.focus = LentFocus(self)  # first, as it is hidden, and hears of it, while it is made
        super().__init__(icon, role, parent)
        self.no = button("", kind="quiet")
        self.yes = button("", kind="primary")
        for each in (self.no, self.yes):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
        self.offer(self.no, self.yes)

    @Slot()
    def begin(self) -> None:
        """Let the next key be the answer."""
        if self.isVisible() and not self.focus.is_here:
            self._lead()

    def _lead(self) -> None:
        self.focus.take(self.no if self.yes.isHidden() else self.yes)

    def offer_yes(self, *, offered: bool) -> None:
        """Let there be two answers or only the no; the focus stays in the bar."""
        here = self.focus.is_here
        self.yes.setVisible(offered)
        if here:
            self._lead()

    def show_words(self, words: str) -> None:
        """Ask, aloud as well when the question is a new one."""
        self.asked = next(_times)
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
        self.focus.give_back() if self.focus.is_here else self.focus.forget()


def name_answer(answer: QPushButton, words: str, more: str) -> None:
    """Give an answer its words, and what a screen reader says beside them."""
    answer.setText(words)
    answer.setAccessibleName(words)
    answer.setAccessibleDescription(more)
