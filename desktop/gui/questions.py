"""What a receipt that has left the tray asks of the user, and what can be answered: words only, no widgets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

from desktop.gui.undo import can_undo, is_changed
from desktop.receipts.company import CompanyBook
from desktop.receipts.dates import format_date
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.lines import lines_of
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft, Receipt, VoucherKind
from desktop.receipts.states import IN_FLIGHT, State
from desktop.words import _
from desktop.words.faults import explain
from desktop.words.states import kind_word

ALIKE = frozenset({FaultCode.SIMILAR_IN_DINERO, FaultCode.LOOKS_ALIKE})
"""A receipt that was stopped on its way because it may be in the books already."""


class Answer(Enum):
    """What the user can decide, with its icon."""

    USE_MINE = "draft"
    KEEP_THEIRS = "check-circle"
    SEND_ANYWAY = "send"
    KEEP_BOTH = "add"
    BACK = "tray"
    BIN = "trash"
    OFFSET = "undo"
    LEAVE = "close"
    SETTLED = "check"

    @property
    def words(self) -> str:
        """What stands on its button."""
        return {
            Answer.USE_MINE: _("Use mine"),
            Answer.KEEP_THEIRS: _("Keep Dinero's"),
            Answer.SEND_ANYWAY: _("Send anyway"),
            Answer.KEEP_BOTH: _("Keep both"),
            Answer.BACK: _("Back to the tray"),
            Answer.BIN: _("Throw out"),
            Answer.OFFSET: _("Yes, offset it"),
            Answer.LEAVE: _("Leave it"),
            Answer.SETTLED: _("It is settled"),
        }[self]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the answers, the likeliest first."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    theirs: str = ""
    """What stands over the other one of two that are shown beside each other; empty: Dinero's voucher."""


def question_of(receipt: Receipt, *, offset_asked: bool) -> Question | None:
    """Return what is to be asked about a receipt; ``offset_asked``: the user wants a booked voucher undone."""
    if receipt.wish:
        return None
    if _code(receipt) is FaultCode.DOUBLE_IN_DINERO and receipt.state in {State.DRAFTED, State.BOOKED}:
        return _double_question(receipt)
    if receipt.state is State.BOOKED:
        late = _code(receipt) is FaultCode.BOOKED_ALREADY
        return _offset_question() if (late or offset_asked) and not is_changed(receipt) else None
    if receipt.state is State.REMOVED:
        return _removed_question(receipt)
    asks = {FaultCode.FOREIGN_VOUCHER: _foreign_question, FaultCode.TWIN_IN_DINERO: _twin_question}
    asks |= dict.fromkeys(ALIKE, _alike_question)
    code = _code(receipt)
    return asks[code](receipt) if receipt.state is State.ATTENTION and code in asks else None


def _code(receipt: Receipt) -> FaultCode | None:
    return receipt.fault.code if receipt.fault else None


def _offset_question() -> Question:
    text = _(
        "A booked voucher is never removed: the bookkeeping act wants every entry to stay. Instead Dinero makes an "
        "offset entry that cancels it, and the receipt comes back to the tray."
    )
    return Question(_("Offset the voucher in Dinero?"), text, (Answer.OFFSET, Answer.LEAVE))


def _removed_question(receipt: Receipt) -> Question:
    note = receipt.fault or FaultNote(FaultCode.DELETED_IN_DINERO)
    stays = _("If you throw it out, its file stays in Dinero's archive.") if receipt.file_guid else ""
    text = f"{explain(note).sentence} {stays}".strip()
    return Question(_("What is to become of the receipt?"), text, (Answer.BACK, Answer.BIN))


def _twin_question(receipt: Receipt) -> Question:
    assert receipt.fault is not None
    return Question(_("Is it the same receipt?"), explain(receipt.fault).sentence, (Answer.BIN, Answer.SEND_ANYWAY))


def _alike_question(receipt: Receipt) -> Question:
    assert receipt.fault is not None
    theirs = _("The one that you have") if receipt.fault.code is FaultCode.LOOKS_ALIKE else ""
    sentence = explain(receipt.fault).sentence
    return Question(_("Is it the same receipt?"), sentence, (Answer.BIN, Answer.KEEP_BOTH), theirs)


