"""The settings, in place of a view: each is in force as soon as it is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLayout, QLineEdit, QRadioButton, QWidget

from desktop.config import Config, Settings, Theme
from desktop.gui.archive.keeping import ArchiveCare
from desktop.gui.bridge import Bridge
from desktop.gui.care_card import CareCard
from desktop.gui.connection_card import ConnectionCard
from desktop.gui.page import Page
from desktop.gui.theme import Space
from desktop.gui.version_card import VersionCard
from desktop.gui.widgets import button, column, ground, label, row
from desktop.words import _

BESIDE = 29
"""Pixels from the left edge of a radio button to its words, as the style sheet has them."""


class SettingsPage(Page):
    """Language, colours, booking, connection, folder."""

    back_asked = Signal()
    folder_asked = Signal()

    def __init__(self, bridge: Bridge, config: Config, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._config = bridge, config
        self.back = button(_("Back"), kind="link", icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.connection = ConnectionCard(bridge, config)
        self._make_looks()
        self._make_booking()
        self._make_folder()
        self._lay_out()
        bridge.settings_changed.connect(self.fill)
        self.fill(bridge.settings)

    def _make_looks(self) -> None:
        self.language = _choice(_("Language"), ((_("As the computer"), None), ("Dansk", "da"), ("English", "en")))
        self.theme = _choice(
            _("Colours"),
            ((_("As the computer"), Theme.SYSTEM), (_("Light"), Theme.LIGHT), (_("Dark"), Theme.DARK)),
        )
        self.language.activated.connect(self._on_looks)
        self.theme.activated.connect(self._on_looks)

    def _make_booking(self) -> None:
        self.draft = QRadioButton(_("Put it in Dinero as a draft"))
        self.booked = QRadioButton(_("Book it at once"))
        self.confirm_text = label(
            _("A booked voucher can't be changed, only offset. Do you want everything you send to be booked at once?"),
            wraps=True,
        )
        self.confirm = button(_("Yes, book what I send"), kind="primary")
        self.refuse = button(_("No, keep drafts"))
        self.question = ground(QWidget(), "card")
        inner = column(self.question, margin=Space.M, gap=Space.S)
        inner.addWidget(self.confirm_text)
        answers = row(gap=Space.S)
        answers.addWidget(self.confirm)
        answers.addWidget(self.refuse)
        answers.addStretch(1)
        inner.addLayout(answers)
        self.prove = QCheckBox(_("Fetch each file back from Dinero, and compare it"))
        self.prove.clicked.connect(self._on_prove)
        self.draft.clicked.connect(self._on_draft)
        self.booked.clicked.connect(self._on_booked)
        self.confirm.clicked.connect(self._on_confirmed)
        self.refuse.clicked.connect(self._on_draft)

    def _make_folder(self) -> None:
        self.folder = QLineEdit(str(self._config.data_dir))
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(_("Where your receipts are kept"))
        self.folder.setCursorPosition(0)
        self.open_folder = button(_("Open the folder"), icon="folder")
        self.open_folder.clicked.connect(self.folder_asked)

    def _lay_out(self) -> None:
        self.content.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(label(_("Settings"), kind="title"))
        self._section(_("Dinero"), self.connection)
        proof = _("The archive then shows a seal: Dinero has exactly the same bytes.")
        sent = (self.draft, _below(_small(_draft_hint())), self.booked, self.question)
        self._section(_("What you send"), *sent, self.prove, _below(_small(proof)))
        looks = row(gap=Space.L)
        for field in (self.language, self.theme):
            looks.addLayout(_labelled(field), 1)
        self._section(_("Language and colours"), looks)
        hint = _("The originals are kept here: an unchanged copy beyond Dinero's archive.")
        folder = row(gap=Space.S)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.open_folder)
        self.care = CareCard(self._bridge)
        self._section(_("Where your receipts are kept"), folder, _small(hint), ArchiveCare(self._bridge), self.care)
        self.versions = VersionCard(self._bridge)
        self._section(_("Newer versions"), self.versions)
        self.content.addStretch(1)

    def _section(self, title: str, *parts: QWidget | QLayout) -> None:
        card = ground(QWidget(), "card")
        inner = column(card, margin=Space.L, gap=Space.S)
        inner.addWidget(label(title, kind="strong"))
        for part in parts:
            if isinstance(part, QWidget):
                inner.addWidget(part)
            else:
                inner.addLayout(part)
        self.content.addWidget(card)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.language.setCurrentIndex(max(self.language.findData(settings.language), 0))
        self.theme.setCurrentIndex(max(self.theme.findData(settings.theme), 0))
        self.draft.setChecked(not settings.book)
        self.booked.setChecked(settings.book)
        self.prove.setChecked(settings.prove_storage)
        self.question.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Show what is in force when the page comes back: a question that was left open is no answer."""
        super().hideEvent(event)
        self.fill(self._bridge.settings)

    @Slot()
    def _on_looks(self) -> None:
        language, theme = self.language.currentData(), self.theme.currentData()
        self._bridge.save_settings(replace(self._bridge.settings, language=language, theme=Theme(theme)))

    @Slot()
    def _on_draft(self) -> None:
        self._bridge.save_settings(replace(self._bridge.settings, book=False))

    @Slot(bool)
    def _on_prove(self, wanted: bool) -> None:
        self._bridge.save_settings(replace(self._bridge.settings, prove_storage=wanted))

    @Slot()
    def _on_booked(self) -> None:
        if self._bridge.settings.book_confirmed:
            self._bridge.save_settings(replace(self._bridge.settings, book=True))
        else:
            self.question.show()
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_confirmed(self) -> None:
        self._bridge.save_settings(replace(self._bridge.settings, book=True, book_confirmed=True))


def _draft_hint() -> str:
    return _("You book it yourself in Dinero. Drafts don't touch your accounts.")


def _small(text: str) -> QWidget:
    return label(text, kind="small", ink="muted", wraps=True)


def _below(hint: QWidget) -> QLayout:
    """Put a hint below the words of a radio button, not below its circle."""
    made = column()
    made.setContentsMargins(BESIDE, 0, 0, Space.XS)
    made.addWidget(hint)
    return made


def _choice(name: str, options: tuple[tuple[str, object], ...]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for words, value in options:
        made.addItem(words, value)
    return made


def _labelled(field: QComboBox) -> QLayout:
    made = column(gap=Space.XS)
    name = label(field.accessibleName(), kind="small", ink="muted")
    name.setBuddy(field)
    made.addWidget(name)
    made.addWidget(field)
    return made
