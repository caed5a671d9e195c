"""A page that is read from top to bottom: one column in the middle, which scrolls where the window is small."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.gui.theme import Space, letters
from desktop.gui.widgets import column, ground, row

WIDTH = 90
"""In average letters."""


class Sheet(QWidget):
    """What scrolls: as high as its words need at the width it has.

    Qt takes the height that they would need at their least width, too, which leaves an empty half page at the end.
    """

    def minimumSizeHint(self) -> QSize:
        """Return the least width alone; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class Page(QScrollArea):
    """Put widgets into ``content``."""

    def __init__(self, parent: QWidget | None = None, *, width: int = WIDTH) -> None:
        """``width``: of the column at most, in average letters."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setProperty("ground", "window")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = ground(Sheet(), "window")
        middle = QWidget()
        middle.setMaximumWidth(letters(width))
        self.content = column(middle, gap=Space.L)
        self.content.setContentsMargins(Space.L, Space.XL, Space.L, Space.XL)
        line = row(sheet, gap=0)
        line.addStretch(1)
        line.addWidget(middle, 100)
        line.addStretch(1)
        self.setWidget(sheet)


def bring_into_sight(part: QWidget) -> None:
    """Scroll the page on which a part stands to it, once it has its place there."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QTimer.singleShot(0, area, partial(area.ensureWidgetVisible, part))
