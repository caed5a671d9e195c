"""Icon, notifications, and what closing the window means: everything that goes on without the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.config import Settings
from desktop.gui.bridge import Bridge
from desktop.gui.glance.news import Batch, Message, Needs, joined
from desktop.gui.glance.summary import summary_of
from desktop.gui.glance.tray_icon import TrayIcon
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow
from desktop.receipts.receipt import Receipt
from desktop.words import _

GATHER_MS = 1500
"""Receipts fail and arrive one by one; what comes within this time is told together."""


class Glance(QObject):
    """Belongs to one window. Without a place for an icon it still asks for attention, and closing quits."""

    told = Signal(object)
    """Message that has been shown, or would be where the system shows none"""

    def __init__(self, bridge: Bridge, window: MainWindow) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.icon: TrayIcon | None = None
        """None while the system has no place for it."""
        self._needs, self._batch = Needs(), Batch()
        self._last: Message | None = None
        self._said_hidden = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._speak_up)
        bridge.loaded.connect(self.tell)
        bridge.receipts_changed.connect(self._on_receipts)
        bridge.overview.stale.connect(self.tell)
        bridge.overview.holds_known.connect(self.tell)
        bridge.settings_changed.connect(self._on_settings)
        window.hidden.connect(self._on_hidden)
        window.stays = self.stays
        self._look_for_place()
        self.tell()

    # -- the icon

    def stays(self) -> bool:
        """Return whether closing hides the window: the user wants it so, and there is a way back to it."""
        return self._bridge.settings.keep_running and self._look_for_place()

    def _look_for_place(self) -> bool:
        """Show the icon where the system has a place for it now; return whether it has.

        Asked at the start and at a closing only: on Linux it is a question to another process.
        """
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and self.icon is None:
            self.icon = self._make()
            self.icon.tell(summary_of(self._bridge))
            self.icon.icon.show()
        return there

    def _make(self) -> TrayIcon:
        made = TrayIcon(self)
        made.open_asked.connect(self._window.come_forward)
        made.add_asked.connect(self._on_add)
        made.send_asked.connect(self._on_send)
        made.quit_asked.connect(self._window.leave)
        made.message_clicked.connect(self._on_message)
        return made

    @Slot()
    def tell(self) -> None:
        """Show how things stand, and soon say what is new."""
        if self.icon is not None:
            self.icon.tell(summary_of(self._bridge))
        if self._bridge.is_loaded and not self._gather.isActive():
            self._gather.start()

    def end(self) -> None:
        """Take the icon away."""
        self._gather.stop()
        if self.icon is not None:
            self.icon.end()
            self.icon = None

    @Slot(object)
    def _on_settings(self, _settings: Settings) -> None:
        """Speak today's language, once the window does."""
        if self.icon is not None:
            QTimer.singleShot(0, self.icon, self.icon.speak)

    @Slot()
    def _on_add(self) -> None:
        self._window.come_forward()
        self._window.chooser.files()

    @Slot()
    def _on_send(self) -> None:
        if self._bridge.settings.company_id is None:
            self._window.come_forward()  # where it is said that a company has to be chosen
        self._bridge.send(summary_of(self._bridge).ready)

    # -- notifications

    def is_in_front(self) -> bool:
        """Return whether the user looks at the program: then the window itself says everything."""
        return self._window.isVisible() and QApplication.activeWindow() is not None

    @Slot(object)
    def _on_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        self._batch.take(receipts)

    @Slot()
    def _speak_up(self) -> None:
        needs, batch = self._needs.fresh(self._bridge), self._batch.over(self._bridge)
        settings = self._bridge.settings
        if self.is_in_front():
            return
        needs = needs if settings.notify_needs else None
        batch = batch if settings.notify_delivered else None
        message = joined(needs, batch) if needs and batch else needs or batch
        if message is not None:
            self._show(message)

    def _show(self, message: Message) -> None:
        self._last = message
        if self.icon is not None:
            self.icon.message(message.title, message.text, urgent=message.urgent)
        if message.urgent and self._window.isVisible():
            QApplication.alert(self._window)  # a window without an icon asks by its place in the task bar
        self.told.emit(message)

    @Slot()
    def _on_message(self) -> None:
        self._window.come_forward()
        if self._last is None or self._window.pages.shows_welcome():
            return
        if self._last.place is None:
            self._window.pages.show_page(Shown.OVERVIEW)
        else:
            self._window.pages.show_place(self._last.place)

    @Slot()
    def _on_hidden(self) -> None:
        """Say once where the window has gone."""
        if not self._said_hidden:
            self._said_hidden = True
            text = _("What is on its way is still sent. The icon's menu opens the window, or quits.")
            self._show(Message(_("Bilagsdrop goes on in the background"), text, None, urgent=False))
