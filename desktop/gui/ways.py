"""The three ways in to Dinero, and the page of them when this copy has none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.config import Config, Settings
from desktop.gui.bridge import Bridge
from desktop.gui.key_fields import KeyFields
from desktop.gui.no_login import NoLoginNote
from desktop.gui.page import Page
from desktop.gui.registration import RegistrationFields
from desktop.gui.theme import Space
from desktop.gui.way_card import WayCard
from desktop.gui.way_words import key_words, own_words, release_words
from desktop.gui.widgets import button, column, label
from desktop.words import _


class Ways(QWidget):
    """A card for each way, with the fields of those that have some."""

    def __init__(self, bridge: Bridge, config: Config, parent: QWidget | None = None, *, first: bool) -> None:
        """``first``: nothing is set yet, so that saving means logging in, and a secret is needed."""
        super().__init__(parent)
        self._bridge = bridge
        self.fields = RegistrationFields(_("Save and log in") if first else _("Save"), secret_needed=first)
        self.key_fields = KeyFields()
        self.forget = button(_("Forget the key"), icon="trash")
        self.release = WayCard(release_words(built_in=config.built_in))
        self.own = WayCard(own_words(), self.fields)
        self.key = WayCard(key_words(), self.key_fields, self.forget)
        layout = column(self, gap=Space.M)
        for card in (self.release, self.own, self.key):
            layout.addWidget(card)
        self._wire()
        self.fill(bridge.settings)

    def _wire(self) -> None:
        self.fields.saved.connect(self._on_registration)
        self.key_fields.saved.connect(self._on_key)
        self.forget.clicked.connect(self._bridge.log_out)
        for form in (self.fields, self.key_fields):
            self._bridge.way_kept.connect(form.kept)
            self._bridge.way_failed.connect(form.failed)
        self._bridge.settings_changed.connect(self.fill)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set and which way is used; fields that are being written stay as they are."""
        by_key = settings.key_client is not None
        self.key.tell(in_use=by_key)
        self.own.tell(in_use=settings.client_id is not None and not by_key)
        self.forget.setVisible(by_key)
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.fields.fill(settings)
            self.key_fields.fill(settings)

    @Slot(str, str, str, bool)
    def _on_registration(self, client_id: str, secret: str, redirect_uri: str, for_now: bool) -> None:
        self._bridge.keep_registration(client_id, secret, redirect_uri, for_now=for_now)

    @Slot(str, str, str, bool)
    def _on_key(self, client_id: str, secret: str, api_key: str, for_now: bool) -> None:
        self._bridge.keep_key(client_id, secret, api_key, for_now=for_now)


class WaysIn(Page):
    """No dead end: each way says what it needs."""

    back_asked = Signal()
    sandbox_asked = Signal()

    def __init__(self, bridge: Bridge, config: Config, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = button(_("Back"), kind="link", icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.ways = Ways(bridge, config, first=True)
        self.fields, self.key_fields = self.ways.fields, self.ways.key_fields
        self.sandbox = button(_("Try without an account meanwhile"), icon="try-out")
        self.sandbox.clicked.connect(self.sandbox_asked)
        self.no_login = NoLoginNote()
        self.no_login.key_wanted.connect(self._on_key_wanted)
        self.content.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.no_login)
        self.content.addWidget(label(_("Ways in to Dinero"), kind="title", wraps=True))
        self.content.addWidget(label(_why(known=config.built_in or bridge.settings.key_client is not None), wraps=True))
        self.content.addWidget(self.ways)
        self.content.addWidget(self.sandbox, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)

    @Slot()
    def _on_key_wanted(self) -> None:
        self.ways.key.unfold.setChecked(True)
        self.key_fields.client_id.setFocus(Qt.FocusReason.OtherFocusReason)
        # The card has its new height once the layout has run.
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, self.key_fields))


def _why(*, known: bool) -> str:
    if known:
        return _("Dinero only lets in programs that it knows. Choose the way that suits you; your receipts stay here.")
    return _(
        "Dinero only lets in programs that are registered with Visma, and this copy has no registration. "
        "Your receipts stay here until there is one."
    )
