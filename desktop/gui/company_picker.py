"""Which company the receipts are for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Link
from desktop.gui.theme import Role, Space, letters, scaled
from desktop.gui.widgets import button, row
from desktop.receipts.company import Company
from desktop.words import _

WIDEST, SHORTEST = 34, 10
"""Average letters that a company's name may take in the header, in a small window; the whole of it is the tip."""


class CompanyPicker(QWidget):
    """The chosen company and the others; those that Dinero doesn't open to programs are greyed, with the reason."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._widest = WIDEST
        self.picker = button("", kind="quiet")
        self.picker.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.wear(self.picker, "chevron-down", Role.MUTED)
        self.picker.clicked.connect(self._open)
        self.connect_button = button(login_words(bridge), icon="connect")
        self.connect_button.clicked.connect(bridge.log_in)
        for each in (self.picker, self.connect_button):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = row(self, gap=Space.S)
        layout.addWidget(self.picker)
        layout.addWidget(self.connect_button)
        for signal in (bridge.companies_changed, bridge.settings_changed, bridge.connection_changed):
            signal.connect(self.tell)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Show what is known now."""
        companies = self._bridge.companies
        chosen = next((c for c in companies if c.id == self._bridge.settings.company_id), None)
        name = chosen.name if chosen else _("Choose a company")
        self.picker.setToolTip(name)
        self.picker.setAccessibleName(_("Company: {name}").format(name=name))
        self.picker.setVisible(bool(companies))
        self.connect_button.setVisible(self._bridge.connection.link is Link.LOGGED_OUT)
        self._show_name()

    def _show_name(self) -> None:
        name = self.picker.toolTip()
        shown = self.picker.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, letters(self._widest))
        self.picker.setText(shown.replace("&", "&&"))
        self.updateGeometry()

    def be_short(self, short: bool) -> None:
        """Give a company's name less room, or as much as it may have."""
        self._widest = SHORTEST if short else WIDEST
        edge = 0 if short else scaled(18)
        self.connect_button.setIconSize(QSize(edge, edge))
        self._show_name()

    def words(self) -> tuple[object, ...]:
        """Return what is shown, however much room there is for it."""
        return self.picker.toolTip(), self.picker.isHidden(), self.connect_button.text(), self.connect_button.isHidden()

    def menu(self) -> QMenu:
        """Return the menu of companies as it is now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for company in self._bridge.companies:
            action = menu.addAction(company_line(company).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(company.id == self._bridge.settings.company_id)
            action.setEnabled(company.has_api)
            action.triggered.connect(partial(self._bridge.choose_company, company.id))
        return menu

    @Slot()
    def _open(self) -> None:
        self.menu().popup(_under(self.picker))


def login_words(bridge: Bridge) -> str:
    """Return what the button says that opens the login; the band of the sandbox has "Connect to Dinero" already."""
    return _("Log in to the trial") if bridge.desk.config.sandbox else _("Connect to Dinero")


def company_line(company: Company) -> str:
    """Return a company as it stands in the menu, with the reason when it can't be chosen."""
    name = f"{company.name}, {company.city}" if company.city else company.name
    return name if company.has_api else _("{name}: needs Dinero Pro or Total").format(name=name)


def _under(widget: QPushButton) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())
