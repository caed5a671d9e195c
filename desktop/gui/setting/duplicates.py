"""How the program sees to it that nothing is booked twice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import small
from desktop.words import _


class DuplicatesCard(Card):
    """The same bytes are never taken in twice; that is no choice, but it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Duplicates"), parent)
        self.add(small(_("The very same file is taken in once only, however often you drop it.")))
