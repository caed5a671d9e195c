"""What the form says under its fields."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.gui.tray.field import Tone
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.looks import CODE_OF
from desktop.words import N_, _
from desktop.words.faults import explain

_WANTED = {
    "supplier": N_("Write who it is from: Dinero needs it while the receipt is not paid."),
    "date": N_("Write the date shown on the receipt."),
    "amount": N_("Write the total, VAT included."),
    "part": N_("Write how much of the total it is."),
    "account": N_("Choose an account: type its number or name."),
    "paid_from": N_("Choose what it was paid from."),
    "balancing": N_("Choose the account that the money came from or went to."),
    "due": N_("Write when it is to be paid."),
}
_LOOKS = frozenset(CODE_OF.values())
_ASKING = frozenset({FaultCode.DATE_IN_FUTURE, FaultCode.DATE_LONG_AGO})


@dataclass(frozen=True, slots=True)
class Remark:
    """A line under a field."""

    words: str
    tone: Tone
    answer: str = ""
    """The button that says yes, if it is a question."""


def remark_about(field: str, fault: FaultNote) -> Remark:
    """Return what to say under ``field`` about ``fault``."""
    if fault.code is FaultCode.FIELD_MISSING and field in _WANTED:
        return Remark(_(_WANTED[field]), Tone.FAULT)
    told = explain(fault)
    if fault.code is FaultCode.ACCOUNT_NOT_FOR_PURCHASE:
        return Remark(f"{told.title}. {told.sentence}", Tone.FAULT, _("Make a manual voucher"))
    if fault.code is FaultCode.AMOUNT_NOT_POSITIVE and _is_refund(fault):
        asked = _("Is it money back?")
        return Remark(f"{told.title}. {asked}", Tone.FAULT, _("Make a credit note"))
    if fault.code in _LOOKS:
        return Remark(f"{told.title}. {told.step}", Tone.QUESTION, _("It is right"))
    if fault.code in _ASKING:
        return Remark(f"{told.title}.", Tone.QUESTION, _("The date is right"))
    return Remark(f"{told.title}. {told.step}", Tone.FAULT)


def _is_refund(fault: FaultNote) -> bool:
    """Return whether what was written is an amount with a minus."""
    text = str(fault.params.get("text", ""))
    return any(sign in text for sign in "-\u2212\u2013") and any(c in "123456789" for c in text)


def outlay_remark() -> Remark:
    """Return what to do about own money when the company has no payment account for it."""
    words = _(
        "The company has no payment account for own money in Dinero. Choose “Not paid” and register the outlay"
        " as its payment in Dinero, or add an account for it there."
    )
    return Remark(words, Tone.FAULT)


def unknown_account(text: str, *, connected: bool) -> Remark:
    """Return what to say about a text that is no account."""
    if connected:
        words = _("No account fits “{text}”. Type its number or a part of its name.")
        return Remark(words.format(text=text), Tone.FAULT)
    words = _("Type the account's number (2000 to 9399). The names come when you are connected to Dinero.")
    return Remark(words, Tone.FAULT)
