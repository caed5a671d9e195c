"""In the settings: which version this is, where newer ones are announced, and a look at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import __version__
from desktop.config import Settings
from desktop.gui.bridge import Bridge
from desktop.gui.newer_bar import newer_words, open_page, opens_words
from desktop.gui.registration import is_address
from desktop.gui.theme import Space, say
from desktop.gui.widgets import button, column, ink, label, row
from desktop.receipts.faults import FaultNote
from desktop.updates import Announcement
from desktop.words import _
from desktop.words.faults import explain


class VersionCard(QWidget):
    """Empty address: nobody is asked, and the button to look is not there."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.state = label("", wraps=True)
        self.see = button(_("See the new version"), kind="link", icon="open")
        self.look = button(_("Look now"), icon="try")
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.fault = label(_("Write the whole address, with https:// in front, or nothing."), ink="fault", wraps=True)
        self.save = button(_("Save the address"))
        self._lay_out()
        self._wire()
        self.fill(bridge.settings)
        self._on_found(bridge.versions.newest)

    def _lay_out(self) -> None:
        layout = column(self, gap=Space.S)
        layout.addWidget(self.state)
        layout.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeft)
        name = _("Address of the version file")
        title = label(name, kind="strong")
        title.setBuddy(self.address)
        self.address.setAccessibleName(name)
        layout.addWidget(title)
        layout.addWidget(self.address)
        layout.addWidget(self.fault)
        self.fault.hide()
        hint = _(
            "Whoever gave you Bilagsdrop can tell you the address. It is asked once a day at most, and told nothing "
            "about you. Nothing is installed by itself. Empty: nobody is asked."
        )
        layout.addWidget(label(hint, kind="small", ink="muted", wraps=True))
        buttons = row(gap=Space.S)
        buttons.addWidget(self.save)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _wire(self) -> None:
        versions = self._bridge.versions
        self.save.clicked.connect(self._on_save)
        self.address.returnPressed.connect(self._on_save)
        self.look.clicked.connect(self._on_look)
        self.see.clicked.connect(self._on_see)
        versions.found.connect(self._on_found)
        versions.looked.connect(self._on_looked)
        versions.failed.connect(self._on_failed)
        self._bridge.settings_changed.connect(self.fill)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set, unless it is being written."""
        if not self.address.hasFocus():
            self.address.setText(settings.update_url or "")
        self.look.setVisible(settings.update_url is not None)

    @Slot()
    def _on_save(self) -> None:
        text = self.address.text().strip()
        wrong = bool(text) and not is_address(text)
        say(self.address, "fault", "true" if wrong else "false")
        self.fault.setVisible(wrong)
        if not wrong:
            self._bridge.save_settings(replace(self._bridge.settings, update_url=text or None))
            self._on_look()

    @Slot()
    def _on_look(self) -> None:
        if self._bridge.settings.update_url is None:
            return
        self.look.setEnabled(False)
        self._say(_("Looking …"))
        self._bridge.versions.look_at_once()

    @Slot()
    def _on_see(self) -> None:
        open_page(self._bridge.versions.newest)

    @Slot(object)
    def _on_found(self, newest: Announcement | None) -> None:
        self.look.setEnabled(True)
        self.see.setVisible(newest is not None)
        if newest is None:
            self._say(_("This is version {version}.").format(version=__version__))
            return
        self.see.setToolTip(opens_words(newest))
        self._say(newer_words(newest))

    @Slot()
    def _on_looked(self) -> None:
        if self._bridge.versions.newest is None:
            self._say(_("This is version {version}, the newest.").format(version=__version__))

    @Slot(object)
    def _on_failed(self, note: FaultNote) -> None:
        self.look.setEnabled(True)
        words = explain(note)
        self._say(f"{words.title}. {words.sentence} {words.step}", colour="fault")

    def _say(self, text: str, *, colour: str = "text") -> None:
        self.state.setText(text)
        ink(self.state, colour)
