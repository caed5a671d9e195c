"""The settings, in place of a view: each is in force as soon as it is chosen. One card for each subject."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.config import Config, Settings
from desktop.gui.bridge import Bridge
from desktop.gui.connection_card import ConnectionCard
from desktop.gui.page import Page
from desktop.gui.setting.advanced import AdvancedCard
from desktop.gui.setting.bin import BinCard
from desktop.gui.setting.card import Card
from desktop.gui.setting.duplicates import DuplicatesCard
from desktop.gui.setting.folders import FoldersCard
from desktop.gui.setting.keeping import KeepingCard
from desktop.gui.setting.sections import Sections
from desktop.gui.setting.sending import SendingCard
from desktop.gui.setting.suggestions import SuggestionsCard
from desktop.gui.setting.window import WindowCard
from desktop.gui.version_card import VersionCard
from desktop.gui.widgets import button, label
from desktop.words import _


class SettingsPage(Page):
    """The cards from top to bottom; beside them, where there is room, a list that leads to each."""

    back_asked = Signal()
    folder_asked = Signal()

    def __init__(self, bridge: Bridge, config: Config, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.back = button(_("Back"), kind="link", icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.content.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(label(_("Settings"), kind="title"))
        self._make_cards(bridge, config)
        shown = [card for card in self.cards if not card.is_empty]
        for card in shown:
            self.content.addWidget(card)
        self.content.addStretch(1)
        self.sections = Sections(self, shown)
        self._name_parts()

    def _make_cards(self, bridge: Bridge, config: Config) -> None:
        self.connection = ConnectionCard(bridge, config)
        self.versions = VersionCard(bridge)
        self.folders = FoldersCard(bridge)
        self.suggestions = SuggestionsCard(bridge)
        self.sending = SendingCard(bridge)
        self.duplicates = DuplicatesCard()
        self.keeping = KeepingCard(bridge, config.data_dir)
        self.bin = BinCard()
        self.look = WindowCard(bridge)
        self.advanced = AdvancedCard(bridge)
        self.cards = (
            _card(_("Company and connection"), self.connection),
            self.folders,
            self.suggestions,
            self.sending,
            self.duplicates,
            self.keeping,
            self.bin,
            self.look,
            _card(_("Updates"), self.versions),
            self.advanced,
        )
        self.keeping.folder_asked.connect(self.folder_asked)

    def _name_parts(self) -> None:
        """Give the parts that are used from outside a short way."""
        self.language, self.theme = self.look.language.box, self.look.theme.box
        self.draft, self.booked, self.question = self.sending.draft, self.sending.booked, self.sending.question
        self.confirm, self.refuse, self.prove = self.sending.confirm, self.sending.refuse, self.sending.prove.box
        self.care, self.take_over = self.advanced.care, self.keeping.take_over

    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.sending.fill(settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the list of subjects beside the cards where both have room."""
        self.sections.fit()
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Show what is in force when the page comes back: a question that was left open is no answer."""
        super().hideEvent(event)
        self.fill(self._bridge.settings)


def _card(title: str, part: QWidget) -> Card:
    made = Card(title)
    made.add(part)
    return made
