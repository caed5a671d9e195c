"""The fields of one's own registration with Visma. The secret is written, never read back."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.config import Settings
from desktop.gui.theme import Space, say
from desktop.gui.widgets import button, column, label
from desktop.words import _


class RegistrationFields(QWidget):
    """Client id, secret and redirect URI."""

    saved = Signal(str, str, str)
    """client id, secret (empty: the one in the keyring stays), redirect URI"""

    def __init__(self, action: str, parent: QWidget | None = None, *, secret_needed: bool) -> None:
        super().__init__(parent)
        self._secret_needed = secret_needed
        self.client_id = QLineEdit()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.redirect_uri = QLineEdit()
        self.fault = label("", ink="fault", wraps=True)
        self.fault.hide()
        self.save = button(action, kind="primary")
        self.save.clicked.connect(self._on_save)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = column(self, gap=Space.XS)
        kept = _("Kept in the computer's keyring, never in a file. It is not shown again.")
        known = "" if self._secret_needed else " " + _("Leave it empty to keep the one that is there.")
        rows = (
            (self.client_id, _("Client id"), _("As a rule it begins with isv_.")),
            (self.secret, _("Client secret"), kept + known),
            (self.redirect_uri, _("Redirect address"), _("Exactly as it was registered; it is never visited.")),
        )
        for field, name, hint in rows:
            title = label(name, kind="strong")
            title.setBuddy(field)
            field.setAccessibleName(name)
            field.setAccessibleDescription(hint)
            field.textEdited.connect(self._forgive)
            layout.addWidget(title)
            layout.addWidget(field)
            layout.addWidget(label(hint, kind="small", ink="muted", wraps=True))
            layout.addSpacing(Space.S)
        layout.addWidget(self.fault)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.client_id.setText(settings.client_id or "")
        self.redirect_uri.setText(settings.redirect_uri or "")
        self.secret.clear()

    @Slot()
    def _on_save(self) -> None:
        for field, wrong in self._faults():
            say(field, "fault", "true")
            self.fault.setText(wrong)
            self.fault.show()
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit(self.client_id.text().strip(), self.secret.text().strip(), self.redirect_uri.text().strip())
        self.secret.clear()

    def _faults(self) -> list[tuple[QLineEdit, str]]:
        found = []
        if not self.client_id.text().strip():
            found.append((self.client_id, _("Write the client id from Visma's developer portal.")))
        if self._secret_needed and not self.secret.text().strip():
            found.append((self.secret, _("Write the client secret from the portal's page “Credentials”.")))
        if not is_address(self.redirect_uri.text().strip()):
            found.append((self.redirect_uri, _("Write the whole redirect address, with https:// in front.")))
        return found

    @Slot()
    def _forgive(self) -> None:
        for field in (self.client_id, self.secret, self.redirect_uri):
            say(field, "fault", "false")
        self.fault.hide()


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
