"""The question that a sent receipt asks, in place: what happened, two vouchers side by side, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.gui.questions import Answer, Beside, Question
from desktop.gui.theme import Space, letters
from desktop.gui.widgets import breakable, button, clear, column, ground, label
from desktop.words import _

VALUE_LEAST = 10
"""The least width of a value beside another, in average letters."""
NOTHING = "\u2013"


class DecisionCard(QWidget):
    """Hidden until there is something to ask."""

    answered = Signal(object)
    """Answer"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "ask")
        self.buttons: dict[Answer, QPushButton] = {}
        self._shown: tuple[Question, tuple[Beside, ...]] | None = None
        self._layout = column(self, margin=Space.M, gap=Space.S)
        self.hide()

    def ask(self, question: Question | None, beside: Sequence[Beside] = ()) -> None:
        """Ask this, or (None) nothing any more. What is asked already stays as it is, with its focus."""
        wanted = (question, tuple(beside)) if question else None
        self.setVisible(wanted is not None)
        if wanted is None or wanted == self._shown:
            return
        self._shown = wanted
        self._fill(*wanted)

    def forget(self) -> None:
        """Ask anew what comes, though it may be the same."""
        self._shown = None

    def _fill(self, question: Question, beside: tuple[Beside, ...]) -> None:
        clear(self._layout)
        self.setAccessibleName(question.title)
        self._layout.addWidget(label(breakable(question.title), kind="strong", wraps=True))
        if beside:
            self._layout.addLayout(_side_by_side(beside, question.theirs or _("Dinero's voucher")))
        self._layout.addWidget(label(breakable(question.text), wraps=True))
        self.buttons = {}
        for number, answer in enumerate(question.answers):
            made = button(answer.words, kind="normal" if number else "primary", icon=answer.value)
            made.clicked.connect(partial(self._say, answer))
            self.buttons[answer] = made
            self._layout.addWidget(made)
            made.show()  # else it is shown by an event to come, and can't have the focus before that

    def _say(self, answer: Answer, _checked: bool = False) -> None:
        self.answered.emit(answer)


def _side_by_side(beside: Sequence[Beside], theirs: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(0)
    for place, head in ((1, theirs), (2, _("Your receipt"))):
        grid.setColumnStretch(place, 1)
        grid.addWidget(_value(head, strong=True), 0, place)
    told = [line for line in beside if line.theirs or line.mine]
    for number, line in enumerate(told):
        name = label(line.name, kind="small", ink="wait" if line.differs else "muted")
        name.setContentsMargins(0, Space.XS, 0, 0)
        grid.addWidget(name, 2 * number + 1, 1, 1, 2)
        for place, value in ((1, line.theirs), (2, line.mine)):
            said = _value(value or NOTHING, strong=line.differs)
            said.setAccessibleName(_spoken(line, value))
            grid.addWidget(said, 2 * number + 2, place, Qt.AlignmentFlag.AlignTop)
    return grid


def _spoken(line: Beside, value: str) -> str:
    words = f"{line.name}: {value or NOTHING}"
    return f"{words} ({_('differs')})" if line.differs else words


def _value(text: str, *, strong: bool) -> QLabel:
    made = label(breakable(text), kind="strong" if strong else "body", wraps=True)
    made.setMinimumWidth(letters(VALUE_LEAST))
    return made
