"""The icon by the clock: the state by form and in words, and a menu of what one wants without the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.gui.glance.badge import mood_icon
from desktop.gui.glance.summary import Mood, Summary
from desktop.words import _

SHOWN_MS = 8000
"""As long as a notification stays, where the system asks us."""


class TrayIcon(QObject):
    """There only where the system has a place for it; nothing depends on it."""

    open_asked = Signal()
    add_asked = Signal()
    send_asked = Signal()
    quit_asked = Signal()
    message_clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summary = Summary(known=False)
        self._icons: dict[Mood, QIcon] = {}
        self.menu = QMenu()
        self.open = QAction(self.menu)
        self.add = QAction(self.menu)
        self.send = QAction(self.menu)
        self.leave = QAction(self.menu)
        self.menu.addActions([self.open, self.add, self.send])
        self.menu.addSeparator()
        self.menu.addAction(self.leave)
        self.menu.setDefaultAction(self.open)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self._wire()
        self.speak()

    def _wire(self) -> None:
        self.open.triggered.connect(self.open_asked)
        self.add.triggered.connect(self.add_asked)
        self.send.triggered.connect(self.send_asked)
        self.leave.triggered.connect(self.quit_asked)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.message_clicked)

    def tell(self, summary: Summary) -> None:
        """Show how things stand."""
        if summary != self._summary:
            self._summary = summary
            self.speak()

    def speak(self) -> None:
        """Say everything in today's language."""
        summary = self._summary
        self.open.setText(_("Open Bilagsdrop"))
        self.add.setText(_("Add receipts …"))
        ready = len(summary.ready)
        self.send.setText(_("Send all that are ready ({n})").format(n=ready) if ready else _("Send all that are ready"))
        self.send.setEnabled(bool(ready))
        self.leave.setText(_("Quit"))
        if summary.mood not in self._icons:
            self._icons[summary.mood] = mood_icon(summary.mood)
        self.icon.setIcon(self._icons[summary.mood])
        self.icon.setToolTip(f"Bilagsdrop: {summary.words()}")

    def message(self, title: str, text: str, *, urgent: bool) -> None:
        """Show a notification."""
        kind = QSystemTrayIcon.MessageIcon.Warning if urgent else QSystemTrayIcon.MessageIcon.Information
        self.icon.showMessage(title, text, kind, SHOWN_MS)

    def end(self) -> None:
        """Take it away."""
        self.icon.hide()
        self.menu.deleteLater()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_asked.emit()