def _double_question(receipt: Receipt) -> Question:
    assert receipt.fault is not None
    words = explain(receipt.fault)
    return Question(words.title, f"{words.sentence} {words.step}", (Answer.SETTLED,))


def _foreign_question(receipt: Receipt) -> Question:
    assert receipt.fault is not None
    sentence = explain(receipt.fault).sentence
    if receipt.fault.params.get("booked") or not receipt.rival_guid:
        why = _("Dinero's is booked, and a booked voucher is never removed. So it is the one that counts.")
        return Question(_("Dinero's own voucher counts"), f"{sentence} {why}", (Answer.KEEP_THEIRS,))
    why = _("“Use mine” deletes Dinero's draft, and makes yours with the same file.")
    return Question(_("Which of the two is to count?"), f"{sentence} {why}", (Answer.USE_MINE, Answer.KEEP_THEIRS))


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of two vouchers."""

    name: str
    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        """True when the two are not the same; what only one of them can have is no difference."""
        return bool(self.mine) and self.theirs != self.mine


def compared(receipt: Receipt, book: CompanyBook | None) -> tuple[Beside, ...]:
    """Return Dinero's own voucher beside ours, field by field; ``book`` is the receipt's company's, if known."""
    params = receipt.fault.params if receipt.fault else {}
    draft = receipt.draft
    status = _("booked") if params.get("booked") else _("draft")
    if receipt.fault is not None and receipt.fault.code is FaultCode.LOOKS_ALIKE:
        status = ""  # of ours: it may not have left yet
    return (
        Beside(_("Date"), _date(params.get("date")), format_date(draft.date) if draft.date else ""),
        Beside(_("Total"), _money(params.get("amount"), draft.currency), _money(draft.amount, draft.currency)),
        Beside(_("Account"), account_words(_int(params.get("account")), book), account_words(draft.account, book)),
        *_parts_beside(receipt, params.get("lines")),
        Beside(_("Description"), str(params.get("description", "")), draft.description or draft.supplier),
        Beside(_("Payment"), kind_word(str(params.get("kind", ""))), kind_word(kind_of(draft))),
        Beside(_("Voucher no."), str(params.get("number") or ""), ""),
        Beside(_("State"), status, ""),
    )


def kind_of(draft: Draft) -> str:
    """Return how a draft is paid, or what else it becomes, in Dinero's word."""
    if draft.kind is not VoucherKind.PURCHASE:
        return draft.kind.value
    return "credit" if draft.credit else "cash"


def _parts_beside(receipt: Receipt, theirs: object) -> tuple[Beside, ...]:
    """Return how many parts the two have, where either has several."""
    parts = len(lines_of(receipt.draft))
    found = _int(theirs) or 1
    return (Beside(_("Parts"), str(found), str(parts)),) if max(found, parts) > 1 else ()


def account_words(number: int | None, book: CompanyBook | None) -> str:
    """Return an account's number, with its name where it is known."""
    known = book.any_account(number) if book and number else None
    return f"{number} {known.name}" if known else str(number or "")


def _date(value: object) -> str:
    try:
        return format_date(dt.date.fromisoformat(str(value)))
    except ValueError:
        return ""


def _money(value: object, currency: str) -> str:
    try:
        return "" if value is None else format_money(Decimal(str(value)), currency)
    except InvalidOperation:
        return ""


def _int(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """What can be taken back, beside what is asked."""

    words: str
    """On the button; empty: nothing can be."""
    hint: str = ""


def undo_offer(receipt: Receipt) -> UndoOffer:
    """Return what "undo" would do for a receipt that has left the tray."""
    if receipt.wish or receipt.state in {State.ATTENTION, State.REMOVED} or is_changed(receipt):
        return UndoOffer("")  # what is asked, or the fault's words, say what to do instead
    if receipt.state is State.BOOKED:
        return UndoOffer(_("Undo …"), _("The voucher is booked: Dinero makes an offset entry, if you want it."))
    if not can_undo(receipt):
        return UndoOffer("")
    if receipt.state is State.DRAFTED:
        return UndoOffer(
            _("Correct the receipt"), _("Deletes the draft in Dinero, and keeps its file for the next try.")
        )
    out = receipt.state in IN_FLIGHT or receipt.state is State.UNCERTAIN
    return UndoOffer(_("Undo sending"), _("It is undone as soon as Dinero has answered.") if out else "")
