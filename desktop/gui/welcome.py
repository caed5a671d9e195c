"""The first start: two doors, and a way past both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.gui.door import Door
from desktop.gui.page import Page
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, label, picture
from desktop.words import _


class Welcome(Page):
    """Asks nothing: both doors can be opened later too."""

    connect_asked = Signal()
    sandbox_asked = Signal()
    later_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.connect_door = Door(
            "connect",
            _("Connect to Dinero"),
            _("Log in with Visma Connect. It needs Dinero Pro or Total, which let other programs in."),
        )
        self.sandbox_door = Door(
            "try-out",
            _("Try without an account"),
            _("A made-up company with sample receipts. Nothing leaves this computer, and you can connect at any time."),
        )
        self.later = button(_("Not now: put receipts in the tray first"), kind="link")
        self.connect_door.clicked.connect(self.connect_asked)
        self.sandbox_door.clicked.connect(self.sandbox_asked)
        self.later.clicked.connect(self.later_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        words = _("Drop your receipts on the window. They are made small enough and put in Dinero as purchases.")
        middle = Qt.AlignmentFlag.AlignHCenter
        self.content.addStretch(1)
        self.content.addWidget(picture("bilagsdrop", 72, Role.ACCENT), 0, middle)
        title = label(_("Welcome to Bilagsdrop"), kind="title", wraps=True)
        text = label(words, ink="muted", wraps=True)
        for each in (title, text):
            each.setAlignment(middle)
            self.content.addWidget(each)
        self.content.addSpacing(Space.S)
        self.content.addWidget(self.connect_door)
        self.content.addWidget(self.sandbox_door)
        self.content.addWidget(self.later, 0, middle)
        self.content.addStretch(2)
