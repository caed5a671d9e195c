"""What the form says beside faults: advice at a field, offers over the fields, and what is missing on the document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.gui.tray.advice import Advice, Signs, advice_for, signs_of
from desktop.gui.tray.field import FieldRow, Tone
from desktop.gui.tray.offers import offer_of, own_names
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.reading import Reading, Requirement, lacking
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import FaultCode
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Draft, VoucherKind


class Counsel(QObject):
    """Speaks in the fields' own widgets; it saves nothing."""

    taken = Signal()
    """An advice was taken: the fields have changed."""

    def __init__(self, fields: VoucherFields) -> None:
        super().__init__(fields)
        self._fields = fields
        self._advice: dict[str, Advice] = {}
        self._reading: Reading | None = None
        self._signs = Signs()
        self._lacks: tuple[object, tuple[Requirement, ...]] = (None, ())
        fields.rows["vat_code"].answered.connect(self._on_answered)
        fields.rows["account"].answered.connect(partial(fields.extra.become, VoucherKind.MANUAL))
        fields.rows["amount"].answered.connect(partial(fields.extra.become, VoucherKind.CREDIT_NOTE))

    def read(self, reading: Reading | None) -> None:
        """Take note of what the document says; its words are gone through once."""
        if reading is not self._reading:
            self._reading, self._signs, self._lacks = reading, signs_of(reading), (None, ())

    def speaks(self, name: str, row: FieldRow, draft: Draft, book: CompanyBook | None) -> bool:
        """Say at a field that lacks nothing what is advised there; return False where there is nothing to say."""
        advice = advice_for(name, draft, book, self._signs)
        self._advice.pop(name, None)
        if advice is None:
            return False
        self._advice[name] = advice
        row.speak(advice.words, Tone.QUESTION if advice.warns else Tone.HINT, advice.answer)
        return True

    def tell(self, draft: Draft, lacks: Sequence[Missing], book: CompanyBook | None, *, loud: bool) -> None:
        """Say what is wrong with the parts (``loud``: also on screen), what else it could become, and what it lacks."""
        extra = self._fields.extra
        extra.lines.judge([lack for lack in lacks if lack.field == "lines"], loud=loud)
        extra.band.show_kind(draft.kind, offer_of(draft, self._reading, book))
        extra.gaps.show_lacks(self._lacking(draft, book))

    def _lacking(self, draft: Draft, book: CompanyBook | None) -> tuple[Requirement, ...]:
        """Return what the document lacks, reckoned anew only when something of it changes."""
        total, own = (draft.amount if draft.currency == "DKK" else None), own_names(book)
        known = (total, own)
        if self._lacks[0] != known:
            self._lacks = (known, lacking(self._reading, total, own))
        return self._lacks[1]

    def go_to_part(self, lacks: Sequence[Missing]) -> None:
        """Put the focus into the first part that lacks something."""
        lack = next(lack for lack in lacks if lack.field == "lines")
        if lack.fault.code is FaultCode.LINES_DO_NOT_FIT:
            self._fields.extra.part.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._fields.extra.lines.go_to(lack.line)

    @Slot()
    def _on_answered(self) -> None:
        advice = self._advice.get("vat_code")
        if advice is not None:
            self._fields.fill(**advice.changes)
            self.taken.emit()
