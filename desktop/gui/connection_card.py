"""The part of the settings that is about Dinero: how the program stands with it, and the registration behind that."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from desktop.config import Config, Settings
from desktop.gui import icons
from desktop.gui.addresses import AddressFields
from desktop.gui.bridge import Bridge
from desktop.gui.company_picker import login_words
from desktop.gui.facts import Link
from desktop.gui.theme import Role, Space, scaled
from desktop.gui.ways import Ways
from desktop.gui.widgets import button, column, ink, label, retell, row
from desktop.words import N_, _

_LINKS = {
    Link.UNKNOWN: ("clock", Role.MUTED, "muted", N_("Asking whether you are logged in …")),
    Link.LOGGED_OUT: ("connect", Role.MUTED, "muted", N_("Not connected")),
    Link.ONLINE: ("check-circle", Role.OK, "ok", N_("Connected")),
    Link.OFFLINE: ("offline", Role.WAIT, "wait", N_("Dinero can't be reached at the moment")),
}


class ConnectionCard(QWidget):
    """State, log in or out, and behind "Ways in and addresses" how that came about."""

    def __init__(self, bridge: Bridge, config: Config, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._config = bridge, config
        self.symbol = QLabel()
        self.state = label("", kind="strong")
        self.log_in = button(login_words(bridge), kind="primary", icon="connect")
        self.log_out = button(_("Log out"), icon="log-out")
        self.more = button(_("Ways in and addresses"), kind="link")
        self.more.setCheckable(True)
        self.ways = Ways(bridge, config, first=False)
        self.fields, self.key_fields = self.ways.fields, self.ways.key_fields
        self.addresses = AddressFields()
        self._behind = QWidget()
        self._lay_out()
        self._wire()
        self.tell()
        self.fill(bridge.settings)

    def _lay_out(self) -> None:
        line = row(gap=Space.S)
        line.addWidget(self.symbol)
        line.addWidget(self.state, 1)
        line.addWidget(self.log_in)
        line.addWidget(self.log_out)
        inner = column(self._behind, gap=Space.M)
        inner.setContentsMargins(0, Space.S, 0, 0)
        inner.addWidget(self.ways)
        inner.addWidget(self.addresses)
        self._behind.hide()
        layout = column(self, gap=Space.S)
        layout.addLayout(line)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._behind)
        self.more.setVisible(not self._config.sandbox)

    def _wire(self) -> None:
        self.log_in.clicked.connect(self._bridge.log_in)
        self.log_out.clicked.connect(self._bridge.log_out)
        self.more.toggled.connect(self._behind.setVisible)
        self.addresses.saved.connect(self._on_addresses)
        self._bridge.connection_changed.connect(self.tell)
        self._bridge.settings_changed.connect(self.fill)

    @Slot()
    def tell(self) -> None:
        """Show how the program stands with Dinero now."""
        link = self._bridge.connection.link
        icon, role, colour, words = _LINKS[link]
        icons.show(self.symbol, icon, scaled(20), role)
        self.state.setText(_(words))
        ink(self.state, colour)
        retell(self.log_out, _("Log out") if self._bridge.settings.key_client is None else _("Forget the key"))
        self.log_in.setVisible(link is Link.LOGGED_OUT)
        self.log_out.setVisible(link in {Link.ONLINE, Link.OFFLINE})

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set, unless it is being written."""
        self.tell()
        if not self._behind.isAncestorOf(self.window().focusWidget() or self):
            self.addresses.fill(settings)

    @Slot(str, str, str)
    def _on_addresses(self, connect_url: str, api_url: str, authz_url: str) -> None:
        settings = replace(self._bridge.settings, connect_url=connect_url or None, api_url=api_url or None)
        self._bridge.save_settings(replace(settings, authz_url=authz_url or None))
