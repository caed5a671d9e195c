"""Visma's and Dinero's addresses, for those who work against others than the real ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.config import API_URL, AUTHZ_URL, CONNECT_URL, Settings
from desktop.gui.registration import is_address
from desktop.gui.theme import Space, say
from desktop.gui.widgets import button, column, label
from desktop.words import _


class AddressFields(QWidget):
    """Empty means Visma's and Dinero's own."""

    saved = Signal(str, str, str)
    """the addresses of Connect, of the API and of the key server; empty: the usual one"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.connect_url = QLineEdit()
        self.connect_url.setPlaceholderText(CONNECT_URL)
        self.api_url = QLineEdit()
        self.api_url.setPlaceholderText(API_URL)
        self.authz_url = QLineEdit()
        self.authz_url.setPlaceholderText(AUTHZ_URL)
        self.fault = label(_("Write the whole address, with https:// in front, or nothing."), ink="fault", wraps=True)
        self.fault.hide()
        self.save = button(_("Save the addresses"))
        self.save.clicked.connect(self._on_save)
        layout = column(self, gap=Space.XS)
        names = (
            (self.connect_url, _("Address of Visma Connect")),
            (self.api_url, _("Address of Dinero's API")),
            (self.authz_url, _("Address of Dinero's server for personal keys")),
        )
        for field, name in names:
            title = label(name, kind="strong")
            title.setBuddy(field)
            field.setAccessibleName(name)
            layout.addWidget(title)
            layout.addWidget(field)
        layout.addWidget(self.fault)
        hint = _("Leave them empty for the usual ones. Others are in force from the next start.")
        layout.addWidget(label(hint, kind="small", ink="muted", wraps=True))
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.connect_url.setText(settings.connect_url or "")
        self.api_url.setText(settings.api_url or "")
        self.authz_url.setText(settings.authz_url or "")

    @Slot()
    def _on_save(self) -> None:
        fields = (self.connect_url, self.api_url, self.authz_url)
        wrong = [f for f in fields if f.text().strip() and not is_address(f.text().strip())]
        for field in fields:
            say(field, "fault", "true" if field in wrong else "false")
        self.fault.setVisible(bool(wrong))
        if not wrong:
            self.saved.emit(*(f.text().strip() for f in fields))
