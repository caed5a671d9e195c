"""The window: header, views, status line; drops, paste and keys for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.config import Config
from desktop.gui.actions import bind
from desktop.gui.adding import FileChooser
from desktop.gui.band import SandboxBand
from desktop.gui.bridge import Bridge
from desktop.gui.closing import ClosingBar
from desktop.gui.departure import Departure, slide_away
from desktop.gui.details import DetailsPanel
from desktop.gui.drop_overlay import DropOverlay
from desktop.gui.drops import DropCatcher
from desktop.gui.file_opens import QUITTING
from desktop.gui.folder_news import FolderNews
from desktop.gui.hand_over import HandOver
from desktop.gui.header import VIEWS, Header
from desktop.gui.held_bar import HeldBar
from desktop.gui.key_list import KeyList
from desktop.gui.link_bar import LinkBar
from desktop.gui.newer_bar import NewerBar
from desktop.gui.notices import Notices
from desktop.gui.pages import Pages, Shown
from desktop.gui.paste import Paster
from desktop.gui.phone.panel import PhonePanel
from desktop.gui.room import Room
from desktop.gui.scan_panel import ScanPanel
from desktop.gui.status_line import StatusLine
from desktop.gui.strangers_bar import StrangersBar
from desktop.gui.take_along import TakeAlongBar
from desktop.gui.text_bar import TextBar
from desktop.gui.widgets import column, ground, hairline
from desktop.receipts.states import Place, State
from desktop.words import _

SMALLEST = (820, 500)
"""Device-independent pixels."""


class MainWindow(QMainWindow):
    """Everything the user sees."""

    closed = Signal()
    hidden = Signal()
    """Closed by the user, but the program goes on"""
    leave_asked = Signal(bool)
    """Out of the sandbox; True: its tray comes along"""

    def __init__(self, bridge: Bridge, config: Config) -> None:
        super().__init__()
        self._bridge, self._config = bridge, config
        self.notices = Notices(bridge, self)
        self.handed = HandOver(bridge, self)
        self.catcher = DropCatcher(self.handed, self)
        self.paster = Paster(self.handed, self)
        self.chooser = FileChooser(bridge, self)
        self.folder_news = FolderNews(bridge, self.notices, self)
        self.stays: Callable[[], bool] = _never
        """Whether closing only hides it."""
        self._sure = False
        self._leaving = False
        self._close_when_done = False
        self.closed.connect(self.handed.links.stop)
        self._make_shortcuts()
        self.build(Shown.NOTHING)
        self.setMinimumSize(*SMALLEST)
        self.hidden.connect(bridge.phone.close)
        bridge.loaded.connect(self._on_loaded)
        bridge.registration_missing.connect(self._on_registration_missing)
        bridge.receipts_changed.connect(self._on_receipts)
        bridge.dinero_wanted.connect(self._on_dinero_wanted)

    def rebuild(self) -> None:
        """Make everything anew, in today's language; what was shown is shown again."""
        self.build(self.pages.current())

    def build(self, shown: Shown) -> None:
        """Make everything that words stand on, and show this page."""
        self.setWindowTitle(_("Bilagsdrop: trial") if self._config.sandbox else "Bilagsdrop")
        root = ground(QWidget(), "window")
        self.header = Header(self._bridge)
        self.pages = Pages(self._bridge, self._config)
        self.details = DetailsPanel(self.notices)
        self.closing = ClosingBar()
        self.take_along = TakeAlongBar()
        self.held = HeldBar(self._bridge)
        self.newer = NewerBar(self._bridge, root)
        self.strangers = StrangersBar(self._bridge, root)
        self.phone = PhonePanel(self._bridge.phone, root)
        self.link_bar = LinkBar(self.handed.links, root)
        self.text_bar = TextBar(self.handed, root)
        self.scan = ScanPanel(self._bridge, root)
        self.status = StatusLine(self._bridge, self.notices, root)
        self._lay_out(root)
        self.setCentralWidget(root)
        self.overlay = DropOverlay(root)
        self.key_list = KeyList(root)
        self.details.hide()
        self._wire()
        self.pages.show_page(shown)

    def _lay_out(self, root: QWidget) -> None:
        layout = column(root, gap=0)
        if self._config.sandbox:
            layout.addWidget(SandboxBand(self._bridge))
        layout.addWidget(self.header)
        layout.addWidget(hairline())
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.scan)
        for each in (self.phone, self.details, self.strangers, self.newer, self.held, self.link_bar, self.text_bar):
            layout.addWidget(each)
        for below in (self.closing, self.take_along, self.status):
            layout.addWidget(below)
        self.room = Room(root, layout, self.pages, self.phone)

    def _wire(self) -> None:
        self.header.tabs.chosen.connect(self.pages.show_place)
        self.header.settings_asked.connect(self.pages.toggle_settings)
        self.header.overview_asked.connect(self.pages.toggle_overview)
        self.pages.changed.connect(self._on_page)
        self.pages.folder_asked.connect(self._open_folder)
        self.pages.add_asked.connect(self.chooser.files)
        self.pages.departing.connect(self._on_departing)
        self.status.details_asked.connect(self.toggle_details)
        self.details.closed.connect(self._on_details_closed)
        self.catcher.hovering.connect(self.overlay.show_for)
        self.paster.pasted.connect(self._on_pasted)
        self.closing.close_asked.connect(self.close_now)
        self.closing.wait_asked.connect(self._on_wait)
        self.closing.stay_asked.connect(self._on_stay)
        self.take_along.answered.connect(self.leave_asked)

    def _make_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "tray": self._show_tray,
            "outbox": self._show_outbox,
            "archive": self._show_archive,
            "overview": self._toggle_overview,
            "paste": self.paster.paste,
            "add": self.chooser.files,
            "phone": self._bridge.phone.open,
            "scan": self._bridge.sources.scans.open,
            "undo": self._bridge.undo,
            "find": self.look_for,
            "refresh": self.refresh,
            "settings": self._toggle_settings,
            "keys": self.toggle_keys,
            "quit": self.leave,
        }
        for name, act in keys.items():
            bind(self, name, act, everywhere=True)

    # -- what keys and buttons do

    @Slot()
    def _show_tray(self) -> None:
        self._show_view(VIEWS[0])

    @Slot()
    def _show_outbox(self) -> None:
        self._show_view(VIEWS[1])

    @Slot()
    def _show_archive(self) -> None:
        self._show_view(VIEWS[2])

    def _show_view(self, place: Place) -> None:
        if not self.pages.shows_welcome():
            self.pages.show_place(place)

    @Slot()
    def look_for(self) -> None:
        """Let the user search the view that is shown."""
        self.pages.look_for()

    @Slot()
    def refresh(self) -> None:
        """Ask Dinero again, and let everything that waits go now."""
        self._bridge.refresh()
        self._bridge.try_now()

    @Slot()
    def _toggle_settings(self) -> None:
        self.pages.toggle_settings()

    @Slot()
    def toggle_keys(self) -> None:
        """Show or hide the list of keys."""
        self.key_list.toggle()

    @Slot()
    def _toggle_overview(self) -> None:
        if not self.pages.shows_welcome():
            self.pages.toggle_overview()

    @Slot()
    def toggle_details(self) -> None:
        """Show or hide what has happened."""
        self.details.setVisible(not self.details.isVisible())
        self.status.details.setChecked(self.details.isVisible())

    @Slot()
    def _on_pasted(self) -> None:
        """Let the next key answer what was asked last, if anything is."""
        asking = [bar for bar in (self.link_bar, self.text_bar) if bar.isVisible()]
        if asking:
            max(asking, key=lambda bar: bar.asked).begin()

    @Slot()
    def _on_details_closed(self) -> None:
        self.details.hide()
        self.status.details.setChecked(False)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._config.data_dir)))

    @Slot()
    def come_forward(self) -> None:
        """Show the window above the others, also when it was minimized."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- facts

    @Slot()
    def _on_loaded(self) -> None:
        if self._config.sandbox or self._bridge.settings.seen_welcome:
            self.pages.show_place(Place.TRAY)
        else:
            self.pages.show_welcome()

    @Slot()
    def _on_registration_missing(self) -> None:
        self.pages.show_ways()

    @Slot()
    def _on_dinero_wanted(self) -> None:
        tray = sum(r.place is Place.TRAY for r in self._bridge.receipts.values())
        if tray:
            self.take_along.ask(tray)
        else:
            self.leave_asked.emit(False)  # noqa: FBT003 - a signal's payload

    @Slot()
    def _on_page(self) -> None:
        self.header.tabs.show_place(self.pages.place())
        self.header.settings_button.setChecked(self.pages.shows_settings())
        self.header.overview_button.setChecked(self.pages.current() is Shown.OVERVIEW)
        first = self.pages.shows_welcome()
        self.header.be_calm(first)
        self.status.be_calm(first)
        settings = self._bridge.settings
        if self.pages.place() is not None and self._bridge.is_loaded and not settings.seen_welcome:
            self._bridge.save_settings(replace(settings, seen_welcome=True))

    @Slot(object)
    def _on_departing(self, departure: Departure) -> None:
        slide_away(departure, self.header.tabs.tab(Place.OUTBOX))

    @Slot()
    def _on_receipts(self) -> None:
        if not self._close_when_done:
            return
        left = self.unsent()
        if left:
            self.closing.waiting(left)
        else:
            self.close_now()

    # -- closing

    def unsent(self) -> int:
        """Return how many receipts are still on their way by themselves."""
        receipts = self._bridge.receipts.values()
        return sum(r.place is Place.OUTBOX and r.state is not State.ATTENTION for r in receipts)

    @Slot()
    def close_now(self) -> None:
        """Close without asking."""
        self._sure = True
        self.close()

    @Slot()
    def leave(self) -> None:
        """Close and end, though closing may mean hiding; receipts on their way are asked about, where it is seen."""
        self._leaving = True
        if self.isHidden() and self.unsent():
            self.come_forward()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102 - Qt's own
        if self.stays() and not (self._sure or self._leaving or _session_ends()):
            event.ignore()
            self.hide()
            self.hidden.emit()
            return
        left = self.unsent()
        if left and not self._sure and not self.closing.isVisible() and not _session_ends():
            event.ignore()
            self.closing.ask(left)
            return
        super().closeEvent(event)
        self.closed.emit()

    @Slot()
    def _on_wait(self) -> None:
        self._close_when_done = True
        self._bridge.try_now()
        self._on_receipts()

    @Slot()
    def _on_stay(self) -> None:
        self._close_when_done = self._leaving = False
        self.closing.hide()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102 - Qt's own
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.catcher.watch(handle)


def _never() -> bool:
    return False


def _session_ends() -> bool:
    """Return True while the system ends the session, or (macOS) the user the program."""
    app = QCoreApplication.instance()
    return isinstance(app, QGuiApplication) and (app.isSavingSession() or bool(app.property(QUITTING)))
