"""Words for suppliers and for what the program has filled in from memory."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.CONTACT_GONE: Template(
        N_("The supplier has been deleted in Dinero"),
        N_("{name} is not among the company's contacts any more. The file is in Dinero, the voucher is not made."),
        N_("Take it back to the tray and send it again: the supplier is made anew. Or choose another supplier."),
    ),
    FaultCode.LOOK_LIKENESS: Template(
        N_("The name on the receipt is not quite this supplier's"),
        N_("The receipt is not sent before you have looked."),
        N_("Choose another supplier, or say that it is right."),
    ),
    FaultCode.LOOK_TWICE: Template(
        N_("A receipt of this supplier, date and total is here already"),
        N_("The receipt is not sent before you have looked."),
        N_("Look whether it is the same one. If not, say that it is right."),
    ),
    FaultCode.LOOK_TOTAL: Template(
        N_("The total is far from this supplier's usual ones"),
        N_("The receipt is not sent before you have looked."),
        N_("Correct the total, or say that it is right."),
    ),
    FaultCode.LOOK_VAT: Template(
        N_("The VAT on the receipt is not the one that is reckoned"),
        N_("The receipt is not sent before you have looked."),
        N_("Choose another VAT code or account, or say that it is right."),
    ),
    FaultCode.LOOK_DUE: Template(
        N_("The time to pay is another than usual"),
        N_("The receipt is not sent before you have looked."),
        N_("Correct the due date, or say that it is right."),
    ),
    FaultCode.LOOK_CURRENCY: Template(
        N_("The currency is not this supplier's usual one"),
        N_("The receipt is not sent before you have looked."),
        N_("Choose another currency, or say that it is right."),
    ),
}
