"""The list of keys that "?" and F1 lay over the window; it is made of the same table as the keys themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.gui.actions import ACTIONS, Action, Group, is_for
from desktop.gui.theme import Role, Space, letters, look
from desktop.gui.widgets import button, clear, column, ground, hairline, label, row
from desktop.words import _

WIDE, COLUMN = 2, 56
"""Columns where there is room, and the average letters of one."""
VEIL = 0.72
"""How much of the window behind is covered."""


class KeyList(QWidget):
    """Covers the window until Esc, a click beside it, or the key that showed it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self.card = ground(QFrame(self), "card")
        self.close_button = button("", kind="quiet", icon="close", name=_("Close"))
        self.area = QScrollArea(self.card)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._columns = 0
        self._lay_out()
        self.close_button.clicked.connect(self.leave)
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Keys"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Keys"))
        ground(self._body, "surface")
        ground(self.area, "surface")
        self.area.setWidget(self._body)
        self._grid.setContentsMargins(0, 0, Space.M, 0)
        self._grid.setHorizontalSpacing(Space.XXL)
        self._grid.setVerticalSpacing(Space.L)
        head = row(gap=Space.M)
        head.addWidget(label(_("Keys"), kind="title"))
        head.addStretch(1)
        head.addWidget(label(_("Esc closes the list"), kind="small", ink="muted"))
        head.addWidget(self.close_button)
        inner = column(self.card, margin=Space.XL, gap=Space.M)
        inner.addLayout(head)
        inner.addWidget(self.area, 1)

    # -- what it says

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        clear(self._grid)
        heights = [0] * columns
        places: list[list[Group]] = [[] for _each in range(columns)]
        for group in Group:
            shortest = heights.index(min(heights))
            places[shortest].append(group)
            heights[shortest] += 2 + sum(action.group is group for action in ACTIONS.values())
        for number, groups in enumerate(places):
            self._grid.addWidget(_column_of(groups), 0, number, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(number, 1)
        self._grid.setRowStretch(1, 1)

    # -- coming and going

    @Slot()
    def toggle(self) -> None:
        """Show it, or hide it."""
        if self.isVisible():
            self.leave()
            return
        self._before = self.window().focusWidget()
        self._cover()
        self.raise_()
        self.show()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Hide it; the focus goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.resize(parent.size())
        room = self.rect().adjusted(Space.XL, Space.XL, -Space.XL, -Space.XL)
        self._arrange(WIDE if room.width() >= WIDE * letters(COLUMN) else 1)
        wanted = self._body.sizeHint().height() + letters(1) + 4 * Space.XXL
        width = min(room.width(), self._columns * letters(COLUMN + 10))
        card = QRect(0, 0, width, min(room.height(), wanted))
        card.moveCenter(room.center())
        self.card.setGeometry(card)

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Keep Tab inside: what lies behind can't be seen."""
        (self.area if self.close_button.hasFocus() else self.close_button).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if is_for(event, "back"):
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close when the window beside the list is clicked."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102 - Qt's own
        veil = QColor(look().colour(Role.DESK))
        veil.setAlphaF(VEIL)
        QPainter(self).fillRect(self.rect(), veil)


def _column_of(groups: list[Group]) -> QWidget:
    made = QWidget()
    layout = column(made, gap=Space.XS)
    for number, group in enumerate(groups):
        if number:
            layout.addSpacing(Space.M)
        layout.addWidget(label(_(group.value), kind="strong"))
        layout.addWidget(hairline())
        for name, action in ACTIONS.items():
            if action.group is group:
                layout.addWidget(_line_of(name, action))
    return made


def _line_of(name: str, action: Action) -> QWidget:
    made = QWidget()
    layout = row(made, gap=Space.M)
    words = label(_(action.words), wraps=True)
    keys = label(action.told(), ink="muted")
    keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setAccessibleName(f"{words.text()}: {keys.text()}")
    made.setProperty("action", name)
    layout.addWidget(words, 1)
    layout.addWidget(keys)
    return made
