"""One field of the form: its name, its control, and a line that says what is wrong or how it was read."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import icons
from desktop.gui.theme import Role, Space, Type, look, say, scaled

MARK = 14
"""Logical pixels of the icon before a line of words."""
PULL = 8
"""Logical pixels that a text moves towards the sign before it: Qt leaves the field's padding there a second time."""
ARROW = 40
"""Logical pixels of a combo box that its arrow and edges take."""
SHORT = int(Qt.ItemDataRole.UserRole) + 7
"""Role of a choice's short form in a combo box."""


class Tone(Enum):
    """How a line under a field speaks; each value names its icon and colour."""

    FAULT = "fault"
    QUESTION = "question"
    HINT = "hint"


_MARKS = {Tone.FAULT: ("alert", Role.FAULT), Tone.QUESTION: ("alert", Role.WAIT), Tone.HINT: ("info", Role.MUTED)}
_INKS = {Tone.FAULT: "fault", Tone.QUESTION: "wait", Tone.HINT: "muted"}


class FieldRow(QWidget):
    """Name and control beside each other, or below each other where it is narrow; then the line of words."""

    answered = Signal()
    """The user says yes to the question in the line."""

    def __init__(self, control: QWidget, parent: QWidget | None = None, *, beside: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = QLabel(self)
        self.label.setBuddy(control)
        self.label.setWordWrap(True)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.answer = QPushButton(self)
        self._mark = QLabel(self)
        self._line = QWidget(self)
        self._tone: Tone | None = None
        self._source: QAction | None = None
        say(self.words, "type", "small")
        say(self.label, "ink", "muted")
        say(self.answer, "kind", "link")
        self.answer.clicked.connect(self.answered)
        self._lay_out(beside)

    def _lay_out(self, beside: QWidget | None) -> None:
        upper = self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        upper.setSpacing(Space.S)
        upper.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(Space.XS)
        control = QHBoxLayout()
        control.setSpacing(Space.S)
        control.addWidget(self.control, 1)
        if beside is not None:
            control.addWidget(beside)
        right.addLayout(control)
        right.addWidget(self._line)
        upper.addLayout(right, 1)
        self._right = right
        self._fill_line()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(upper)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the control and its line of words."""
        self._right.addWidget(widget)

    def _fill_line(self) -> None:
        line = QVBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        words = QHBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.words, 1)
        line.addLayout(words)
        line.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.hide()
        self.answer.hide()

    def set_name(self, name: str) -> None:
        """Name the field, on screen and for a screen reader."""
        self.label.setText(name)
        self.control.setAccessibleName(name)

    def speak(self, words: str, tone: Tone = Tone.HINT, answer: str = "") -> None:
        """Say something under the field, and to a screen reader; ``answer`` offers a button that says yes."""
        self.words.setText(words)
        self.control.setAccessibleDescription(words)
        self._line.setVisible(bool(words))
        self.answer.setText(answer)
        self.answer.setVisible(bool(answer))
        say(self.words, "ink", _INKS[tone])
        say(self.control, "fault", "true" if words and tone is Tone.FAULT else "false")
        if tone is not self._tone:
            self._tone = tone
            icons.show(self._mark, _MARKS[tone][0], scaled(MARK), _MARKS[tone][1])

    def being_written(self) -> bool:
        """Return whether the user is in the middle of a text: not the moment to object to it."""
        control = self.control
        return isinstance(control, QLineEdit) and control.hasFocus() and control.isModified()

    def murmur(self, words: str) -> None:
        """Say something to a screen reader alone; the screen has a calmer sign of it."""
        self.speak("")
        self.control.setAccessibleDescription(words)

    def show_source(self, words: str) -> None:
        """Show by a sign in the field that its value was read, and where (as a tooltip); "" takes the sign away."""
        control = self.control
        if not isinstance(control, QLineEdit):
            return
        if not words:
            if self._source is not None:
                control.removeAction(self._source)
                self._source = None
                self._pull_text(control, 0)
            return
        if self._source is None:
            self._source = QAction(control)
            icons.wear(self._source, "receipt", Role.MUTED)
            control.addAction(self._source, QLineEdit.ActionPosition.LeadingPosition)
            self._pull_text(control, -PULL)
        self._source.setText(words)
        self._source.setToolTip(words)

    @staticmethod
    def _pull_text(control: QLineEdit, left: int) -> None:
        margins = control.textMargins()
        margins.setLeft(left)
        control.setTextMargins(margins)

    def source(self) -> str:
        """Return the words of the sign, "" without one."""
        return self._source.toolTip() if self._source is not None else ""

    def arrange(self, *, stacked: bool, label_width: int) -> None:
        """Put the name above the control, or beside it in a column of ``label_width``."""
        directions = QBoxLayout.Direction
        self._upper.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._upper.setSpacing(Space.XS if stacked else Space.S)
        self.label.setMinimumWidth(0 if stacked else label_width)
        self.label.setMaximumWidth(16777215 if stacked else label_width)
        drop = 0 if stacked else max(0, (self.control.sizeHint().height() - self.label.fontMetrics().height()) // 2)
        self.label.setContentsMargins(0, drop, 0, 0)

    def label_hint(self) -> int:
        """Return the width the name would like, in one line."""
        return self.label.fontMetrics().horizontalAdvance(self.label.text()) + Space.XS


class CalmCombo(QComboBox):
    """A combo box that the wheel scrolls past: a value must not change because the form was scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as ever, but a choice that is too long in short form, and none as a quiet word."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if self.currentIndex() < 0:
            field = QStyle.SubControl.SC_ComboBoxEditField
            place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
            painter.setPen(look().colour(Role.MUTED))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.placeholderText())
        else:
            option.currentText = self._shown_text(self.width() - ARROW)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _shown_text(self, width: int) -> str:
        short = self.currentData(SHORT)
        metrics = self.fontMetrics()
        if isinstance(short, str) and metrics.horizontalAdvance(self.currentText()) > width:
            return metrics.elidedText(short, Qt.TextElideMode.ElideRight, width)
        return metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, width)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


def tabular(widget: QWidget) -> None:
    """Let figures of a control stand in columns, also after the system's font changes."""
    widget.setFont(look().font(Type.BODY, tabular=True))
