"""One further part of the total: its amount, account, VAT code and text. The last one's amount follows by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.gui.theme import Space
from desktop.gui.tray.account_field import AccountField
from desktop.gui.tray.chooser import Chooser
from desktop.gui.tray.field import FieldRow, Tone, tabular
from desktop.gui.tray.read_edit import AmountEdit, ReadEdit
from desktop.gui.tray.vat_field import VatField
from desktop.gui.widgets import button, hairline, label, retell, row
from desktop.receipts.company import CompanyBook
from desktop.receipts.money import format_money
from desktop.receipts.receipt import DraftLine
from desktop.receipts.vat import vat_shown
from desktop.words import _


class LineBox(QWidget):
    """Shows one line, and tells the line that is written."""

    touched = Signal()
    settled = Signal()
    send_asked = Signal()
    removed = Signal()
    """The user wants the part gone; the others share its amount."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: CompanyBook | None = None
        self._number, self._last = 2, False
        self.amount = AmountEdit(self)
        self.account = AccountField(self)
        self.vat = VatField(self)
        self.vat_amount = QLabel(self)
        tabular(self.vat_amount)
        self.text = QLineEdit(self)
        self.rows = {
            "amount": FieldRow(self.amount, self),
            "account": FieldRow(self.account, self),
            "vat_code": FieldRow(self.vat, self, beside=self.vat_amount),
            "description": FieldRow(self.text, self),
        }
        self._head = label(kind="strong")
        self.remove = button("", kind="quiet", icon="close")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Space.S, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(hairline())
        head = row()
        head.addWidget(self._head, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(head)
        for each in self.rows.values():
            layout.addWidget(each)

    def _wire(self) -> None:
        for edit in (self.amount, self.account):
            edit.setProperty("field", "lines")
            edit.touched.connect(self.touched)
            edit.settled.connect(self.settled)
        self.vat.setProperty("field", "lines")
        self.vat.activated.connect(self.touched)
        self.vat.activated.connect(self.settled)
        self.text.setProperty("field", "lines")
        self.text.textEdited.connect(self.touched)
        self.text.editingFinished.connect(self.settled)
        self.account.send_asked.connect(self.send_asked)
        self.account.touched.connect(self._on_account)
        self.remove.clicked.connect(self.removed)

    # -- line in, line out

    def show_line(self, line: DraftLine, book: CompanyBook | None, raw: Mapping[str, str], *, every: bool) -> None:
        """Show a line; ``raw`` holds texts that could not be read: ``amount``, ``account``.

        ``every``: accounts that are not for purchases are offered too.
        """
        self._book = book
        self.account.set_book(book, every=every)
        self.account.set_number(line.account)
        self.amount.set_value(line.amount)
        self.vat.show_choices(book, line.account, line.vat_code)
        self.text.setText(line.description)
        for name, edit in self._readable():
            if name in raw:
                edit.put_back(raw[name])

    def line(self) -> DraftLine:
        """Return the line that the fields mean now; the last one has no amount of its own."""
        amount = None if self._last else self.amount.value()
        return DraftLine(amount, self.account.number(), self.vat.code(), self.text.text().strip())

    def raw(self) -> dict[str, str]:
        """Return the texts that mean nothing yet."""
        unread = {"amount": self.amount.fault is not None, "account": self.account.number() is None}
        texts = ((name, edit.text()) for name, edit in self._readable())
        return {name: text for name, text in texts if text.strip() and unread[name]}

    def _readable(self) -> Iterator[tuple[str, AmountEdit | AccountField]]:
        yield "amount", self.amount
        yield "account", self.account

    @Slot()
    def _on_account(self) -> None:
        self.vat.show_choices(self._book, self.account.number(), self.vat.code())

    # -- what follows

    def place(self, number: int, *, last: bool) -> None:
        """Say which part it is (from 2); the last one's amount is reckoned and can't be written."""
        self._number, self._last = number, last
        self.amount.setReadOnly(last)
        self.amount.setFocusPolicy(Qt.FocusPolicy.NoFocus if last else Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def show_rest(self, line: DraftLine, currency: str) -> None:
        """Show what is left for the last part, the currency of all, and the VAT of this one."""
        if self._last:
            self.amount.set_value(line.amount)
        self.amount.set_unit("kr." if currency == "DKK" else currency)
        known = self._book is not None and not self._book.company.is_vat_free and line.account is not None
        vat = vat_shown(line, self._book).amount if known else None
        self.vat_amount.setText(format_money(vat, currency) if vat is not None and vat >= 0 else "")
        self.vat_amount.setVisible(bool(self.vat_amount.text()))

    def speak(self, field: str, words: str) -> None:
        """Say what is wrong with a field; an empty text takes it back."""
        self.rows[field].speak(words, Tone.FAULT)

    def first_gap(self) -> QWidget:
        """Return the control that the user should go to."""
        if not self._last and self.amount.value() is None:
            return self.amount
        return self.account if self.account.number() is None or self._last else self.amount

    def settle(self) -> None:
        """Read the field that is being written, as if it were left."""
        edits: tuple[ReadEdit | Chooser, ...] = (self.amount, self.account)
        for edit in edits:
            if edit.hasFocus():
                edit.settle()

    def arrange(self, *, stacked: bool, label_width: int) -> None:
        """Put names above the fields, or beside them."""
        for each in self.rows.values():
            each.arrange(stacked=stacked, label_width=label_width)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        part = _("Part {number}").format(number=self._number)
        self._head.setText(part)
        names = {"amount": _("The rest") if self._last else _("Of it"), "account": _("Account"),
                 "vat_code": _("VAT"), "description": _("Text")}  # fmt: skip
        for name, words in names.items():
            self.rows[name].set_name(words)
            self.rows[name].control.setAccessibleName(f"{words}, {part}")
        self.account.retranslate()
        self.vat.show_choices(self._book, self.account.number(), self.vat.code())
        retell(self.remove, "")
        self.remove.setAccessibleName(_("Remove {part}").format(part=part))
        self.remove.setToolTip(self.remove.accessibleName())
