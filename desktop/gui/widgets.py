"""The few kinds of labels and buttons that all views are made of."""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import icons
from desktop.gui.theme import Role, Space, letters, say, scaled

_LONG_WORD = re.compile(r"\S{24,}")
_PIECE = re.compile(r"[^-_]{0,13}[-_]|[^-_]{14}")
L = TypeVar("L", QVBoxLayout, QHBoxLayout)


def label(text: str = "", *, kind: str = "body", ink: str = "text", wraps: bool = False) -> QLabel:
    """Return a label; ``kind`` is body, small, strong or title, ``ink`` a colour of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("type", kind)
    made.setProperty("ink", ink)
    made.setWordWrap(wraps)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        made.setMinimumWidth(letters(20))
    return made


class Button(QPushButton):
    """A button that Enter presses too, not Space alone, as it does in every dialog."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Keep a space between icon and words that grows with the text; a style sheet has none to set (Qt 6.12)."""
        super().initStyleOption(option)
        if self._gap():
            option.text = f" {option.text}"

    def sizeHint(self) -> QSize:
        """Return a size with room for that space."""
        return super().sizeHint() + QSize(self._gap(), 0)

    def _gap(self) -> int:
        wears = not (self.icon().isNull() or self.iconSize().isEmpty())
        return self.fontMetrics().horizontalAdvance(" ") if wears and self.text() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a click."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, *, kind: str = "normal", icon: str | None = None, name: str | None = None) -> QPushButton:
    """Return a button; ``kind`` is normal, primary, quiet, link, segment or chip, ``name`` what a reader says aloud."""
    made = Button(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
    if icon:
        icons.wear(made, icon, _ICON_ROLES.get(kind, Role.TEXT))
        made.setIconSize(QSize(scaled(18), scaled(18)))
    if icon and not text:
        made.setToolTip(name or "")
    return made


_ICON_ROLES = {"primary": Role.ON_ACCENT, "link": Role.ACCENT}


def retell(made: QPushButton, text: str) -> None:
    """Give a button other words, for eye and ear."""
    made.setText(text)
    made.setAccessibleName(text)


def picture(name: str, size: int, role: Role = Role.MUTED) -> QLabel:
    """Return an icon that says nothing by itself: the words stand beside it."""
    made = QLabel()
    icons.show(made, name, scaled(size), role)
    return made


def ink(made: QLabel, name: str) -> None:
    """Give a label another colour of the style sheet."""
    say(made, "ink", name)


def announce(about: QWidget, text: str, *, urgent: bool) -> None:
    """Have a screen reader say something, wherever the focus is."""
    announcement = QAccessibleAnnouncementEvent(about, text)
    if urgent:
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(announcement)


def hairline(*, upright: bool = False) -> QFrame:
    """Return a line one pixel thick."""
    made = QFrame()
    made.setProperty("ground", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def ground(made: QWidget, name: str) -> QWidget:
    """Give a plain widget a background of the style sheet."""
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    say(made, "ground", name)
    return made


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = Space.S) -> QVBoxLayout:
    """Return a vertical layout with distances of the scale."""
    return _arranged(QVBoxLayout(parent) if parent else QVBoxLayout(), margin, gap)


def row(parent: QWidget | None = None, *, margin: int = 0, gap: int = Space.S) -> QHBoxLayout:
    """Return a horizontal layout with distances of the scale."""
    return _arranged(QHBoxLayout(parent) if parent else QHBoxLayout(), margin, gap)


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken, by ZERO WIDTH SPACE, where a line would be too short for them.

    Names of files come with 250 letters and no space between them.
    """
    return _LONG_WORD.sub(lambda found: _PIECE.sub("\\g<0>\u200b", found.group()), text)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _arranged(layout: L, margin: int, gap: int) -> L:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout
