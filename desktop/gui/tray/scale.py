"""Sizes that go with the system's font."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics

from desktop.gui.theme import look


def icon_size() -> QSize:
    """Return the size of an icon beside a line of text; at least 18 logical pixels."""
    edge = max(18, round(1.15 * QFontMetrics(look().font()).height()))
    return QSize(edge, edge)
