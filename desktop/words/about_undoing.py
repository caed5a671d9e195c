"""Words for what comes of an undo, and of looking back at what Dinero has."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Proof
from desktop.words.explanation import Template
from desktop.words.translation import N_, _

TEXTS: dict[FaultCode, Template] = {
    FaultCode.TWIN_IN_DINERO: Template(
        N_("In Dinero already, from another computer?"),
        N_(
            "Dinero has a file with the same content, “{name}” of {date}, that was not sent from here. "
            "This receipt was not sent."
        ),
        N_("Send it anyway, or throw it out if it is the same receipt."),
    ),
    FaultCode.DOUBLE_IN_DINERO: Template(
        N_("Two vouchers have this file"),
        N_(
            "Your voucher was made, and in the same moment another one was made in Dinero of the same file, "
            "as a rule by Dinero's own scan. Nothing was deleted from here."
        ),
        N_("Delete the other draft in Dinero, so that the purchase is booked once."),
    ),
    FaultCode.BOOKED_ALREADY: Template(
        N_("Booked already"),
        N_(
            "The voucher is booked in Dinero, so it was not undone. A booked voucher is never removed, "
            "but Dinero can make an offset entry that cancels it."
        ),
        N_("Choose whether it is to be offset."),
    ),
    FaultCode.UNDO_REFUSED: Template(
        N_("Dinero did not delete the voucher"),
        N_("Dinero refused to delete it, so nothing was changed: the voucher is there as it was."),
        N_("Look at the voucher in Dinero, or try again later."),
    ),
    FaultCode.STORED_DIFFERS: Template(
        N_("Dinero's copy is not what was sent"),
        N_(
            "The file “{name}” was fetched back from Dinero, and it is not the one that was sent, byte "
            "for byte. The original is safe here, unchanged."
        ),
        N_("Take the receipt back to the tray, and send it anew."),
    ),
    FaultCode.STORED_GONE: Template(
        N_("The file is gone from Dinero"),
        N_(
            "The file “{name}” was sent and confirmed, but Dinero does not have it any more. The original "
            "is safe here, unchanged."
        ),
        N_("Take the receipt back to the tray, and send it anew."),
    ),
}

KEPT_THEIRS = Template(
    N_("Dinero's own voucher counts"),
    N_("You have kept the voucher that was made in Dinero with this file. No second one was made."),
    N_("Finish it in Dinero if it is a draft, or delete it there."),
)
"""CHANGED_IN_DINERO where the user chose so."""

_PROOFS = {
    Proof.STORED: N_("Dinero has exactly the same bytes"),
    Proof.DIFFERS: N_("Dinero's copy is not what was sent"),
    Proof.GONE: N_("The file is gone from Dinero"),
}
_LOUD = {Proof.DIFFERS: FaultCode.STORED_DIFFERS, Proof.GONE: FaultCode.STORED_GONE}


def proof_word(proof: Proof) -> str:
    """Return what came of fetching a file back."""
    return _(_PROOFS[proof])


def storage_fault(receipt: Receipt) -> FaultNote | None:
    """Return what is wrong with Dinero's copy of a delivered receipt's file, or None."""
    code = _LOUD.get(receipt.proof) if receipt.proof and receipt.delivered_at else None
    return FaultNote(code, {"name": receipt.file_name or ""}) if code else None
