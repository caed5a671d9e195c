"""Shall the pasted text become a receipt? One line."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.answer_bar import AnswerBar, name_answer
from desktop.gui.hand_over import HandOver
from desktop.gui.theme import Role
from desktop.gui.widgets import breakable
from desktop.words import _

SHOWN = 60
"""Letters of the text that stand in the question."""


class TextBar(AnswerBar):
    """Shown while there is a text to decide about."""

    def __init__(self, handed: HandOver, parent: QWidget | None = None) -> None:
        super().__init__("file", Role.MUTED, parent)
        self._handed = handed
        self.no.clicked.connect(self._on_no)
        self.yes.clicked.connect(self._on_yes)
        handed.text_changed.connect(self.tell)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Show the question, or nothing."""
        if not self._handed.text:
            self.hide()
            return
        words = _("Make a receipt of the pasted text “{begin}”?").format(begin=begin_of(self._handed.text))
        name_answer(self.no, _("No thanks"), words)
        name_answer(self.yes, _("Make a receipt"), words)
        self.show_words(breakable(words))

    @Slot()
    def _on_no(self) -> None:
        self._handed.leave_text()

    @Slot()
    def _on_yes(self) -> None:
        self._handed.make_receipt()


def begin_of(text: str) -> str:
    """Return how a text begins, in one line."""
    line = " ".join(text[: 4 * SHOWN].split())
    return f"{line[:SHOWN].rstrip()}\u00a0…" if len(line) > SHOWN or len(text) > 4 * SHOWN else line
