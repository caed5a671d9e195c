"""The middle of the window: the three views, settings, welcome, the ways in. Each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.config import Config
from desktop.gui.archive.view import ArchiveView
from desktop.gui.bridge import Bridge
from desktop.gui.empty import EmptyState
from desktop.gui.journey_view import JourneyView
from desktop.gui.overview.page import OverviewPage
from desktop.gui.settings import SettingsPage
from desktop.gui.tray.view import TrayView
from desktop.gui.ways import WaysIn
from desktop.gui.welcome import Welcome
from desktop.gui.widgets import button
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.words import _
from desktop.words.faults import explain


class Shown(Enum):
    """What the middle of the window can show."""

    NOTHING = "nothing"
    """The data folder is being read."""
    TRAY = Place.TRAY
    OUTBOX = Place.OUTBOX
    ARCHIVE = Place.ARCHIVE
    SETTINGS = "settings"
    OVERVIEW = "overview"
    WELCOME = "welcome"
    WAYS = "ways"
    FAULT = "fault"
    """The data folder can't be read."""


class Pages(QStackedWidget):
    """Shows one page at a time."""

    changed = Signal()
    """Another page is shown."""
    folder_asked = Signal()
    add_asked = Signal()
    """The user wants to choose files."""
    departing = Signal(object)
    """Departure: receipts are being sent from the tray"""

    def __init__(
        self,
        bridge: Bridge,
        config: Config,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._config = bridge, config
        self._pages: dict[Shown, QWidget] = {}
        self._shown = Shown.NOTHING
        self._before = Shown.TRAY
        """Where "Back" leads."""
        self._fault: FaultNote | None = None
        self._awaited: str | None = None
        bridge.receipts_changed.connect(self._on_receipts)
        bridge.unreadable.connect(self._on_unreadable)
        bridge.intake_started.connect(self._on_intake)
        bridge.way_kept.connect(self._on_way_kept)
        self.show_page(Shown.NOTHING)

    def minimumSizeHint(self) -> QSize:
        """Return no height: where the window is low for its text, the page gives way, not header and status line."""
        return QSize(super().minimumSizeHint().width(), 0)

    def hasHeightForWidth(self) -> bool:
        """Return False: else the page's own height for its width would take the place of the one above."""
        return False

    # -- what is shown

    def current(self) -> Shown:
        """Return what is shown."""
        return self._shown

    def place(self) -> Place | None:
        """Return the view that is shown, or None when it is another page."""
        return self._shown.value if isinstance(self._shown.value, Place) else None

    def shows_settings(self) -> bool:
        """Return whether the settings are shown."""
        return self._shown is Shown.SETTINGS

    def shows_welcome(self) -> bool:
        """Return whether nothing but the welcome makes sense at present."""
        return self._shown in {Shown.WELCOME, Shown.NOTHING, Shown.FAULT}

    def page(self, shown: Shown) -> QWidget:
        """Return a page; it is made when it is first asked for."""
        if shown not in self._pages:
            self._pages[shown] = self._make(shown)
            self.addWidget(self._pages[shown])
        return self._pages[shown]

    def show_page(self, shown: Shown) -> None:
        """Show a page."""
        if self._shown in _RETURNS:
            self._before = self._shown
        self._shown = shown
        self.setCurrentWidget(self.page(shown))
        self.page(shown).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Show one of the three views."""
        self.show_page(Shown(place))

    @Slot()
    def show_welcome(self) -> None:
        """Show the two doors."""
        self.show_page(Shown.WELCOME)

    @Slot()
    def show_ways(self) -> None:
        """Show the ways in to Dinero."""
        self.show_page(Shown.WAYS)

    def tell_no_login(self, fault: FaultNote | None) -> None:
        """Show the ways in, and why the login page is none of them on this computer; None: it can be shown again."""
        if fault is None and Shown.WAYS not in self._pages:
            return
        page = self.page(Shown.WAYS)
        assert isinstance(page, WaysIn)
        if fault is not None:
            self.show_page(Shown.WAYS)
        page.no_login.tell(fault)
        if fault is not None:
            page.verticalScrollBar().setValue(0)
            page.no_login.key.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def toggle_settings(self) -> None:
        """Show the settings, or what was there before them."""
        self.show_page(self._before if self._shown is Shown.SETTINGS else Shown.SETTINGS)

    @Slot()
    def go_back(self) -> None:
        """Show the view that was there before settings or ways."""
        self.show_page(self._before)

    @Slot()
    def toggle_overview(self) -> None:
        """Show the overview, or what was there before it."""
        self.show_page(self._before if self._shown is Shown.OVERVIEW else Shown.OVERVIEW)

    @Slot(object, object)
    def show_receipt(self, place: Place, receipt_id: str | None) -> None:
        """Show a view, and in it this receipt if one is named."""
        self.show_place(place)
        select = getattr(self.currentWidget(), "select", None)
        if receipt_id is not None and callable(select):
            select(receipt_id)

    def look_for(self) -> None:
        """Put the cursor into the search field of the view, if it has one."""
        page = self.currentWidget()
        look_for = getattr(page, "look_for", None)
        if callable(look_for):
            look_for()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102 - Qt's own
        if event.key() == Qt.Key.Key_Escape and self._shown in _BESIDE:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # -- making them

    def _make(self, shown: Shown) -> QWidget:
        makers: dict[Shown, Callable[[], QWidget]] = {
            Shown.NOTHING: QWidget,
            Shown.TRAY: self._tray,
            Shown.SETTINGS: self._settings,
            Shown.OVERVIEW: self._overview,
            Shown.WELCOME: self._welcome,
            Shown.WAYS: self._ways,
            Shown.FAULT: self._fault_page,
        }
        return makers[shown]() if shown in makers else self._journey(Place(shown.value))

    def _tray(self) -> QWidget:
        view = TrayView(self._bridge, self)
        view.add_requested.connect(self.add_asked)
        view.departing.connect(self.departing)
        return view

    def _journey(self, place: Place) -> QWidget:
        archive = place is Place.ARCHIVE
        view = ArchiveView(self._bridge, self) if archive else JourneyView(self._bridge, place, self)
        view.tray_asked.connect(self._on_tray_asked)
        view.facts.back_asked.connect(self._on_back_asked)
        return view

    def _settings(self) -> QWidget:
        page = SettingsPage(self._bridge, self._config, self)
        page.back_asked.connect(self.go_back)
        page.folder_asked.connect(self.folder_asked)
        return page

    def _overview(self) -> QWidget:
        page = OverviewPage(self._bridge, self)
        page.back_asked.connect(self.go_back)
        page.place_asked.connect(self.show_receipt)
        page.settings_asked.connect(self.toggle_settings)
        return page

    def _welcome(self) -> QWidget:
        page = Welcome(self)
        page.connect_asked.connect(self._bridge.log_in)
        page.sandbox_asked.connect(self._bridge.use_sandbox)
        page.later_asked.connect(self._on_tray_asked)
        return page

    def _ways(self) -> QWidget:
        page = WaysIn(self._bridge, self._config, self)
        page.back_asked.connect(self.go_back)
        page.sandbox_asked.connect(self._bridge.use_sandbox)
        return page

    def _fault_page(self) -> QWidget:
        again = button(_("Try again"), kind="primary", icon="try")
        again.clicked.connect(self._bridge.start)
        words = explain(self._fault) if self._fault else None
        text = f"{words.sentence}\n\n{words.step}" if words else ""
        return EmptyState("alert", words.title if words else "", text, actions=[again])

    # -- facts

    @Slot()
    def _on_tray_asked(self) -> None:
        self.show_page(Shown.TRAY)

    @Slot(str)
    def _on_back_asked(self, receipt_id: str) -> None:
        """Show the tray, and in it this receipt as soon as it is there."""
        self._awaited = receipt_id
        self.show_page(Shown.TRAY)

    @Slot(object)
    def _on_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        if self._awaited and any(r.id == self._awaited and r.editable for r in receipts):
            # The tray's list hears of it after this; it can be chosen once it is there.
            QTimer.singleShot(0, self, self._select_awaited)

    @Slot()
    def _select_awaited(self) -> None:
        tray = self._pages.get(Shown.TRAY)
        if isinstance(tray, TrayView) and self._awaited:
            tray.select(self._awaited)
            self._awaited = None

    @Slot(object)
    def _on_unreadable(self, fault: FaultNote) -> None:
        self._fault = fault
        old = self._pages.pop(Shown.FAULT, None)
        if old is not None:
            old.deleteLater()
        self.show_page(Shown.FAULT)

    @Slot()
    def _on_way_kept(self) -> None:
        """Show the tray once there is a way in: what was written on the page has served."""
        if self._shown is Shown.WAYS:
            self.show_page(Shown.TRAY)

    @Slot()
    def _on_intake(self) -> None:
        """Show the tray, where what was dropped arrives."""
        if self._bridge.is_loaded:
            self.show_page(Shown.TRAY)


_BESIDE = frozenset({Shown.SETTINGS, Shown.OVERVIEW, Shown.WAYS})
"""Pages that Escape leaves."""
_RETURNS = frozenset({Shown.TRAY, Shown.OUTBOX, Shown.ARCHIVE, Shown.WELCOME})
