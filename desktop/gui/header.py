"""The top of the window: the program's name, the three views, the company, the settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.company_picker import CompanyPicker
from desktop.gui.theme import Role, Space, scaled
from desktop.gui.widgets import button, ground, label, picture, row
from desktop.receipts.states import Place
from desktop.words import _
from desktop.words.states import place_word

ICON = 18
NARROW, NARROWER, NARROWEST = 1, 2, 3
"""How much the header does without: the program's name, then icons, then most of a company's long name."""
VIEWS = (Place.TRAY, Place.OUTBOX, Place.ARCHIVE)
_ICONS: Mapping[Place, str] = {Place.TRAY: "tray", Place.OUTBOX: "send", Place.ARCHIVE: "archive"}


class ViewTabs(QWidget):
    """Tray, outbox, archive: which one is shown, and how many receipts are there."""

    chosen = Signal(object)
    """Place"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "segments")
        self.setAccessibleName(_("Views"))
        self._group = QButtonGroup(self)
        # An exclusive group lets Tab reach its checked button alone, and none while another page is shown.
        self._group.setExclusive(False)
        self._tabs: dict[Place, QPushButton] = {}
        layout = row(self, margin=2, gap=2)
        for place in VIEWS:
            layout.addWidget(self._make_tab(place))
        self._group.idClicked.connect(self._on_clicked)
        self.count({})

    def _make_tab(self, place: Place) -> QPushButton:
        tab = button("", kind="segment", icon=_ICONS[place])
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(tab, VIEWS.index(place))
        self._tabs[place] = tab
        return tab

    def count(self, counts: Mapping[Place, int]) -> None:
        """Show how many receipts are in each view. The archive's number tells nothing one would act on."""
        for place, tab in self._tabs.items():
            number = counts.get(place, 0) if place is not Place.ARCHIVE else 0
            text = f"{place_word(place)}  {number}" if number else place_word(place)
            tab.setText(text)
            tab.setAccessibleName(text)
            tab.setToolTip(_("{view} (Ctrl+{n})").format(view=place_word(place), n=VIEWS.index(place) + 1))

    def show_place(self, place: Place | None) -> None:
        """Mark the view that is shown; None: another page is."""
        for each, tab in self._tabs.items():
            tab.setChecked(each is place)
            icons.wear(tab, _ICONS[each], Role.ACCENT if each is place else Role.MUTED)

    def show_icons(self, shown: bool) -> None:
        """Show the icons, or the words alone where there is little room."""
        edge = scaled(ICON) if shown else 0
        for tab in self._tabs.values():
            tab.setIconSize(QSize(edge, edge))
        self.updateGeometry()

    def tab(self, place: Place) -> QWidget:
        """Return the tab of a view."""
        return self._tabs[place]

    def words(self) -> tuple[str, ...]:
        """Return what the tabs say."""
        return tuple(tab.text() for tab in self._tabs.values())

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(VIEWS[number])


class Header(QWidget):
    """Name, views, company, settings."""

    settings_asked = Signal()
    overview_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "window")
        self._bridge = bridge
        self._fitted: tuple[object, ...] = ()
        self.name = label("Bilagsdrop", kind="strong")
        self.tabs = ViewTabs(self)
        self.company = CompanyPicker(bridge, self)
        self.overview_button = button("", kind="quiet", icon="chart", name=_("Overview (Ctrl+4)"))
        self.settings_button = button("", kind="quiet", icon="settings", name=_("Settings (Ctrl+,)"))
        for each in (self.overview_button, self.settings_button):
            each.setCheckable(True)
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.overview_button.clicked.connect(self.overview_asked)
        self.settings_button.clicked.connect(self.settings_asked)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        """Counts after the list has been told, in a step of its own: the window breathes in between."""
        self._soon.timeout.connect(self._count)
        bridge.receipts_changed.connect(self._soon.start)
        bridge.receipts_gone.connect(self._soon.start)
        bridge.settings_changed.connect(self._count)
        self._count()

    def _lay_out(self) -> None:
        layout = row(self, gap=Space.S)
        layout.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        layout.addWidget(picture("receipt", 20, Role.ACCENT))
        layout.addWidget(self.name)
        layout.addSpacing(Space.L)
        layout.addWidget(self.tabs)
        layout.addStretch(1)
        layout.addWidget(self.company)
        layout.addWidget(self.overview_button)
        layout.addWidget(self.settings_button)

    def be_calm(self, calm: bool) -> None:
        """Show the name alone while there is nothing else to go to."""
        self.tabs.setVisible(not calm)
        self.company.setVisible(not calm)
        self.overview_button.setVisible(not calm)

    def event(self, event: QEvent) -> bool:
        """Do without something where not everything has room, in a small window with large text."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        said = (self.tabs.words(), self.tabs.isHidden(), self.company.words(), self.fontMetrics().height())
        if self._fitted == (self.width(), said):
            return
        self._fitted = (self.width(), said)
        layout = self.layout()
        assert layout is not None
        for level in range(NARROWEST + 1):
            self._do_without(level)
            layout.invalidate()
            if layout.sizeHint().width() <= self.width():
                return

    def _do_without(self, level: int) -> None:
        self.name.setVisible(level < NARROW)
        self.tabs.show_icons(level < NARROWER)
        self.company.be_short(level >= NARROWEST)

    @Slot()
    def _count(self) -> None:
        self.tabs.count(counts_of(self._bridge))


def counts_of(bridge: Bridge) -> dict[Place, int]:
    """Return how many receipts each view holds; those of the tray that wait for another company are not shown there."""
    counts, is_elsewhere = dict[Place, int](), bridge.flow.is_elsewhere
    for receipt in bridge.receipts.values():
        place = receipt.place
        if place is not Place.TRAY or not is_elsewhere(receipt):
            counts[place] = counts.get(place, 0) + 1
    return counts
