"""The fields of a purchase voucher below each other, and the draft that they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space, say
from desktop.gui.tray.account_field import AccountField
from desktop.gui.tray.chooser import Chooser
from desktop.gui.tray.currency_field import CurrencyField
from desktop.gui.tray.extra_fields import Change, ExtraFields
from desktop.gui.tray.field import FieldRow, tabular
from desktop.gui.tray.paid_field import NO_ACCOUNT, Paid, PaidField, Payment
from desktop.gui.tray.read_edit import AmountEdit, DateEdit, ReadEdit
from desktop.gui.tray.supplier_field import SupplierField
from desktop.gui.tray.vat_field import VatField
from desktop.receipts.company import CompanyBook
from desktop.receipts.lines import lines_of
from desktop.receipts.looks import after_change
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft, VoucherKind
from desktop.receipts.vat import vat_shown
from desktop.words import _

NARROW = 15
"""Widths of an M: a control with less room than this beside its name goes below it."""


class VoucherFields(QWidget):
    """Shows a draft, and tells the draft that is written. It saves nothing and judges nothing."""

    changed = Signal(str)
    """The name of the draft's field that the user is changing."""
    left = Signal(str)
    """The name of a field that the user has finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: CompanyBook | None = None
        self._base = Draft()
        self.supplier = SupplierField(self)
        self.date = DateEdit(self)
        self.amount = AmountEdit(self)
        self.account = AccountField(self)
        self.vat = VatField(self)
        self.vat_amount = QLabel(self)
        self.paid = PaidField(self)
        self.due = DateEdit(self)
        self.description = QLineEdit(self)
        self.more = QPushButton(self)
        self.currency = CurrencyField(self)
        self.extra = ExtraFields(self, self.account, self.amount)
        self.rows = self.extra.placed(self._make_rows(), self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def _make_rows(self) -> dict[str, FieldRow]:
        return {
            "supplier": FieldRow(self.supplier, self),
            "date": FieldRow(self.date, self),
            "amount": FieldRow(self.amount, self),
            "account": FieldRow(self.account, self),
            "vat_code": FieldRow(self.vat, self, beside=self.vat_amount),
            "paid_from": FieldRow(self.paid, self),
            "due": FieldRow(self.due, self),
            "description": FieldRow(self.description, self),
            "currency": FieldRow(self.currency, self),
        }

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.S)
        layout.addWidget(self.extra.band)
        for name, row in self.rows.items():
            if name == "currency":
                layout.addLayout(self.extra.links(self.more))
            layout.addWidget(row)
            self.extra.follow(layout, name)
        layout.addStretch(1)
        say(self.more, "kind", "link")
        self.more.setCheckable(True)
        tabular(self.vat_amount)
        self._fold()

    def _wire(self) -> None:
        texts: Mapping[str, ReadEdit | Chooser] = {
            "supplier": self.supplier,
            "date": self.date,
            "amount": self.amount,
            "account": self.account,
            "due": self.due,
        }
        for name, edit in texts.items():
            edit.setProperty("field", name)
            edit.touched.connect(self._on_touched)
            edit.settled.connect(self._on_settled)
        for name, combo in (("vat_code", self.vat), ("paid_from", self.paid), ("currency", self.currency)):
            combo.setProperty("field", name)
            combo.activated.connect(self._on_chosen)
        self.description.setProperty("field", "description")
        self.description.textEdited.connect(self._on_touched)
        self.description.editingFinished.connect(self._on_settled)
        self.more.toggled.connect(self._fold)
        self.extra.touched.connect(self._on_extra_touched)
        self.extra.settled.connect(self._on_extra_settled)
        self.extra.wanted.connect(self._on_wanted)

    # -- draft in, draft out

    def set_book(self, book: CompanyBook | None) -> None:
        """Offer what the company has; what is written stays."""
        draft = self.draft()
        self._book = book
        self.supplier.set_suppliers(book.suppliers if book else ())
        self.extra.set_book(book)
        self.account.set_book(book, every=draft.kind is VoucherKind.MANUAL)
        self.account.set_number(draft.account) if draft.account is not None else None
        self._show_choices(draft)

    def show_draft(self, draft: Draft, raw: Mapping[str, str]) -> None:
        """Show a draft; ``raw`` holds texts that could not be read when they were typed, by field."""
        self._base = draft
        self.extra.show(draft, raw)
        self.supplier.set_supplier(draft.supplier, draft.contact_guid, draft.cvr)
        self.date.set_value(draft.date)
        self.amount.set_value(draft.amount)
        self.account.set_number(draft.account)
        self.due.set_value(draft.due)
        self.description.setText(draft.description)
        self.currency.set_code(draft.currency)
        for name, edit in self._readable().items():
            if name in raw:
                edit.put_back(raw[name])
        self.more.setChecked(draft.currency != "DKK")
        self._show_choices(draft)

    def draft(self) -> Draft:
        """Return the draft that the fields mean now."""
        payment = self.paid.payment()
        credit = payment is not None and payment.paid is Paid.NOT_YET
        date = self.date.value()
        draft = replace(
            self._base,
            supplier=self.supplier.name(),
            cvr=self.supplier.cvr(),
            contact_guid=self.supplier.guid(),
            date=date,
            amount=self.amount.value(),
            account=self.account.number(),
            vat_code=self.vat.code() if self.vat.isEnabled() else self._base.vat_code,
            paid_from=self._paid_from(payment),
            credit=credit,
            due=self.due.value() if credit else self._base.due,
            currency=self.currency.code(),
            description=self.description.text().strip(),
            date_confirmed=self._base.date_confirmed and date == self._base.date,
        )
        draft = self.extra.into(draft)
        return replace(draft, look=after_change(self._base, draft)) if draft.look else draft

    def _paid_from(self, payment: Payment | None) -> int | None:
        if payment is not None and payment.paid is Paid.OUTLAY and self._book is not None:
            return NO_ACCOUNT
        return payment.number if payment else None

    def raw(self) -> dict[str, str]:
        """Return the texts that mean nothing yet, so that typing is never lost."""
        texts = {name: edit.text() for name, edit in self._readable().items()}
        unread = {name: text for name, text in texts.items() if text.strip() and self._is_unread(name)}
        return unread | self.extra.raw()

    def _readable(self) -> dict[str, ReadEdit | AccountField]:
        return {"date": self.date, "amount": self.amount, "account": self.account, "due": self.due}

    def _is_unread(self, name: str) -> bool:
        if name == "account":
            return self.account.number() is None
        edit = self._readable()[name]
        return isinstance(edit, ReadEdit) and edit.fault is not None

    def fill(self, **fields: object) -> None:
        """Change fields of the draft as the user would."""
        self.show_draft(replace(self.draft(), **fields), self.raw())  # type: ignore[arg-type]  # names of Draft

    def offer(self, found: Mapping[str, object]) -> None:
        """Fill in what is still empty; a field that holds any text, also one that means nothing yet, stays as it is."""
        if not self.supplier.text().strip() and "supplier" in found:
            guid, cvr = (v if isinstance(v := found.get(n), str) else None for n in ("contact_guid", "cvr"))
            self.supplier.set_supplier(str(found["supplier"]), guid, cvr)
        if not self.date.text().strip() and isinstance(date := found.get("date"), dt.date):
            self.date.set_value(date)
        if not self.due.text().strip() and isinstance(due := found.get("due"), dt.date):
            self.due.set_value(due)
            self._base = replace(self._base, due=due)  # kept for the day that it is not paid: the field is hidden now
        if not self.amount.text().strip() and isinstance(amount := found.get("amount"), Decimal):
            self.amount.set_value(amount)
            self._offer_currency(found.get("currency"))
        if not self.description.text().strip() and "description" in found:
            self.description.setText(str(found["description"]))
        if not self.account.text().strip() and isinstance(number := found.get("account"), int):
            self.account.set_number(number)
            code = found.get("vat_code", self.draft().vat_code)
            self.vat.show_choices(self._book, number, code if isinstance(code, str) else None)
        self._offer_payment(found)
        if isinstance(looks := found.get("look"), tuple):
            self._base = replace(self.draft(), look=looks)
        self.refresh()

    def _offer_payment(self, found: Mapping[str, object]) -> None:
        """Show how it is paid; whether that may be offered, the one who offers knows."""
        if "credit" in found:
            number = found.get("paid_from")
            draft = replace(
                self.draft(), credit=bool(found["credit"]), paid_from=number if isinstance(number, int) else None
            )
            self.paid.show_choices(self._book, self._payment(draft))

    def _offer_currency(self, code: object) -> None:
        if isinstance(code, str):
            self.currency.set_code(code)
            self.more.setChecked(True)

    def put(self, field: str, text: str) -> bool:
        """Write a text into a field as the user would, and leave it; return False where the field takes no text."""
        edit = {**self._readable(), "supplier": self.supplier, "description": self.description}.get(field)
        if edit is None or field == "account":
            return False
        edit.setText(text)
        edit.setModified(True)
        if isinstance(edit, ReadEdit | Chooser):
            edit.settle()
        else:
            edit.editingFinished.emit()
        return True

    # -- what follows from the fields

    def refresh(self) -> None:
        """Show what follows from the fields: VAT, unit, and which fields there are."""
        draft = self.draft()
        self.vat.show_choices(self._book, draft.account, draft.vat_code)
        shown = vat_shown(lines_of(draft)[0], self._book)  # each part says its own
        amount = shown.amount if self.vat_is_known(draft) else None
        self.vat_amount.setText(format_money(amount, draft.currency) if amount is not None else "")
        self.vat_amount.setVisible(amount is not None)
        self.vat_amount.setAccessibleName(_("VAT in the total: {amount}").format(amount=self.vat_amount.text()))
        self.amount.set_unit("kr." if draft.currency == "DKK" else draft.currency)
        self.extra.refresh(draft)

    def vat_is_known(self, draft: Draft) -> bool:
        """Return False where 0,00 would be a guess: the account that decides is missing, or not the company's."""
        if self._book is None or self._book.company.is_vat_free:
            return False
        return bool(draft.vat_code) or self._book.account(draft.account) is not None

    def _show_choices(self, draft: Draft) -> None:
        self.paid.show_choices(self._book, self._payment(draft))
        self.vat.show_choices(self._book, draft.account, draft.vat_code)
        self.refresh()

    def _payment(self, draft: Draft) -> Payment | None:
        if draft.credit:
            return Payment(Paid.NOT_YET)
        if draft.paid_from == NO_ACCOUNT:
            return Payment(Paid.OUTLAY)
        if draft.paid_from is not None:
            return Payment(Paid.ACCOUNT, draft.paid_from)
        return None

    @Slot()
    def _fold(self) -> None:
        unfolded = self.more.isChecked()
        self.rows["currency"].setVisible(unfolded)
        icons.wear(self.more, "chevron-down" if unfolded else "chevron-right", Role.ACCENT)

    # -- what the user does

    def _sender_name(self) -> str:
        return str(self.sender().property("field"))

    @Slot()
    def _on_touched(self) -> None:
        self.refresh()
        self.changed.emit(self._sender_name())

    @Slot()
    def _on_settled(self) -> None:
        self.refresh()
        self.left.emit(self._sender_name())

    @Slot()
    def _on_chosen(self) -> None:
        self.refresh()
        self.changed.emit(self._sender_name())
        self.left.emit(self._sender_name())

    @Slot(str)
    def _on_extra_touched(self, field: str) -> None:
        self.refresh()
        self.changed.emit(field)

    @Slot(str)
    def _on_extra_settled(self, field: str) -> None:
        self.refresh()
        self.left.emit(field)

    @Slot(object, str)
    def _on_wanted(self, change: Change, field: str) -> None:
        """Let the draft become another one, as a button says, and have it judged and kept."""
        self.show_draft(change(self.draft()), self.raw())
        self.changed.emit(field)
        self.left.emit(field)

    # -- language and room

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        names = {
            "supplier": _("Supplier"),
            "date": _("Date"),
            "amount": _("Total"),
            "account": _("Account"),
            "vat_code": _("VAT"),
            "paid_from": _("Paid from"),
            "due": _("Due date"),
            "description": _("Description"),
            "currency": _("Currency"),
        }
        for name, words in names.items():
            self.rows[name].set_name(words)
        self.more.setText(_("More fields"))
        for edit in (self.supplier, self.account, self.date, self.due):
            edit.retranslate()
        self.extra.retranslate()
        self._show_choices(self.draft())
        self.arrange(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put names beside the fields, or above them where it is narrow."""
        super().resizeEvent(event)
        self.arrange(event.size().width())

    def arrange(self, width: int) -> None:
        """Arrange the rows for a form of this width."""
        names = max(self.extra.label_hint(), *(row.label_hint() for row in self.rows.values()))
        room = width - 2 * Space.L - names - Space.S
        stacked = room < NARROW * self.fontMetrics().averageCharWidth() * 1.6
        for row in self.rows.values():
            row.arrange(stacked=stacked, label_width=names)
        self.extra.arrange(stacked=stacked, label_width=names)
