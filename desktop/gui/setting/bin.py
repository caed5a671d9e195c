"""How long what was thrown out can be brought back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.config import BIN_DAYS
from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import small
from desktop.words import _, ngettext


class BinCard(Card):
    """The days are the same for all: a short word about them is worth more than a choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Bin"), parent)
        words = ngettext(
            "What you throw out can be brought back for {n} day at least. A file in Dinero stays there.",
            "What you throw out can be brought back for {n} days at least. A file in Dinero stays there.",
            BIN_DAYS,
        )
        self.add(small(words.format(n=BIN_DAYS)))
