"""What eye, ear and keyboard find in a window: words that don't fit, controls without a name, or out of reach."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QToolButton,
    QWidget,
)

from desktop.gui.elided import ElidedLabel


def shown_in(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not w.visibleRegion().isEmpty()]


def cut_text(widget: QWidget) -> str:
    """Return the text that doesn't fit into its widget, and by how much; or an empty text."""
    if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
        return ""
    text = "" if is_icon_only(widget) else widget.text()
    if not text.strip() or (isinstance(widget, QLabel) and widget.pixmap().width()):
        return ""
    needed, room = needs(widget, text), (widget.contentsRect().width(), widget.contentsRect().height())
    if needed[0] > room[0] or needed[1] > room[1]:
        return f"{type(widget).__name__} {text!r}: needs {needed}, has {room}"
    return ""


def is_icon_only(widget: QWidget) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(widget, QToolButton) and widget.toolButtonStyle() is icon_only and not widget.icon().isNull()


def needs(widget: QLabel | QAbstractButton, text: str) -> tuple[int, int]:
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QLabel):
        width = widget.contentsRect().width()
        flags = Qt.TextFlag.TextWordWrap if widget.wordWrap() else Qt.TextFlag.TextSingleLine
        box = metrics.boundingRect(0, 0, width, 100_000, flags, text)
        return box.width(), box.height()
    beside = widget.iconSize().width() if not widget.icon().isNull() else 0
    beside += 24 if isinstance(widget, QCheckBox | QRadioButton) else 0
    return metrics.horizontalAdvance(text.replace("&&", "&")) + beside, metrics.height()


def takes_focus(widget: QWidget) -> bool:
    inner = isinstance(widget.parentWidget(), QComboBox)
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not inner


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def describe(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(widget).__name__} in {type(parent).__name__}"


def reached_by_tab(start: QWidget, steps: int) -> set[QWidget]:
    """Return what the Tab key leads to, beginning where the focus is."""
    reached: set[QWidget] = set()
    for _step in range(steps):
        focused = QApplication.focusWidget() or start
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return reached


def overlapping(window: QWidget) -> list[str]:
    """Return the buttons and words that lie over each other."""
    parts = [w for w in shown_in(window) if isinstance(w, QAbstractButton | QLabel) and w.rect().isValid()]
    places = [(w, QRect(w.mapTo(window, QPoint(0, 0)), w.size())) for w in parts]
    return [
        f"{describe(a)} over {describe(b)}"
        for (a, here), (b, there) in combinations(places, 2)
        if here.intersects(there) and not (a.isAncestorOf(b) or b.isAncestorOf(a))
    ]
