"""The fields of a personal key from Dinero. Secret and key are written, never read back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.config import Settings
from desktop.gui.registration import secret_hint
from desktop.gui.way_form import Line, WayForm, hidden_field
from desktop.words import _


class KeyFields(WayForm):
    """Client id, client secret and API key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.client_id, self.secret, self.api_key = QLineEdit(), hidden_field(), hidden_field()
        lines = (
            Line(self.client_id, _("Client id of the key"), _("As Dinero gave it to you.")),
            Line(self.secret, _("Client secret of the key"), secret_hint()),
            Line(self.api_key, _("API key"), secret_hint()),
        )
        super().__init__(_("Try the key and save it"), _("Asking Dinero …"), lines, parent)

    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.client_id.setText(settings.key_client or "")
        self.secret.clear()
        self.api_key.clear()

    def faults(self) -> list[tuple[QLineEdit, str]]:
        """Return the fields that can't be right, each with what to do."""
        words = (
            (self.client_id, _("Write the client id that Dinero gave you.")),
            (self.secret, _("Write the client secret that Dinero gave you.")),
            (self.api_key, _("Write the API key from Dinero's page “Integrationer”.")),
        )
        return [(field, wrong) for field, wrong in words if not field.text().strip()]
