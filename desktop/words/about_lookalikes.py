"""Words for receipts that may be one, and for one that is made out to another company."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.SIMILAR_IN_DINERO: Template(
        N_("In Dinero already?"),
        N_(
            "Dinero has a voucher of the same date and total that was not made here: entered by phone, by a "
            "colleague, or by the accountant. This receipt was not sent."
        ),
        N_("Keep both if they are two purchases, or throw this one out."),
    ),
    FaultCode.LOOKS_ALIKE: Template(
        N_("Looks like a receipt that you have"),
        N_("It may be the same as “{name}” of {date}. This receipt was not sent."),
        N_("Keep both if they are two purchases, or throw this one out."),
    ),
    FaultCode.WRONG_COMPANY: Template(
        N_("Made out to another company"),
        N_("The document is made out to {name}, another of your companies. It was not sent."),
        N_("Send it to that company, or choose to send it here all the same."),
    ),
}
