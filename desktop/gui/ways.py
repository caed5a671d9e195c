"""The ways in to Dinero when this copy has no registration: what each needs, how long it takes, and the fields."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.page import Page
from desktop.gui.registration import RegistrationFields
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, column, ground, label, picture, row
from desktop.words import _


class WaysIn(Page):
    """No dead end: each way says what it needs."""

    back_asked = Signal()
    sandbox_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = button(_("Back"), kind="link", icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.fields = RegistrationFields(_("Save and log in"), secret_needed=True)
        self.sandbox = button(_("Try without an account meanwhile"), icon="try-out")
        self.sandbox.clicked.connect(self.sandbox_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        why = _(
            "Dinero only lets in programs that are registered with Visma, and this copy has no registration. "
            "Your receipts stay here until there is one."
        )
        self.content.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(label(_("Ways in to Dinero"), kind="title", wraps=True))
        self.content.addWidget(label(why, wraps=True))
        for icon, title, lines in _ways():
            self.content.addWidget(_card(icon, title, lines))
        card = ground(QWidget(), "card")
        inner = column(card, margin=Space.L, gap=Space.M)
        inner.addWidget(label(_("Your own registration"), kind="strong"))
        inner.addWidget(self.fields)
        self.content.addWidget(card)
        self.content.addWidget(self.sandbox, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)


def _ways() -> Iterable[tuple[str, str, tuple[tuple[str, str], ...]]]:
    needs, takes = _("You need"), _("It takes")
    yield (
        "receipt",
        _("A release with access built in"),
        (
            (needs, _("Nothing but your login. Such a release shows Visma's login page when you choose “Connect”.")),
            (takes, _("About a minute, once you have the release. This copy is not one.")),
        ),
    )
    yield (
        "key",
        _("Your own registration with Visma"),
        (
            (
                needs,
                _(
                    "A Danish team with your company's name and CVR number in Visma's developer portal, and there a "
                    "web application with offline access and the scopes Read and Write for Dinero. Write its client "
                    "id, secret and redirect address below."
                ),
            ),
            (takes, _("Half an hour, and then as a rule up to one working day until Dinero has approved it.")),
        ),
    )
    yield (
        "lock",
        _("A personal key from Dinero"),
        (
            (needs, _("An API key from Dinero's page “Integrationer”. This version can't use such a key yet.")),
            (takes, _("Dinero gives personal keys on application, and only for your own use.")),
        ),
    )


def _card(icon: str, title: str, lines: Iterable[tuple[str, str]]) -> QWidget:
    card = ground(QWidget(), "card")
    line = row(card, margin=Space.L, gap=Space.M)
    line.addWidget(picture(icon, 24, Role.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=Space.XS)
    words.addWidget(label(title, kind="strong", wraps=True))
    for name, text in lines:
        words.addWidget(label(f"{name}: {text}", wraps=True))
    line.addLayout(words, 1)
    return card
