"""The form of the tray, also for several receipts at once: a field that is changed is changed in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.tray.form import VoucherForm
from desktop.gui.tray.note_field import NoteField
from desktop.gui.tray.several import changes_of, common_draft, differing
from desktop.gui.widgets import label
from desktop.receipts.receipt import Receipt
from desktop.words import _, ngettext


class SharedForm(VoucherForm):
    """Shows the fields of one receipt or, of several, what they have in common and "several" where they differ."""

    edited_several = Signal(object, object)
    """tuple[str, ...] of ids, and the draft's fields that all of them get"""
    send_several_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._several: tuple[Receipt, ...] = ()
        self._differ: frozenset[str] = frozenset()
        self._changed: set[str] = set()
        self.about = label(kind="small", ink="muted", wraps=True)
        """Says above the fields that they are those of several receipts."""
        super().__init__(bridge, parent)

    def _lay_out(self) -> None:
        super()._lay_out()
        layout = self.layout()
        self.about.setContentsMargins(16, 12, 16, 0)
        layout.insertWidget(0, self.about)  # type: ignore[union-attr]  # a box, made just now
        self.about.hide()
        self.remark = NoteField(self._bridge, self)
        self.remark.escaped.connect(self.escaped)
        layout.insertWidget(layout.indexOf(self.bar), self.remark)  # type: ignore[union-attr]

    # -- which receipts

    @property
    def receipt_id(self) -> str | None:
        """The receipt whose fields are shown; None also while there are several."""
        return None if self._several else super().receipt_id

    @property
    def is_shared(self) -> bool:
        """Return whether several receipts are shown."""
        return bool(self._several)

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show one receipt."""
        if self._several:
            self.flush()
            self._forget()
        super().show_receipt(receipt)
        self.remark.show_receipt(receipt)

    def show_several(self, receipts: Sequence[Receipt]) -> None:
        """Show what several receipts have in common; the same ones again keep what is being written."""
        same = {r.id for r in receipts} == {r.id for r in self._several}
        if same and (self._save_soon.isActive() or self.fields.draft() != self._saved):
            self._several = tuple(receipts)
            return
        self.flush()
        self.remark.show_receipt(None)
        self._several, self._differ = tuple(receipts), differing(receipts)
        self._changed.clear()
        self._receipt = replace(
            receipts[0], id="+".join(r.id for r in receipts), draft=common_draft(receipts, self._differ)
        )
        self._reading = None
        self.fields.setEnabled(True)
        self.note.speak(None, credit_note=False)
        self._load(self._receipt)
        self._saved = self.fields.draft()
        self._tell_several()
        if not same:
            self.shown.emit(None)

    def _forget(self) -> None:
        self._several, self._differ, self._receipt = (), frozenset(), None
        self.about.hide()
        self.bar.retranslate()

    def _tell_several(self) -> None:
        count = len(self._several)
        told = ngettext("{n} receipt. What you change here is changed in all of them.",
                        "{n} receipts. What you change here is changed in all of them.", count)  # fmt: skip
        self.about.setText(told.format(n=count))
        self.about.show()

    # -- saving

    @Slot(str)
    def _on_changed(self, field: str) -> None:
        self._changed.add(field)
        super()._on_changed(field)

    @Slot(str)
    def _on_left(self, field: str) -> None:
        if self._several:
            self.flush()
        else:
            super()._on_left(field)

    @Slot()
    def flush(self) -> None:
        """Save now what is not saved yet, in all receipts that are shown."""
        if not self._several:
            super().flush()
            self.remark.flush()
            return
        self._save_soon.stop()
        draft = self.fields.draft()
        changes = changes_of(self._saved, draft, self._changed, self._differ)
        self._saved = draft
        self._changed.clear()
        if changes:
            self._differ -= changes.keys()
            self.edited_several.emit(tuple(r.id for r in self._several), changes)
        self._judge()

    # -- judging

    def _judge(self) -> None:
        """Of several receipts only say where they differ: what each lacks stands in the list."""
        if not self._several:
            super()._judge()
            return
        for field, row in self.fields.rows.items():
            row.show_source("")
            row.speak("")
            self._show_differing(field, row.control)

    def _show_differing(self, field: str, control: QWidget) -> None:
        words = _("several") if field in self._differ else ""
        if isinstance(control, QLineEdit):
            control.setPlaceholderText(words)
        elif isinstance(control, QComboBox):
            control.setPlaceholderText(words)
            if words and field not in self._changed:
                control.setCurrentIndex(-1)

    def is_complete(self) -> bool:
        """Return whether the one receipt that is shown can be sent as it is written now."""
        return not self._several and super().is_complete()

    # -- sending

    @Slot()
    def send(self) -> None:
        """Ask to send this receipt, or those of the several that are ready."""
        if not self._several:
            super().send()
        elif self.bar.send.isEnabled():
            self.settle()
            self.flush()
            self.send_several_asked.emit()

    def go_to_first_gap(self) -> None:
        """Put the focus where something is to be written; of several receipts into the first field that differs."""
        if not self._several:
            super().go_to_first_gap()
            return
        field = next((f for f in self.fields.rows if f in self._differ), "supplier")
        self.fields.rows[field].control.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        if self._several:
            self._tell_several()
