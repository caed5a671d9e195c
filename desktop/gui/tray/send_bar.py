"""The end of the form: send this one, or all that are ready, and what becomes of them in Dinero."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, ground, hairline, label, retell
from desktop.words import N_, _


class Target(Enum):
    """What becomes of a receipt that is sent."""

    DRAFT = "draft"
    BOOKED = "booked"
    NO_COMPANY = "no_company"
    NOT_CONNECTED = "not_connected"


_NOTES = {
    Target.DRAFT: N_("It becomes a draft in Dinero; you book it there."),
    Target.BOOKED: N_("It is booked in Dinero at once."),
    Target.NO_COMPANY: N_("Choose a company at the top. What you write is kept until then."),
    Target.NOT_CONNECTED: N_("What you write is kept. It can be sent once you are connected."),
}


class SendBar(QWidget):
    """The one action that matters here, and its companion."""

    send_asked = Signal()
    send_all_asked = Signal()
    connect_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.send = button("", kind="primary", icon="send")
        self.send_all = button("")
        self.note = label(kind="small", ink="muted", wraps=True)
        self.connect_button = button("", kind="link", icon="connect")
        self._ready = 0
        self._target = Target.DRAFT
        self._lay_out()
        self.send.clicked.connect(self.send_asked)
        self.send_all.clicked.connect(self.send_all_asked)
        self.connect_button.clicked.connect(self.connect_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        ground(self, "surface")
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        inner = column(margin=Space.L)
        for part in (self.send, self.send_all, self.note, self.connect_button):
            inner.addWidget(part)
        layout.addLayout(inner)

    def show_ready(self, count: int) -> None:
        """Say how many receipts could be sent at once."""
        self._ready = count
        self._tell()

    def show_target(self, target: Target) -> None:
        """Say what becomes of what is sent, or what is wanted first."""
        self._target = target
        self._tell()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in use."""
        retell(self.send, _("Send to Dinero"))
        self.send.setToolTip("Ctrl+Enter")
        self.send_all.setToolTip("Ctrl+Shift+Enter")
        retell(self.connect_button, _("Connect to Dinero"))
        self._tell()

    def _tell(self) -> None:
        counted = _("Send all ready ({n})").format(n=self._ready)
        retell(self.send_all, counted if self._ready else _("Send all ready"))
        goes = self._target in {Target.DRAFT, Target.BOOKED}
        self.send_all.setEnabled(goes and self._ready > 0)
        self.send.setEnabled(goes)
        self.connect_button.setVisible(self._target is Target.NOT_CONNECTED)
        self.note.setText(_(_NOTES[self._target]))
