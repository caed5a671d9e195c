"""How the program sees to it that nothing is booked twice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import small
from desktop.words import _


class DuplicatesCard(Card):
    """What is looked for before a receipt leaves; that is no choice, but it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Duplicates"), parent)
        self.add(small(_("The very same file is taken in once only, however often you drop it.")))
        self.add(
            small(
                _(
                    "If a receipt looks like another one, by its picture or by supplier, date and total, or if Dinero"
                    " has such a purchase, you are asked before it is sent. What you answer is remembered."
                )
            )
        )
