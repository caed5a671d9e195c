"""The fields that only some receipts have: parts of a total, a manual voucher's other side, purpose and guests.

They stand between the plain ones, and show themselves where they are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.actions import bind
from desktop.gui.tray.account_field import AccountField
from desktop.gui.tray.balance_fields import BalanceFields
from desktop.gui.tray.currency_offer import CurrencyOffer
from desktop.gui.tray.field import FieldRow
from desktop.gui.tray.kind_band import KindBand
from desktop.gui.tray.line_editor import LineEditor
from desktop.gui.tray.missing_panel import MissingPanel
from desktop.gui.tray.read_edit import AmountEdit
from desktop.gui.tray.representation_fields import RepresentationFields
from desktop.gui.widgets import button, retell
from desktop.receipts.company import CompanyBook
from desktop.receipts.kinds import as_kind, in_kroner
from desktop.receipts.lines import divided, without_line
from desktop.receipts.receipt import Draft, VoucherKind
from desktop.words import _

Change = Callable[[Draft], Draft]
_MINUS = " -\u2212\u2013"


class ExtraFields(QObject):
    """Belongs to the form's fields, and shares their account and amount."""

    touched = Signal(str)
    """The name of the draft's field that the user is changing."""
    settled = Signal(str)
    """The name of a field that the user has finished."""
    wanted = Signal(object, str)
    """Change, name of a field: the draft shall become another one."""

    def __init__(self, parent: QWidget, account: AccountField, amount: AmountEdit) -> None:
        super().__init__(parent)
        self._account, self._amount = account, amount
        self._book: CompanyBook | None = None
        self._rows: Mapping[str, FieldRow] = {}
        self.band = KindBand(parent)
        self.part = AmountEdit(parent)
        self.lines = LineEditor(parent)
        self.lines.home = account
        self.balance = BalanceFields(parent)
        self.representation = RepresentationFields(parent)
        self.ways = CurrencyOffer(parent)
        self.gaps = MissingPanel(parent)
        self.split = button("", kind="link")
        self._wire(parent)

    # -- where they stand

    def placed(self, rows: Mapping[str, FieldRow], parent: QWidget) -> dict[str, FieldRow]:
        """Return the form's rows with these among them."""
        after: dict[str, dict[str, FieldRow]] = {
            "account": {"part": FieldRow(self.part, parent)},
            "paid_from": self.balance.rows,
            "description": self.representation.rows,
        }
        found: dict[str, FieldRow] = {}
        for name, row in rows.items():
            found |= {name: row, **after.get(name, {})}
        self._rows = found
        return found

    def links(self, more: QPushButton) -> QHBoxLayout:
        """Return the line of links below the plain fields."""
        line = QHBoxLayout()
        line.addWidget(more)
        line.addStretch(1)
        line.addWidget(self.split)
        return line

    def follow(self, layout: QVBoxLayout, name: str) -> None:
        """Put below the row ``name`` what belongs there."""
        below: dict[str, tuple[QWidget, ...]] = {"vat_code": (self.lines,), "currency": (self.ways, self.gaps)}
        for widget in below.get(name, ()):
            layout.addWidget(widget)

    def _wire(self, parent: QWidget) -> None:
        bind(parent, "divide", self.divide)
        self.split.clicked.connect(self.divide)
        self.lines.divided.connect(self.divide)
        self.lines.removed.connect(self._on_line_removed)
        self.band.chosen.connect(self.become)
        self.ways.in_kroner.connect(self._to_kroner)
        self.ways.on_credit.connect(self._to_credit)
        for name, edit in (("part", self.part), ("balancing", self.balance.account), ("lines", self.lines)):
            edit.setProperty("field", name)
            edit.touched.connect(partial(self.touched.emit, name))
            edit.settled.connect(partial(self.settled.emit, name))
        self.balance.direction.setProperty("field", "incoming")
        self.balance.direction.activated.connect(self._on_direction)
        for name, line in (("purpose", self.representation.purpose), ("guests", self.representation.guests)):
            line.setProperty("field", name)
            line.textEdited.connect(partial(self._on_text, name))
            line.editingFinished.connect(partial(self.settled.emit, name))

    # -- draft in, draft out

    def set_book(self, book: CompanyBook | None) -> None:
        """Offer what the company has."""
        self._book = book
        self.balance.set_book(book)

    def show(self, draft: Draft, raw: Mapping[str, str]) -> None:
        """Show a draft; ``raw`` holds texts that could not be read. The account offers what its kind may have."""
        self._account.set_book(self._book, every=draft.kind is VoucherKind.MANUAL)
        self.balance.show(draft)
        self.representation.show(draft)
        self.part.set_value(draft.part)
        if "part" in raw:
            self.part.put_back(raw["part"])
        self.lines.show_lines(draft, self._book, raw)

    def into(self, draft: Draft) -> Draft:
        """Return the draft with what these fields mean."""
        return replace(
            draft,
            lines=self.lines.lines(),
            part=self.part.value() if self.lines.boxes else None,
            balancing=self.balance.account.number(),
            incoming=self.balance.incoming(),
            purpose=self.representation.purpose.text().strip(),
            guests=self.representation.guests.text().strip(),
        )

    def raw(self) -> dict[str, str]:
        """Return the texts that mean nothing yet."""
        unread = {"part": self.part.text()} if self.part.fault is not None else {}
        return unread | self.lines.raw()

    def refresh(self, draft: Draft) -> None:
        """Show the fields that a draft has, and what follows from it."""
        purchase = draft.kind is VoucherKind.PURCHASE
        self.part.set_unit("kr." if draft.currency == "DKK" else draft.currency)
        self._rows["part"].setVisible(bool(draft.lines))
        self._rows["paid_from"].setVisible(purchase)
        self._rows["due"].setVisible(purchase and draft.credit)
        self.lines.refresh(draft)
        self.split.setVisible(not draft.lines)
        self.balance.refresh(draft)
        self.representation.refresh(draft, self._book)
        self.ways.refresh(draft)

    def settle(self) -> None:
        """Read the field that is being written, as if it were left."""
        for edit in (self.part, self.balance.account):
            if edit.hasFocus():
                edit.settle()
        self.lines.settle()

    # -- what the user does

    @Slot(object)
    def become(self, kind: VoucherKind) -> None:
        """Make another kind of voucher of the receipt; what is written stays, an amount without its minus."""
        if kind is VoucherKind.CREDIT_NOTE and self._amount.fault is not None:
            self._amount.put_back(self._amount.text().strip(_MINUS))
        self.wanted.emit(lambda draft: as_kind(draft, kind, self._book), "kind")

    @Slot()
    def _to_kroner(self) -> None:
        self.wanted.emit(in_kroner, "currency")
        self._amount.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _to_credit(self) -> None:
        self.wanted.emit(lambda draft: replace(draft, credit=True, paid_from=None), "currency")

    @Slot()
    def divide(self) -> None:
        """Add a part to the total, and go to it: first to how much stays on the account above."""
        plain = not self.lines.boxes
        self.wanted.emit(divided, "part")
        if plain:
            self.part.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.lines.go_to_new()

    @Slot(int)
    def _on_line_removed(self, number: int) -> None:
        self.wanted.emit(lambda draft: without_line(draft, number), "lines")
        (self.lines.add if self.lines.boxes else self.split).setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_direction(self) -> None:
        self.touched.emit("incoming")
        self.settled.emit("incoming")

    def _on_text(self, name: str, _text: str) -> None:
        self.touched.emit(name)

    # -- room and language

    def arrange(self, *, stacked: bool, label_width: int) -> None:
        """Put names above the fields of the parts, or beside them."""
        self.lines.arrange(stacked=stacked, label_width=label_width)

    def label_hint(self) -> int:
        """Return the width that the names of the parts' fields would like."""
        return self.lines.label_hint()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._rows["part"].set_name(_("Of it"))
        retell(self.split, _("Divide"))
        self.split.setAccessibleName(_("Divide the total"))
        for part in (self.band, self.lines, self.balance, self.representation, self.ways, self.gaps):
            part.retranslate()
        self.split.setToolTip(self.lines.add.toolTip())
