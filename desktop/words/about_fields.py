"""Words for what was written in the form."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.AMOUNT_UNREADABLE: Template(
        N_("The amount can't be read"),
        N_("“{text}” could not be read as an amount."),
        N_("Write it like 1.234,56 or 149,-"),
    ),
    FaultCode.AMOUNT_NOT_POSITIVE: Template(
        N_("The amount must be above 0"),
        N_("“{text}” is not more than 0 kr., and Dinero takes no such purchase."),
        N_("Write what was paid, VAT included. Money back is sent as a credit note."),
    ),
    FaultCode.AMOUNT_DECIMALS: Template(
        N_("Too many decimals"),
        N_("“{text}” has more than two decimals."),
        N_("Use a comma before the øre and a point between thousands: 12.345,00"),
    ),
    FaultCode.AMOUNT_TOO_LARGE: Template(
        N_("The amount is too large"),
        N_("“{text}” is more than 99.999.999,99."),
        N_("Look whether there is a digit too many."),
    ),
    FaultCode.DATE_UNREADABLE: Template(
        N_("The date can't be read"),
        N_("“{text}” could not be read as a date."),
        N_("Write the day first, like 16.05.2026 or 16/5"),
    ),
    FaultCode.DATE_IN_FUTURE: Template(
        N_("The date is in the future"),
        N_("{date} has not come yet. The receipt has not been sent."),
        N_("Correct the date, or confirm that it is right."),
    ),
    FaultCode.DATE_LONG_AGO: Template(
        N_("The date is long ago"),
        N_("{date} is more than {years} years ago. The receipt has not been sent."),
        N_("Correct the date, or confirm that it is right."),
    ),
    FaultCode.FIELD_MISSING: Template(
        N_("Something is missing"),
        N_("Missing: {field}."),
        N_("Fill it in, and the receipt can be sent."),
    ),
    FaultCode.FOREIGN_CURRENCY_CASH: Template(
        N_("A paid purchase must be in kroner"),
        N_("Dinero takes {currency} only for purchases that are not paid yet. The receipt has not been sent."),
        N_("Write the amount in kroner as it left the account, or choose “Not paid”."),
    ),
    FaultCode.CURRENCY_UNREADABLE: Template(
        N_("The currency can't be read"),
        N_("“{text}” is no currency code. The receipt has not been sent."),
        N_("Write its three letters, like EUR, SEK or DKK."),
    ),
    FaultCode.VAT_CODE_UNKNOWN: Template(
        N_("The VAT code is not in use"),
        N_("The company has no VAT code “{text}” in Dinero. The receipt has not been sent."),
        N_("Use one of the company's own ({codes}), or none for no VAT."),
    ),
    FaultCode.NO_OUTLAY_ACCOUNT: Template(
        N_("No account for own money"),
        N_("The company has no payment account for own money in Dinero. The receipt has not been sent."),
        N_("Choose “Not paid” and register the outlay as its payment in Dinero, or add an account for it there."),
    ),
    FaultCode.ACCOUNT_NOT_FOR_PURCHASE: Template(
        N_("Account {number} is not for purchases"),
        N_("Dinero takes a purchase on accounts from 2000 to 9399 only. The receipt has not been sent."),
        N_("Choose another account, or make a manual voucher of it."),
    ),
    FaultCode.SAME_ACCOUNT_TWICE: Template(
        N_("Both accounts are the same"),
        N_("A manual voucher moves money from one account to another. The receipt has not been sent."),
        N_("Choose another account, or another balancing account."),
    ),
    FaultCode.MANUAL_IN_CURRENCY: Template(
        N_("A manual voucher must be in kroner"),
        N_("Dinero takes no {currency} on a manual voucher. The receipt has not been sent."),
        N_("Write the amount in kroner as it left the account."),
    ),
    FaultCode.LINES_DO_NOT_FIT: Template(
        N_("The parts do not fit the total"),
        N_("The parts come to {parts}, and the total is {total}: nothing is left for the last part."),
        N_("Correct a part or the total."),
    ),
    FaultCode.LINES_OF_TWO_REGIONS: Template(
        N_("Parts from two regions"),
        N_("Dinero takes a paid purchase from Denmark, from the EU or from the world, not from two of them at once."),
        N_("Give all parts VAT codes of the same region, or make two receipts of it."),
    ),
    FaultCode.NOT_EDITABLE: Template(
        N_("That can't be changed now"),
        N_("The receipt is on its way, or its file is in Dinero already. Nothing was changed."),
        N_("Undo the sending to correct the fields. For other pages, drop the receipt here again as a new one."),
    ),
    FaultCode.MOVED_ELSEWHERE: Template(
        N_("Moved to another company"),
        N_("The receipt was moved to another company of yours, so it has not been sent from this one."),
        N_("Choose that company, or move the receipt back first."),
    ),
    FaultCode.PAGES_UNREADABLE: Template(
        N_("No such pages"),
        N_("“{text}” does not name some of the receipt's {pages} pages. Nothing was split."),
        N_("Write numbers and ranges, as 2, 4-6. At least one page has to stay."),
    ),
    FaultCode.KEPT_FOR_YEARS: Template(
        N_("It stays in the bin"),
        N_("The receipt was sent once, so its original belongs to the accounts. Nothing was deleted."),
        N_("It goes by itself in {year}, when the accounts no longer have to be kept."),
    ),
    FaultCode.INTERNAL: Template(
        N_("A fault in Bilagsdrop"),
        N_("Something went wrong in the program itself ({kind}). The receipts are kept as they were."),
        N_("Start the program again. If it comes back, tell us what you did."),
    ),
}
