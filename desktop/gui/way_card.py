"""One way in to Dinero: what it needs and takes, and behind "Show how" the steps and the fields."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space
from desktop.gui.way_words import WayWords
from desktop.gui.widgets import button, column, ground, label, picture, row
from desktop.words import _


class WayCard(QWidget):
    """``inside`` stands below the steps."""

    def __init__(self, words: WayWords, *inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "card")
        self._title = words.title
        self.in_use = label(_("In use"), kind="strong", ink="ok")
        self.unfold = button(_("Show how"), kind="link", icon="chevron-right")
        self.unfold.setAccessibleName(_("{way}: show how").format(way=words.title))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._on_unfold)
        self._behind = self._how(words, inside)
        self._lay_out(words)
        self.tell(in_use=False)

    def _lay_out(self, words: WayWords) -> None:
        line = row(self, margin=Space.L, gap=Space.M)
        line.addWidget(picture(words.icon, 24, Role.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        inner = column(gap=Space.XS)
        head = row(gap=Space.M)
        head.addWidget(label(words.title, kind="strong", wraps=True), 1)
        head.addWidget(self.in_use, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        for name, text in ((_("You need"), words.needs), (_("It takes"), words.takes)):
            inner.addWidget(label(f"{name}: {text}", wraps=True))
        inner.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._behind)
        line.addLayout(inner, 1)

    def _how(self, words: WayWords, inside: tuple[QWidget, ...]) -> QWidget:
        behind = QWidget()
        inner = column(behind, gap=Space.S)
        inner.setContentsMargins(0, Space.XS, 0, 0)
        for number, step in enumerate(words.steps, start=1):
            line = row(gap=Space.S)
            line.addWidget(label(f"{number}."), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(step, wraps=True), 1)
            inner.addLayout(line)
        for widget in inside:
            inner.addSpacing(Space.S)
            if isinstance(widget, QPushButton):
                inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                inner.addWidget(widget)
        behind.hide()
        return behind

    def tell(self, *, in_use: bool) -> None:
        """Show whether this is the way that is used."""
        self.in_use.setVisible(in_use)

    @Slot(bool)
    def _on_unfold(self, unfolded: bool) -> None:
        icons.wear(self.unfold, "chevron-down" if unfolded else "chevron-right", Role.ACCENT)
        self._behind.setVisible(unfolded)
