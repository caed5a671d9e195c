"""Brings together what was read, the form and the preview: suggestions, their places, and words to click."""

from __future__ import annotations

from dataclasses import fields, replace

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.readings import ReadingKnown
from desktop.gui.tray.form import VoucherForm
from desktop.gui.tray.lacks import today
from desktop.gui.tray.phrases import phrase_at
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.sources import found_for, offers_of
from desktop.reading import Reading
from desktop.receipts.receipt import Draft, Receipt

_NAMES = frozenset(f.name for f in fields(Draft))


class Suggester(QObject):
    """Fills empty fields of what was read; where a receipt is shown, through its form, so that no typing is lost."""

    def __init__(self, bridge: Bridge, form: VoucherForm, preview: PreviewPane, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._form, self._preview = bridge, form, preview
        self._reading: Reading | None = None
        self._field: str | None = None
        self._clicked: str | None = None
        """The field that the last click wrote into: the next word there is added to it."""
        bridge.readings.known.connect(self._on_known)
        form.shown.connect(self._on_shown)
        form.fields.changed.connect(self._on_written)
        form.fields.left.connect(self._on_left)
        preview.word_clicked.connect(self._on_word)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    @Slot(object)
    def _on_shown(self, receipt: Receipt | None) -> None:
        self._reading, self._clicked = None, None
        self._preview.show_reading(None, None)
        self._form.take_reading(None, None, {})
        if receipt is not None:
            self._bridge.readings.want(receipt)

    @Slot(object)
    def _on_known(self, known: ReadingKnown) -> None:
        if known.receipt_id == self._form.receipt_id:
            self._show(known)
        elif known.offer and known.reading is not None:
            self._fill(known.receipt_id, known.reading)

    def _show(self, known: ReadingKnown) -> None:
        self._reading = known.reading
        self._preview.show_reading(known.receipt_id, known.reading)
        found = self._offers(known.receipt_id, known.reading, self._form.draft()) if known.offer else {}
        self._form.take_reading(known.reading, known.fault, found)
        self._point()

    def _fill(self, receipt_id: str, reading: Reading) -> None:
        """Fill a receipt that nobody is looking at."""
        receipt = self._bridge.receipts.get(receipt_id)
        if receipt is None or not receipt.editable:
            return
        found = self._offers(receipt_id, reading, receipt.draft)
        if found:
            self._bridge.save_draft(receipt_id, replace(receipt.draft, **found))  # type: ignore[arg-type]  # its fields

    def _offers(self, receipt_id: str, reading: Reading | None, draft: Draft) -> dict[str, object]:
        if reading is None:
            return {}
        return offers_of(reading, draft, receipt_id, self._bridge.receipts.values())

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
