"""Everything that is known about one sent receipt: fields, where it stands and why, what can be done, its trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.journey import stage_of
from desktop.gui.notices import title_of
from desktop.gui.page import Sheet
from desktop.gui.theme import Role, Space, letters, say
from desktop.gui.trail import TrailList
from desktop.gui.widgets import breakable, button, column, ground, hairline, label, picture, row
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.words import _
from desktop.words.faults import explain
from desktop.words.numbers import size_text

LEAST, VALUE_LEAST = 34, 14
"""The least widths of the panel, and of a value in it, in average letters."""


class JourneyFacts(QScrollArea):
    """The panel on the right of the outbox and the archive."""

    back_asked = Signal(str)
    """receipt id: edit it again"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(letters(LEAST))
        self._body = ground(Sheet(), "surface")
        self._layout = column(self._body, margin=Space.L, gap=Space.M)
        self._make_buttons()
        self.trail = TrailList(bridge)
        self.setWidget(self._body)
        self._facts = QWidget()
        self._arrange()

    def _make_buttons(self) -> None:
        self.try_now = button(_("Try now"), kind="primary", icon="try")
        self.undo = button(_("Undo sending"), icon="undo")
        self.back = button(_("Back to the tray"), icon="tray")
        self.try_now.clicked.connect(self._on_try)
        self.undo.clicked.connect(self._on_undo)
        self.back.clicked.connect(self._on_back)

    def _arrange(self) -> None:
        self._layout.addWidget(self._facts)
        actions = column(gap=Space.S)
        for each in (self.try_now, self.undo, self.back):
            actions.addWidget(each)
        self._layout.addLayout(actions)
        self._layout.addWidget(hairline())
        self._layout.addWidget(self.trail)
        self._layout.addStretch(1)

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show another receipt, or the same with news."""
        self._receipt = receipt
        self._body.setVisible(receipt is not None)
        if receipt is None:
            return
        self._show_facts(receipt)
        waits = receipt.fault is not None and receipt.state not in {State.DRAFTED, State.BOOKED, State.REMOVED}
        self.try_now.setVisible(waits)
        self.undo.setVisible(receipt.state is State.QUEUED)
        self.back.setVisible(receipt.state is State.ATTENTION)
        self._stress(self.back if receipt.state is State.ATTENTION else self.try_now)
        self.trail.follow(receipt)

    def _stress(self, likely: QPushButton) -> None:
        """Give the accent to what most likely helps."""
        for each, icon in ((self.try_now, "try"), (self.back, "tray")):
            primary = each is likely
            say(each, "kind", "primary" if primary else "normal")
            icons.wear(each, icon, Role.ON_ACCENT if primary else Role.TEXT)

    def _show_facts(self, receipt: Receipt) -> None:
        old, self._facts = self._facts, QWidget()
        layout = column(self._facts, gap=Space.M)
        layout.addWidget(label(breakable(title_of(receipt)), kind="title", wraps=True))
        self._add_stage(layout, receipt)
        layout.addLayout(self._fields(receipt))
        self._layout.replaceWidget(old, self._facts)
        old.hide()
        old.deleteLater()

    def _add_stage(self, layout: QVBoxLayout, receipt: Receipt) -> None:
        stage = stage_of(receipt, dt.datetime.now(dt.UTC))
        line = row(gap=Space.S)
        line.addWidget(picture(stage.icon, 18, stage.role), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(stage.words, kind="strong", ink=_INKS.get(stage.role, "text"), wraps=True), 1)
        layout.addLayout(line)
        if receipt.fault is not None:
            layout.addWidget(_fault_box(receipt))

    def _fields(self, receipt: Receipt) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(self._values(receipt)):
            grid.addWidget(label(name, ink="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = label(breakable(value), wraps=True)
            said.setMinimumWidth(letters(VALUE_LEAST))
            grid.addWidget(said, number, 1)
        return grid

    def _values(self, receipt: Receipt) -> Iterable[tuple[str, str]]:
        draft = receipt.draft
        company = next((c for c in self._bridge.companies if c.id == receipt.company_id), None)
        values = (
            (_("Company"), company.name if company else ""),
            (_("Date"), format_date(draft.date) if draft.date else ""),
            (_("Total"), format_money(draft.amount, draft.currency) if draft.amount is not None else ""),
            (_("Account"), self._account(receipt)),
            (_("Paid from"), self._deposit(receipt)),
            (_("Falls due"), format_date(draft.due) if draft.credit and draft.due else ""),
            (_("Description"), draft.description),
            (_("Voucher no."), str(receipt.voucher_number) if receipt.voucher_number is not None else ""),
            (_("File"), receipt.file_name or ""),
            (_("Size"), _sizes(receipt)),
            (_("Sent"), f"{receipt.sent_at.astimezone():%d.%m.%Y %H:%M}" if receipt.sent_at else ""),
        )
        return ((name, value) for name, value in values if value)

    def _account(self, receipt: Receipt) -> str:
        number = receipt.draft.account
        book = self._bridge.book
        known = book.account(number) if book and book.company.id == receipt.company_id else None
        return f"{number} {known.name}" if known else str(number or "")

    def _deposit(self, receipt: Receipt) -> str:
        if receipt.draft.credit:
            return _("Not paid yet")
        number, book = receipt.draft.paid_from, self._bridge.book
        deposits = book.deposits if book and book.company.id == receipt.company_id else ()
        return next((d.name for d in deposits if d.number == number), str(number or ""))

    @Slot()
    def _on_try(self) -> None:
        if self._receipt:
            self._bridge.try_now([self._receipt.id])

    @Slot()
    def _on_undo(self) -> None:
        if self._receipt:
            self._bridge.unsend([self._receipt.id])

    @Slot()
    def _on_back(self) -> None:
        if self._receipt:
            receipt_id = self._receipt.id
            self._bridge.back_to_tray(receipt_id)
            self.back_asked.emit(receipt_id)


_INKS = {Role.OK: "ok", Role.WAIT: "wait", Role.FAULT: "fault", Role.ACCENT: "accent", Role.MUTED: "muted"}


def _fault_box(receipt: Receipt) -> QWidget:
    assert receipt.fault is not None
    words = explain(receipt.fault)
    box = ground(QWidget(), "fault") if receipt.state is State.ATTENTION else QWidget()
    layout = column(box, margin=Space.M if receipt.state is State.ATTENTION else 0, gap=Space.XS)
    layout.addWidget(label(breakable(words.sentence), wraps=True))
    layout.addWidget(label(words.step, wraps=True, kind="strong"))
    return box


def _sizes(receipt: Receipt) -> str:
    before = size_text(receipt.original_size)
    if receipt.rendition_size is None or receipt.rendition_size == receipt.original_size:
        return before
    return f"{before} → {size_text(receipt.rendition_size)}"
