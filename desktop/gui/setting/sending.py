"""What is sent: a draft or a booked voucher, and whether the file is fetched back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QRadioButton, QWidget

from desktop.config import Settings
from desktop.gui.bridge import Bridge
from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import Switch, told
from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, ground, label, row
from desktop.words import _


class SendingCard(Card):
    """Booking at once is asked about, once: it can't be changed afterwards."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("How it is sent"), parent)
        self._bridge = bridge
        self.draft = QRadioButton(_("Put it in Dinero as a draft"))
        self.booked = QRadioButton(_("Book it at once"))
        self._make_question()
        self.prove = Switch(
            bridge,
            "prove_storage",
            _("Fetch each file back from Dinero, and compare it"),
            _("The archive then shows a seal: Dinero has exactly the same bytes."),
        )
        hint = _("You book it yourself in Dinero. Drafts don't touch your accounts.")
        self.add(told(self.draft, hint), self.booked, self.question, self.prove)
        self.draft.clicked.connect(self._on_draft)
        self.booked.clicked.connect(self._on_booked)
        bridge.settings_changed.connect(self.fill)
        self.fill(bridge.settings)

    def _make_question(self) -> None:
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
        self.confirm.clicked.connect(self._on_confirmed)
        self.refuse.clicked.connect(self._on_draft)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set; a question that was left open is no answer."""
        self.draft.setChecked(not settings.book)
        self.booked.setChecked(settings.book)
        self.question.hide()
        self.prove.fill(settings)

    @Slot()
    def _on_draft(self) -> None:
        self._bridge.save_settings(replace(self._bridge.settings, book=False))

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
