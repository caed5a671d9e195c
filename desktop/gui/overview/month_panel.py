"""The month in figures: how many receipts, how much, by account; the month before and after with keys."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt, Slot
from PySide6.QtWidgets import QLayout, QWidget

from desktop.gui.actions import bind
from desktop.gui.bridge import Bridge
from desktop.gui.overview.bars import Form, Swatch
from desktop.gui.overview.month_model import MonthModel
from desktop.gui.overview.month_table import MonthTable
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, clear, column, ground, label, picture, row
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import FaultNote
from desktop.receipts.money import format_money
from desktop.receipts.month import KRONER, Month, month_of, months_on
from desktop.words import _, current_language, ngettext
from desktop.words.faults import explain


class MonthPanel(QWidget):
    """Asks for a month, and shows it once it is known; what was shown stays until then."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.first = month_of(_today())
        self.month: Month | None = None
        """What is shown; None: nothing was read yet."""
        self._shown: tuple[Month, CompanyBook | None] | None = None
        self.tables: list[MonthTable] = []
        self.title = label("", kind="title", wraps=True)
        self.before = button("", icon="chevron-left", name=_("The month before (Alt+Left)"))
        self.after = button("", icon="chevron-right", name=_("The month after (Alt+Right)"))
        self.now = button(_("This month"), kind="quiet")
        self.figures = label("", kind="strong", wraps=True)
        self._card = ground(QWidget(), "card")
        self._inner = column(self._card, margin=Space.L, gap=Space.M)
        self._lay_out()
        self._wire()
        self._tell_month()

    def _lay_out(self) -> None:
        top = row(gap=Space.S)
        top.addWidget(self.title, 1)
        for each in (self.now, self.before, self.after):
            top.addWidget(each)
        layout = column(self, gap=Space.L)
        layout.addLayout(top)
        layout.addWidget(self._card)

    def _wire(self) -> None:
        self.before.clicked.connect(self.go_back)
        self.after.clicked.connect(self.go_on)
        self.now.clicked.connect(self.go_to_now)
        # With Alt: the arrow keys alone go through the table, and from button to button.
        acts = {"month_before": self.go_back, "month_after": self.go_on, "month_now": self.go_to_now}
        for name, act in acts.items():
            bind(self, name, act, everywhere=True)
        self._bridge.overview.month_known.connect(self._on_month)
        self._bridge.overview.month_failed.connect(self._on_failed)

    # -- which month

    def read(self) -> None:
        """Ask for the month that is shown."""
        self._bridge.overview.ask_month(self.first)

    @Slot()
    def go_back(self) -> None:
        """Show the month before."""
        self.show_month(months_on(self.first, -1))

    @Slot()
    def go_on(self) -> None:
        """Show the month after; there is none after the present one."""
        if self.first < month_of(_today()):
            self.show_month(months_on(self.first, 1))

    @Slot()
    def go_to_now(self) -> None:
        """Show the present month."""
        self.show_month(month_of(_today()))

    def show_month(self, first: dt.date) -> None:
        """Show the month that begins on this day."""
        self.first = first
        self._tell_month()
        self.read()

    def _tell_month(self) -> None:
        self.title.setText(month_words(self.first))
        present = self.first >= month_of(_today())
        self.after.setEnabled(not present)
        self.now.setVisible(not present)

    # -- what is known of it

    @Slot(object)
    def _on_month(self, month: Month) -> None:
        if month.first != self.first or (month, self._bridge.book) == self._shown:
            return
        self.month, self._shown = month, (month, self._bridge.book)
        place = self._place()
        self._clear()
        if month.lines:
            self._show_figures(month)
        else:
            nothing = _("No receipt is from {month}.").format(month=_name_of(month.first))
            self._inner.addLayout(_note("calendar", nothing))
        if month.undated:
            self._inner.addLayout(_note("info", _undated_words(month.undated)))
        self._return_to(place)

    def _place(self) -> tuple[int, int, int] | None:
        """Return the table, row and column in which the user is, or None."""
        found = next(((n, t.currentIndex()) for n, t in enumerate(self.tables) if t.hasFocus()), None)
        return (found[0], found[1].row(), found[1].column()) if found else None

    def _return_to(self, place: tuple[int, int, int] | None) -> None:
        """Put the user where they were before the tables were made anew."""
        if place is None or not self.tables:
            return
        table = self.tables[min(place[0], len(self.tables) - 1)]
        row = min(place[1], table.model().rowCount() - 1)
        table.setCurrentIndex(table.model().index(row, max(place[2], 0)))
        table.show()  # nothing that is not shown yet takes the focus
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_failed(self, note: FaultNote) -> None:
        self._shown = None
        self._clear()
        words = explain(note)
        self._inner.addLayout(_note("alert", f"{words.title}. {words.sentence} {words.step}", Role.FAULT))

    def _clear(self) -> None:
        self.tables = []
        self.figures = label("", kind="strong", wraps=True)
        clear(self._inner)

    def _show_figures(self, month: Month) -> None:
        self.figures.setText(sum_words(month))
        self._inner.addWidget(self.figures)
        self._inner.addLayout(_legend())
        for currency in month.currencies():
            if currency != KRONER:
                self._inner.addWidget(label(_("In {currency}").format(currency=currency), kind="strong"))
            table = MonthTable(MonthModel(month, currency, self._bridge.book))
            self.tables.append(table)
            self._inner.addWidget(table)


def sum_words(month: Month) -> str:
    """Return how many receipts and how much, each currency for itself."""
    many = ngettext("{n} receipt", "{n} receipts", month.count).format(n=month.count)
    sums = [format_money(month.sum_of(currency).total, currency) for currency in month.currencies()]
    return " · ".join([many, *sums])


def _undated_words(count: int) -> str:
    words = ngettext(
        "{n} receipt in the tray has no date yet, so it is in no month.",
        "{n} receipts in the tray have no date yet, so they are in no month.",
        count,
    )
    return words.format(n=count)


def month_words(first: dt.date) -> str:
    """Return a month as it is called: ``November 2026``."""
    words = _name_of(first)
    return words[:1].upper() + words[1:]


def _name_of(first: dt.date) -> str:
    """Return a month's name as it stands in a sentence."""
    return QLocale(current_language()).toString(QDate(first.year, first.month, 1), "MMMM yyyy")


def _legend() -> QLayout:
    line = row(gap=Space.S)
    for form, words in ((Form.BOOKED, _("Booked")), (Form.DRAFT, _("Draft")), (Form.UNSENT, _("Not sent"))):
        line.addWidget(Swatch(form))
        line.addWidget(label(words, kind="small", ink="muted"))
        line.addSpacing(Space.S)
    line.addStretch(1)
    return line


def _note(icon: str, words: str, role: Role = Role.MUTED) -> QLayout:
    line = row(gap=Space.M)
    line.addWidget(picture(icon, 20, role), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(words, wraps=True), 1)
    return line


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
