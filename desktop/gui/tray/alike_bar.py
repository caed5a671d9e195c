"""A line over the tray: the receipt that is shown looks like another, or is made out to another company."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.gui.asking_bar import AskingBar
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role
from desktop.gui.tray.alike_words import alike_words, elsewhere_words, short_company
from desktop.gui.widgets import announce, breakable, button, retell
from desktop.likeness import Caution
from desktop.words import _


class AlikeBar(AskingBar):
    """Hidden while there is nothing to say about the receipt that is shown."""

    compare_asked = Signal()
    there_asked = Signal()
    """Send it to the company that it is made out to"""
    here_asked = Signal()
    """Send it to the chosen company all the same"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("alert", Role.WAIT, parent)
        self._bridge = bridge
        self._caution: Caution | None = None
        self.compare = button("", kind="primary")
        self.here = button("")
        self.there = button("", kind="primary")
        self.offer(self.compare, self.here, self.there)
        self.compare.clicked.connect(self.compare_asked)
        self.here.clicked.connect(self.here_asked)
        self.there.clicked.connect(self.there_asked)
        self.compare.setToolTip("Ctrl+D")

    def speak(self, caution: Caution | None) -> None:
        """Say what there is to say about a receipt; the wrong company comes first, since it decides where it goes."""
        news = caution is not None and caution != self._caution
        self._caution = caution
        self.setVisible(bool(caution))
        if caution:
            self._tell(caution)
            if news:
                announce(self, self.words.text(), urgent=False)

    def _tell(self, caution: Caution) -> None:
        elsewhere = caution.elsewhere
        for each in (self.here, self.there):
            each.setVisible(elsewhere is not None)
        self.compare.setVisible(elsewhere is None)
        retell(self.compare, _("Compare"))
        if elsewhere is None:
            others = [r for a in caution.alike if (r := self._bridge.receipts.get(a.other)) is not None]
            self.words.setText(breakable(alike_words(caution, others)))
            return
        company = next((c for c in self._bridge.companies if c.id == self._bridge.settings.company_id), None)
        self.words.setText(breakable(elsewhere_words(caution, company)))
        _name(self.there, _("Send to {company}"), elsewhere.name)
        _name(self.here, _("Send to {company} anyway"), company.name if company else "")

    @Slot()
    def retranslate(self) -> None:
        """Say it in the language in use."""
        if self._caution:
            self._tell(self._caution)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _name(made: QPushButton, words: str, company: str) -> None:
    """Give a button words with a company in them; an ampersand in its name is no mark of a key."""
    made.setText(words.format(company=short_company(company).replace("&", "&&")))
    made.setAccessibleName(words.format(company=company))
