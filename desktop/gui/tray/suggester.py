"""Brings together what was read, the form and the preview: suggestions, their places, and words to click."""

from __future__ import annotations

from dataclasses import fields, replace

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.readings import ReadingKnown
from desktop.gui.tray.filling import Filler, Filling, is_unpaid_yet
from desktop.gui.tray.form import VoucherForm
from desktop.gui.tray.lacks import today
from desktop.gui.tray.phrases import phrase_at
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.sources import found_for
from desktop.reading import Reading
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Draft, Receipt

_NAMES = frozenset(f.name for f in fields(Draft))


class Suggester(QObject):
    """Fills empty fields of what was read; where a receipt is shown, through its form, so that no typing is lost."""

    def __init__(self, bridge: Bridge, form: VoucherForm, preview: PreviewPane, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._form, self._preview = bridge, form, preview
        self._reading: Reading | None = None
        self._fault: FaultNote | None = None
        self._field: str | None = None
        self._clicked: str | None = None
        """The field that the last click wrote into: the next word there is added to it."""
        bridge.readings.known.connect(self._on_known)
        bridge.suppliers.changed.connect(self._on_memory)
        form.shown.connect(self._on_shown)
        form.fields.changed.connect(self._on_written)
        form.fields.left.connect(self._on_left)
        preview.word_clicked.connect(self._on_word)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    @Slot(object)
    def _on_shown(self, receipt: Receipt | None) -> None:
        self._reading, self._fault, self._clicked = None, None, None
        self._preview.show_reading(None, None)
        self._form.take_reading(None, None, {})
        if receipt is not None:
            self._bridge.readings.want(receipt)

    @Slot(object)
    def _on_known(self, known: ReadingKnown) -> None:
        if known.receipt_id == self._form.receipt_id:
            self._show(known)
        elif known.offer and known.reading is not None:
            self._fill_unseen(known.receipt_id, known.reading, known.sender)

    def _show(self, known: ReadingKnown) -> None:
        self._reading, self._fault = known.reading, known.fault
        self._preview.show_reading(known.receipt_id, known.reading)
        filling = self._filling_shown(known)
        self._form.take_reading(known.reading, known.fault, filling.fields)
        if known.offer:
            self._bridge.suppliers.keep_offer(known.receipt_id, filling.offer)
        self._point()

    def _filling_shown(self, known: ReadingKnown) -> Filling:
        if not known.offer or known.reading is None:
            return Filling()
        free, draft = self._form.payment_is_free(), self._form.draft()
        return self._filler(known.receipt_id).from_document(known.reading, known.sender, draft, free=free)

    def _fill_unseen(self, receipt_id: str, reading: Reading, sender: str) -> None:
        """Fill a receipt that nobody is looking at."""
        receipt = self._bridge.receipts.get(receipt_id)
        if receipt is not None and receipt.editable:
            free = is_unpaid_yet(receipt.draft, self._bridge.book)
            self._keep(receipt, self._filler(receipt_id).from_document(reading, sender, receipt.draft, free=free))

    @Slot()
    def _on_memory(self) -> None:
        """Fill the receipts of a supplier whose account is known only now; one that was taken out stays out."""
        for receipt in tuple(self._bridge.receipts.values()):
            if receipt.id != self._form.receipt_id and _wants_memory(receipt):
                read = self._bridge.suppliers.offer(receipt.id)
                if read.account is None:
                    free = is_unpaid_yet(receipt.draft, self._bridge.book)
                    filler = self._filler(receipt.id)
                    self._keep(receipt, filler.from_memory(receipt.draft, read, free=free, watched=False))
        shown = self._bridge.receipts.get(self._form.receipt_id or "")
        if shown is not None:
            self._fill_shown(replace(shown, draft=self._form.draft()))

    def _fill_shown(self, receipt: Receipt) -> None:
        """Fill the receipt that came into the form before what was sent last was remembered."""
        read = self._bridge.suppliers.offer(receipt.id)
        if not _wants_memory(receipt) or read.account is not None or self._form.fields.account.text().strip():
            return
        free = self._form.payment_is_free()
        filling = self._filler(receipt.id).from_memory(receipt.draft, read, free=free, watched=False)
        if filling.fields:
            self._form.take_reading(self._reading, self._fault, filling.fields)
            self._bridge.suppliers.keep_offer(receipt.id, filling.offer)

    def _keep(self, receipt: Receipt, filling: Filling) -> None:
        if filling.fields:
            self._bridge.save_draft(receipt.id, replace(receipt.draft, **filling.fields))  # type: ignore[arg-type]  # its fields
        if filling.offer != self._bridge.suppliers.offer(receipt.id):
            self._bridge.suppliers.keep_offer(receipt.id, filling.offer)

    def _filler(self, receipt_id: str) -> Filler:
        others = (r for r in self._bridge.receipts.values() if r.id != receipt_id)
        return Filler(self._bridge.suppliers, self._bridge.book, others)

    # -- the field that has the focus

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._preview.isAncestorOf(new):
            return  # what is clicked there is for the field that one comes from
        inside = new is not None and self._form.fields.isAncestorOf(new)
        field = new.property("field") if inside and new is not None else None
        if field != self._field:
            self._clicked = None
        self._field = field if isinstance(field, str) else None
        self._point()

    def _point(self) -> None:
        """Show in the preview where the value of the field was read."""
        found = found_for(self._reading, self._form.draft(), self._field) if self._field else None
        self._preview.point_at(found.place if found is not None else None)

    @Slot(str)
    def _on_written(self, _field: str) -> None:
        self._clicked = None
        self._point()

    @Slot(str)
    def _on_left(self, _field: str) -> None:
        self._point()

    # -- words that are clicked

    @Slot(int, int)
    def _on_word(self, page: int, index: int) -> None:
        """Write the clicked word into the field; further words of a name are added to it."""
        if self._reading is None or self._field is None:
            return
        field = self._field
        text = phrase_at(self._reading.pages[page].words, index, field, today())
        if text and field in {"supplier", "description"} and self._clicked == field:
            text = f"{self._text_of(field)} {text}".strip()
        if text and self._form.fields.put(field, text):
            self._clicked = field
        self._form.fields.rows[field].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _text_of(self, field: str) -> str:
        draft = self._form.draft()
        return draft.supplier if field == "supplier" else draft.description


def _wants_memory(receipt: Receipt) -> bool:
    return receipt.editable and receipt.draft.account is None and bool(receipt.draft.supplier.strip())
