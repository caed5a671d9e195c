"""The form of one receipt: keeps what is written, says what is missing, and asks to send."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.tray.counsel import Counsel
from desktop.gui.tray.field import Tone
from desktop.gui.tray.lacks import lacks_of
from desktop.gui.tray.memory import Memory, Written
from desktop.gui.tray.paid_field import Paid
from desktop.gui.tray.recall import Recall
from desktop.gui.tray.remarks import Remark, outlay_remark, remark_about, unknown_account
from desktop.gui.tray.send_bar import SendBar, Target
from desktop.gui.tray.sources import other_vat, source_words
from desktop.gui.tray.unread_note import UnreadNote
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.gui.widgets import ground
from desktop.reading import Reading
from desktop.receipts.faults import FaultNote
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Draft, Receipt, VoucherKind
from desktop.receipts.vat import vat_shown
from desktop.words import _

SAVE_MS = 400
"""After the last key press."""
LEAST = 30
"""Average letters of the width."""


class VoucherForm(QWidget):
    """Shows the fields of one receipt of the tray and saves them through the bridge."""

    send_asked = Signal(str)
    """The id of a receipt whose fields are complete and saved."""
    send_all_asked = Signal()
    escaped = Signal()
    shown = Signal(object)
    """Receipt | None: another one, or other pages of the same"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self._reading: Reading | None = None
        self._saved = Draft()
        self._memory = Memory()
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_MS)
        self.fields = VoucherFields(self)
        self._counsel = Counsel(self.fields)
        self.note = UnreadNote(self)
        self.bar = SendBar(self)
        self.recall = Recall(bridge, self.fields)
        self._lay_out()
        self._wire()
        self.fields.set_book(bridge.book)
        self._on_target()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.fields)
        self._scroll = scroll
        self.fields.installEventFilter(self)
        ground(self, "surface")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.bar)

    def _wire(self) -> None:
        self._save_soon.timeout.connect(self.flush)
        self.fields.supplier.send_asked.connect(self.send)
        self.fields.account.send_asked.connect(self.send)
        self.fields.extra.lines.send_asked.connect(self.send)
        self._counsel.taken.connect(self._on_advice_taken)
        self.fields.changed.connect(self._on_changed)
        self.fields.left.connect(self._on_left)
        self.fields.rows["date"].answered.connect(self._on_date_confirmed)
        self.recall.looked.connect(self._on_looked)
        self.bar.send_asked.connect(self.send)
        self.bar.send_all_asked.connect(self.send_all_asked)
        self.bar.connect_asked.connect(self._bridge.log_in)
        self._bridge.book_changed.connect(self._on_book)
        self._bridge.settings_changed.connect(self._on_target)
        self._bridge.companies_changed.connect(self._on_target)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the fields: nothing of them is ever cut."""
        if watched is self.fields and event.type() == QEvent.Type.LayoutRequest:
            self.fit_width()
        return super().eventFilter(watched, event)

    def fit_width(self) -> None:
        """Take at least the width below which a control would be cut."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        needed = max(self.fields.minimumSizeHint().width() + bar, self.bar.minimumSizeHint().width())
        self.setMinimumWidth(max(LEAST * self.fontMetrics().averageCharWidth(), needed))

    # -- which receipt

    @property
    def receipt_id(self) -> str | None:
        """The receipt whose fields are shown."""
        return self._receipt.id if self._receipt else None

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show a receipt. What was written about another is saved first; the same one keeps what is being written."""
        if receipt is not None and self._receipt is not None and receipt.id == self._receipt.id:
            self._take_news(receipt)
            return
        self.flush()
        self._receipt, self._reading = receipt, None
        self.fields.setEnabled(receipt is not None)
        if receipt is not None:
            self._load(receipt)
            self._scroll.verticalScrollBar().setValue(0)
        self.shown.emit(receipt)

    def _take_news(self, receipt: Receipt) -> None:
        """Take over the fields that the desk tells, but only if nothing is being written here."""
        changed = receipt.draft != self._saved
        repaged = self._receipt is not None and self._receipt.originals != receipt.originals
        self._receipt = receipt
        if changed and not self._save_soon.isActive() and self.fields.draft() == self._saved:
            self._load(receipt)
        else:
            self._judge()
        if repaged:
            self.shown.emit(receipt)

    # -- what the document says

    def take_reading(self, reading: Reading | None, fault: FaultNote | None, found: Mapping[str, object]) -> None:
        """Take over what was read of the receipt that is shown; ``found`` fills fields that are empty."""
        if self._receipt is None:
            return
        before, self._reading = self._reading, reading
        self.note.speak(fault, credit_note=reading is not None and reading.credit_note)
        if before is None and reading is None and not found:
            return  # nothing is known that was not judged when the receipt came
        if found:
            self.fields.offer(found)
            self.flush()
        self._judge()

    def draft(self) -> Draft:
        """Return the draft that the fields mean now."""
        return self.fields.draft()

    def payment_is_free(self) -> bool:
        """Return whether the user has not chosen yet how the receipt was paid."""
        return self._receipt is not None and self.recall.is_free(self._written().touched)

    # -- the receipt's fields

    def _load(self, receipt: Receipt) -> None:
        self._saved = receipt.draft
        written = self._memory.of(receipt.id)
        self.fields.supplier.learn(self._bridge.suppliers.names())
        self.fields.show_draft(receipt.draft, written.raw)
        self._judge()

    # -- saving

    @Slot()
    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._save_soon.stop()
        if self._receipt is None:
            return
        self._written().keep(self.fields.raw())
        draft = self.fields.draft()
        if draft != self._saved:
            self._saved = draft
            self._bridge.save_draft(self._receipt.id, draft)

    def _written(self) -> Written:
        assert self._receipt is not None
        return self._memory.of(self._receipt.id)

    @Slot(str)
    def _on_changed(self, _field: str) -> None:
        if self._receipt is not None:
            self._save_soon.start()
            self._judge()

    @Slot(str)
    def _on_left(self, field: str) -> None:
        if self._receipt is None:
            return
        self._written().touched.add(field)
        if field == "supplier":
            self.recall.fill(self._receipt.id, self._written().touched)
        self.flush()
        self._judge()

    @Slot()
    def _on_date_confirmed(self) -> None:
        self.fields.fill(date_confirmed=True)
        self.flush()
        self._judge()

    @Slot()
    def _on_looked(self) -> None:
        self.flush()
        self._judge()

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Count a field that is left as touched, also when nothing was written in it."""
        if old is None or self._receipt is None or not self.fields.isAncestorOf(old):
            return
        field = old.property("field")
        if isinstance(field, str) and QApplication.activePopupWidget() is None:
            self._written().touched.add(field)
            self._judge()

    @Slot()
    def _on_advice_taken(self) -> None:
        self.flush()
        self._judge()

    # -- judging

    def _remarks(self) -> dict[str, Remark]:
        """Return what is wrong, by field: first what can't be read, then what is missing."""
        assert self._receipt is not None
        found: dict[str, Remark] = {}
        draft, extra = self.fields.draft(), self.fields.extra
        edits = {"date": self.fields.date, "amount": self.fields.amount, "part": extra.part, "due": self.fields.due}
        for field, edit in edits.items():
            if edit.fault is not None and not self.fields.rows[field].isHidden():
                found[field] = remark_about(field, edit.fault)
        text = self.fields.account.text().strip()
        if text and self.fields.account.number() is None:
            found["account"] = unknown_account(text, connected=bool(self._bridge.book and self._bridge.book.accounts))
        payment = self.fields.paid.payment()
        if draft.kind is VoucherKind.PURCHASE and payment is not None and payment.paid is Paid.OUTLAY:
            found["paid_from"] = outlay_remark()
        for missing in self._lacks():
            field = missing.field if missing.field in {"lines", *self.fields.rows} else "supplier"
            found.setdefault(field, remark_about(missing.field, missing.fault))
        return found

    def _lacks(self) -> tuple[Missing, ...]:
        return lacks_of(self._bridge, self._receipt, self.fields.draft()) if self._receipt else ()

    def _judge(self) -> None:
        """Say at each field what is wrong with it; of an untouched one only to a screen reader."""
        if self._receipt is None:
            return
        self._counsel.read(self._reading)
        remarks, touched, draft = self._remarks(), self._written().touched, self.fields.draft()
        reasons = self.recall.tell(self._receipt.id, draft)
        for field, row in self.fields.rows.items():
            remark = remarks.get(field)
            source = source_words(self._reading, draft, field) or reasons.get(field, "")
            hint = self._hint(field, draft) or (source if field == "account" else "")
            row.show_source(source)
            if remark is None and self._counsel.speaks(field, row, draft, self._bridge.book):
                pass
            elif remark is None and source and not hint:
                row.murmur(source)
            elif remark is None or (field == "paid_from" and self._bridge.book is None):
                row.speak(hint)
            elif row.being_written():
                row.murmur(remark.words)
            elif field in touched or remark.answer or field == "currency":
                row.speak(remark.words, remark.tone, remark.answer)
            else:
                row.murmur(remark.words)
            self._mark(field, missing=remark is not None)
        self._counsel.tell(draft, self._lacks(), self._bridge.book, loud="lines" in touched)
        if "currency" in remarks:
            self.fields.more.setChecked(True)

    def _mark(self, field: str, *, missing: bool) -> None:
        control = self.fields.rows[field].control
        if isinstance(control, QLineEdit):
            control.setPlaceholderText(_("missing") if missing else "")
        else:
            self.fields.paid.setPlaceholderText(_("missing"))

    def _hint(self, field: str, draft: Draft) -> str:
        if field == "amount":
            return self.fields.amount.hint
        if field == "paid_from" and self._bridge.book is None:
            return _("Bank and cash come when you are connected to Dinero.")
        if field != "vat_code":
            return ""
        shown = vat_shown(draft, self._bridge.book)
        if shown.reverse_charge:
            return _("No VAT on the receipt: Dinero calculates it.")
        if self.fields.vat_is_known(draft):
            return other_vat(self._reading, draft, shown.amount)
        return ""

    def is_complete(self) -> bool:
        """Return whether the receipt that is shown can be sent as it is written now."""
        return self._receipt is not None and not self._remarks()

    # -- sending

    @Slot()
    def send(self) -> None:
        """Ask to send this receipt; if something is missing, say so and go to the first such field."""
        if self._receipt is None or not self.bar.send.isEnabled():
            return
        self.settle()
        remarks = self._remarks()
        if remarks:
            self._written().touched.update(remarks)
            self._judge()
            self.go_to_first_gap()
            return
        self.flush()
        self.send_asked.emit(self._receipt.id)

    def settle(self) -> None:
        """Read the field that is being written, as if it were left."""
        for edit in (self.fields.date, self.fields.amount, self.fields.due, self.fields.supplier, self.fields.account):
            if edit.hasFocus():
                edit.settle()
        self.fields.extra.settle()

    def go_to_first_gap(self) -> None:
        """Put the focus into the first field that lacks something; if none does, on the button: Enter sends."""
        remarks = self._remarks() if self._receipt else {}
        field = next((f for f in self.fields.rows if f in remarks), "supplier")
        if not remarks and self.bar.send.isEnabled():
            self.bar.send.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if remarks and not remarks.keys() & self.fields.rows.keys():
            self._counsel.go_to_part(self._lacks())
            self._scroll.ensureWidgetVisible(self.focusWidget())
            return
        row = self.fields.rows[field]
        asks = field in remarks and remarks[field].tone is Tone.QUESTION and bool(remarks[field].answer)
        (row.answer if asks else row.control).setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(self.fields.rows[field])

    # -- facts, keys, language

    @Slot()
    def _on_book(self) -> None:
        self.fields.set_book(self._bridge.book)
        self._on_target()
        self._judge()

    @Slot()
    def _on_target(self) -> None:
        settings = self._bridge.settings
        if settings.company_id is not None:
            self.bar.show_target(Target.BOOKED if settings.book else Target.DRAFT)
        else:
            usable = any(c.has_api for c in self._bridge.companies)
            self.bar.show_target(Target.NO_COMPANY if usable else Target.NOT_CONNECTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, or presses the button that has the focus; Esc goes back to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.fields.retranslate()
        self.note.retranslate()
        self.recall.note.retranslate()
        self.bar.retranslate()
        self._judge()
