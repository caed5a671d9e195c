"""Everything that is known about one sent receipt: fields, where it stands and why, what can be done, its trail."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.decision_card import DecisionCard
from desktop.gui.facts import Link
from desktop.gui.journey import stage_of
from desktop.gui.notices import title_of
from desktop.gui.page import Sheet
from desktop.gui.questions import ALIKE, Answer, Question, UndoOffer, compared, question_of, undo_offer
from desktop.gui.sent_fields import book_of, sent_fields
from desktop.gui.theme import Role, Space, letters, say
from desktop.gui.trail import TrailList
from desktop.gui.widgets import breakable, button, column, ground, hairline, label, picture, retell, row
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place, State
from desktop.words import _
from desktop.words.about_undoing import storage_fault
from desktop.words.faults import explain

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
        self._offset_asked = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(letters(LEAST))
        self._body = ground(Sheet(), "surface")
        self._layout = column(self._body, margin=Space.L, gap=Space.M)
        self._make_buttons()
        self.card = DecisionCard()
        self.card.answered.connect(self._on_answer)
        self.hint = label("", kind="small", ink="muted", wraps=True)
        self.trail = TrailList(bridge)
        self.setWidget(self._body)
        self._facts = QWidget()
        self._arrange()
        bridge.book_changed.connect(self._on_news)
        bridge.connection_changed.connect(self._on_news)

    def _make_buttons(self) -> None:
        self.try_now = button(_("Try now"), kind="primary", icon="try")
        self.undo = button(_("Undo sending"), icon="undo")
        self.back = button(_("Back to the tray"), icon="tray")
        self.try_now.clicked.connect(self._on_try)
        self.undo.clicked.connect(self._on_undo)
        self.back.clicked.connect(self._on_back)

    def _arrange(self) -> None:
        self._layout.addWidget(self._facts)
        self._layout.addWidget(self.card)
        actions = column(gap=Space.S)
        for each in (self.try_now, self.undo, self.back, self.hint):
            actions.addWidget(each)
        self._layout.addLayout(actions)
        self._layout.addWidget(hairline())
        self._layout.addWidget(self.trail)
        self._layout.addStretch(1)

    def put_below_actions(self, made: QWidget) -> None:
        """Add what a view offers beside the actions, above the trail."""
        self._layout.insertWidget(self._layout.indexOf(self.trail) - 1, made)

    # -- what is shown

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show another receipt, or the same with news."""
        if receipt is None or self._receipt is None or receipt.id != self._receipt.id:
            self._offset_asked = False
            self.card.forget()
        self._receipt = receipt
        self._body.setVisible(receipt is not None)
        if receipt is None:
            return
        question = question_of(receipt, offset_asked=self._offset_asked)
        self._show_facts(receipt, question)
        self.card.ask(question, compared(receipt, book_of(self._bridge, receipt)) if _is_foreign(receipt) else ())
        self._show_actions(receipt, question)
        self.trail.follow(receipt)

    def _show_actions(self, receipt: Receipt, question: Question | None) -> None:
        waits = receipt.fault is not None and receipt.place is Place.OUTBOX
        self.try_now.setVisible(waits and question is None)
        self.back.setVisible(receipt.state is State.ATTENTION)
        offer = undo_offer(receipt) if question is None else UndoOffer("")
        wrong = storage_fault(receipt) is not None and receipt.state is State.DRAFTED
        retell(self.undo, _("Back to the tray") if wrong and offer.words else offer.words)
        self.undo.setAccessibleDescription(offer.hint)
        self.undo.setVisible(bool(offer.words))
        hint = offer.hint or _back_hint(receipt)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._stress(receipt, question)

    def _stress(self, receipt: Receipt, question: Question | None) -> None:
        """Give the accent to what most likely helps; while something is asked that is one of the answers."""
        wrong = storage_fault(receipt) is not None
        likely = self.back if receipt.state is State.ATTENTION else self.undo if wrong else self.try_now
        for each, icon in ((self.try_now, "try"), (self.back, "tray"), (self.undo, "undo")):
            _wear(each, icon, primary=each is likely and question is None)

    def _show_facts(self, receipt: Receipt, question: Question | None) -> None:
        old, self._facts = self._facts, QWidget()
        layout = column(self._facts, gap=Space.M)
        layout.addWidget(label(breakable(title_of(receipt)), kind="title", wraps=True))
        self._add_stage(layout, receipt, told=question is not None)
        if not _is_foreign(receipt):  # what was sent stands beside Dinero's own voucher then
            layout.addLayout(self._fields(receipt))
        self._layout.replaceWidget(old, self._facts)
        old.hide()
        old.deleteLater()

    def _add_stage(self, layout: QVBoxLayout, receipt: Receipt, *, told: bool) -> None:
        logged_in = self._bridge.connection.link is not Link.LOGGED_OUT
        stage = stage_of(receipt, dt.datetime.now(dt.UTC), logged_in=logged_in)
        _add_line(layout, stage.icon, stage.role, stage.words, strong=True)
        if stage.seal:
            seen = f" ({receipt.proven_at.astimezone():%d.%m.%Y %H:%M})" if receipt.proven_at else ""
            _add_line(layout, "seal", Role.OK, f"{stage.seal}{seen}")
        note = storage_fault(receipt) or receipt.fault
        if note is not None and not told:
            layout.addWidget(_fault_box(note, loud=receipt.state is State.ATTENTION or storage_fault(receipt) == note))

    def _fields(self, receipt: Receipt) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(sent_fields(self._bridge, receipt)):
            grid.addWidget(label(name, ink="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = label(breakable(value), wraps=True)
            said.setMinimumWidth(letters(VALUE_LEAST))
            grid.addWidget(said, number, 1)
        return grid

    # -- what the user does

    @Slot()
    def _on_news(self) -> None:
        """Say the accounts' names once they are known, and whether anybody sends or asks."""
        self.show_receipt(self._receipt)

    @Slot()
    def _on_try(self) -> None:
        if self._receipt:
            self._bridge.try_now([self._receipt.id])

    @Slot()
    def _on_undo(self) -> None:
        if self._receipt is None:
            return
        if self._receipt.state is State.BOOKED:
            self._ask_offset()
        else:
            self._undo(self._receipt)

    def _undo(self, receipt: Receipt, *, offset: bool = False) -> None:
        corrects = receipt.state in {State.DRAFTED, State.BOOKED}
        self._bridge.undo_sending([receipt.id], offset=offset)
        if corrects:
            self.back_asked.emit(receipt.id)

    def _ask_offset(self) -> None:
        self._offset_asked = True
        self.show_receipt(self._receipt)
        first = self.card.buttons.get(Answer.LEAVE)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.card)

    @Slot()
    def _on_back(self) -> None:
        if self._receipt:
            self._back_to_tray(self._receipt.id)

    def _back_to_tray(self, receipt_id: str) -> None:
        self._bridge.back_to_tray(receipt_id)
        self.back_asked.emit(receipt_id)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        if self._receipt is None:
            return
        receipt = self._receipt
        match answer:
            case Answer.USE_MINE:
                self._bridge.use_mine(receipt.id)
            case Answer.KEEP_THEIRS:
                self._bridge.keep_theirs(receipt.id)
            case Answer.SEND_ANYWAY | Answer.KEEP_BOTH:
                self._bridge.send_anyway(receipt.id)
            case Answer.BACK:
                self._back_to_tray(receipt.id)
            case Answer.BIN:
                self._bridge.bin([receipt.id])
            case Answer.OFFSET:
                self._undo(receipt, offset=True)
            case Answer.LEAVE:
                self._leave(receipt)
            case Answer.SETTLED:
                self._bridge.leave_booked(receipt.id)

    def _leave(self, receipt: Receipt) -> None:
        self._offset_asked = False
        if receipt.fault is not None and receipt.fault.code is FaultCode.BOOKED_ALREADY:
            self._bridge.leave_booked(receipt.id)
        else:
            self.show_receipt(receipt)
            self.undo.setFocus(Qt.FocusReason.OtherFocusReason)


_INKS = {Role.OK: "ok", Role.WAIT: "wait", Role.FAULT: "fault", Role.ACCENT: "accent", Role.MUTED: "muted"}


def _is_foreign(receipt: Receipt) -> bool:
    return receipt.fault is not None and receipt.fault.code in {FaultCode.FOREIGN_VOUCHER, *ALIKE}


def _back_hint(receipt: Receipt) -> str:
    if receipt.state is State.ATTENTION and receipt.voucher_guid:
        return _("“Back to the tray” deletes the draft in Dinero first.")
    return ""


def _wear(made: QPushButton, icon: str, *, primary: bool) -> None:
    say(made, "kind", "primary" if primary else "normal")
    icons.wear(made, icon, Role.ON_ACCENT if primary else Role.TEXT)


def _add_line(layout: QVBoxLayout, icon: str, role: Role, words: str, *, strong: bool = False) -> None:
    line = row(gap=Space.S)
    line.addWidget(picture(icon, 18, role), 0, Qt.AlignmentFlag.AlignTop)
    kind = "strong" if strong else "body"
    line.addWidget(label(words, kind=kind, ink=_INKS.get(role, "text"), wraps=True), 1)
    layout.addLayout(line)


def _fault_box(note: FaultNote, *, loud: bool) -> QWidget:
    words = explain(note)
    box = ground(QWidget(), "fault") if loud else QWidget()
    layout = column(box, margin=Space.M if loud else 0, gap=Space.XS)
    layout.addWidget(label(breakable(words.sentence), wraps=True))
    layout.addWidget(label(words.step, wraps=True, kind="strong"))
    return box
