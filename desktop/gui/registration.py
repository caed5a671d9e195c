"""The fields of one's own registration with Visma. The secret is written, never read back."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.config import Settings
from desktop.gui.way_form import Line, WayForm, hidden_field
from desktop.words import _


class RegistrationFields(WayForm):
    """Client id, secret (empty: the one in the keyring stays) and redirect URI."""

    def __init__(self, action: str, parent: QWidget | None = None, *, secret_needed: bool) -> None:
        self._secret_needed = secret_needed
        self.client_id, self.secret, self.redirect_uri = QLineEdit(), hidden_field(), QLineEdit()
        known = "" if secret_needed else " " + _("Leave it empty to keep the one that is there.")
        lines = (
            Line(self.client_id, _("Client id"), _("As a rule it begins with isv_.")),
            Line(self.secret, _("Client secret"), secret_hint() + known),
            Line(self.redirect_uri, _("Redirect address"), _("Exactly as it was registered; it is never visited.")),
        )
        super().__init__(action, _("Saving …"), lines, parent)

    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.client_id.setText(settings.client_id or "")
        self.redirect_uri.setText(settings.redirect_uri or "")
        self.secret.clear()

    def faults(self) -> list[tuple[QLineEdit, str]]:
        """Return the fields that can't be right, each with what to do."""
        found = []
        client_id, secret, redirect_uri = self.texts()
        if not client_id:
            found.append((self.client_id, _("Write the client id from Visma's developer portal.")))
        if self._secret_needed and not secret:
            found.append((self.secret, _("Write the client secret from the portal's page “Credentials”.")))
        if not is_address(redirect_uri):
            found.append((self.redirect_uri, _("Write the whole redirect address, with https:// in front.")))
        return found


def secret_hint() -> str:
    """Return where a secret goes."""
    return _("Kept in the computer's keyring, never in a file. It is not shown again.")


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_address(text: str) -> bool:
    """Return whether ``text`` is an https address, or http on this computer."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
