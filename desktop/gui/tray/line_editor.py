"""The further parts of a total, below the account; nothing in the plain case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.theme import Space
from desktop.gui.tray.line_box import LineBox
from desktop.gui.tray.remarks import remark_about, unknown_account
from desktop.gui.widgets import button, retell
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import FaultCode
from desktop.receipts.lines import lines_of
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Draft, DraftLine, VoucherKind
from desktop.words import _

MOST = 20
"""Parts that a receipt may have here."""


class LineEditor(QWidget):
    """Shows the parts beside the first, and tells them. It reckons nothing itself but the last one's amount."""

    touched = Signal()
    settled = Signal()
    send_asked = Signal()
    divided = Signal()
    """The user wants a part more."""
    removed = Signal(int)
    """The user wants a part gone: its number, 1 for the first beside the account's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: CompanyBook | None = None
        self._arranged = (False, 0)
        self.boxes: list[LineBox] = []
        self.home: QWidget = self
        """Who takes the focus of a part that goes."""
        self.add = button("", kind="link", icon="add")
        self.add.clicked.connect(self.divided)
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(Space.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addLayout(self._boxes)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    # -- lines in, lines out

    def show_lines(self, draft: Draft, book: CompanyBook | None, raw: Mapping[str, str]) -> None:
        """Show the parts of a draft; ``raw`` holds texts that could not be read, as :meth:`raw` tells them."""
        self._book = book
        self._make(len(draft.lines))
        for number, (box, line) in enumerate(zip(self.boxes, draft.lines, strict=True), 1):
            box.show_line(line, book, _of_line(raw, number), every=draft.kind is VoucherKind.MANUAL)
        self.refresh(draft)

    def lines(self) -> tuple[DraftLine, ...]:
        """Return the lines that are written."""
        return tuple(box.line() for box in self.boxes)

    def raw(self) -> dict[str, str]:
        """Return the texts that mean nothing yet, by ``lines.<number>.<field>``."""
        texts = ((number, box.raw()) for number, box in enumerate(self.boxes, 1))
        return {f"lines.{number}.{name}": text for number, found in texts for name, text in found.items()}

    def refresh(self, draft: Draft) -> None:
        """Show what follows from the fields: the last part's amount, and the currency."""
        for box, line in zip(self.boxes, lines_of(draft)[1:], strict=False):
            box.show_rest(line, draft.currency)
        self.add.setVisible(len(self.boxes) < MOST)
        self.setVisible(bool(self.boxes))  # an empty one would still take the space between two fields

    def _make(self, count: int) -> None:
        """Have as many boxes as there are parts; those that stay keep the focus."""
        while len(self.boxes) > count:
            gone = self.boxes.pop()
            # A field that loses the focus by being hidden tells that it was left.
            gone.blockSignals(True)  # noqa: FBT003 - Qt's own argument
            if gone.isAncestorOf(self.focusWidget() or self):
                self.home.setFocus()
            gone.hide()
            gone.deleteLater()
        while len(self.boxes) < count:
            self._add_box()
        for place, box in enumerate(self.boxes):
            box.place(place + 2, last=place == count - 1)
        self.retranslate()

    def _add_box(self) -> None:
        box = LineBox(self)
        box.touched.connect(self.touched)
        box.settled.connect(self.settled)
        box.send_asked.connect(self.send_asked)
        box.removed.connect(partial(self._on_removed, box))
        self.boxes.append(box)
        self._boxes.addWidget(box)
        box.arrange(stacked=self._arranged[0], label_width=self._arranged[1])
        box.show()

    def _on_removed(self, box: LineBox) -> None:
        self.removed.emit(self.boxes.index(box) + 1)

    # -- what is wrong, and where to go

    def judge(self, lacks: Iterable[Missing], *, loud: bool) -> None:
        """Say at each part what is wrong with it; while the user has not been there (not ``loud``) to no one."""
        told = {(lack.line, field_of(lack)): _words(self.boxes[lack.line - 1], lack) for lack in lacks}
        for number, box in enumerate(self.boxes, 1):
            for field in box.rows:
                box.speak(field, told.get((number, field), "") if loud else "")

    def go_to(self, number: int) -> None:
        """Put the focus into the part with this number."""
        if 1 <= number <= len(self.boxes):
            target = self.boxes[number - 1].first_gap()
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def go_to_new(self) -> None:
        """Put the focus into the account of the part that has just been made, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.go_to(len(self.boxes)))

    def settle(self) -> None:
        """Read the field that is being written, as if it were left."""
        for box in self.boxes:
            box.settle()

    # -- room and language

    def arrange(self, *, stacked: bool, label_width: int) -> None:
        """Put names above the fields, or beside them."""
        self._arranged = (stacked, label_width)
        for box in self.boxes:
            box.arrange(stacked=stacked, label_width=label_width)

    def label_hint(self) -> int:
        """Return the width that the names of the fields would like."""
        return max((each.label_hint() for box in self.boxes for each in box.rows.values()), default=0)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        retell(self.add, _("One part more"))
        self.add.setToolTip(_("For several VAT rates or accounts on one receipt (Ctrl+L)"))
        for box in self.boxes:
            box.retranslate()


def field_of(lack: Missing) -> str:
    """Return which field of a part a lack is about."""
    if lack.fault.code in {FaultCode.VAT_CODE_UNKNOWN, FaultCode.LINES_OF_TWO_REGIONS}:
        return "vat_code"
    if lack.fault.code in {FaultCode.ACCOUNT_GONE, FaultCode.ACCOUNT_NOT_FOR_PURCHASE}:
        return "account"
    return "account" if lack.fault.params.get("field") == "account" else "amount"


def _words(box: LineBox, lack: Missing) -> str:
    """Return what to say about a lack: where something was written, why it can't be read."""
    fault, text = box.amount.fault, box.account.text().strip()
    if lack.fault.code is FaultCode.FIELD_MISSING and lack.fault.params.get("field") == "part" and fault is not None:
        return remark_about("amount", fault).words
    if lack.fault.code is FaultCode.FIELD_MISSING and lack.fault.params.get("field") == "account" and text:
        return unknown_account(text, connected=True).words
    return remark_about(str(lack.fault.params.get("field", "")), lack.fault).words


def _of_line(raw: Mapping[str, str], number: int) -> dict[str, str]:
    start = f"lines.{number}."
    return {name.removeprefix(start): text for name, text in raw.items() if name.startswith(start)}
