"""Words for what Dinero refuses, and for vouchers that are not what was ordered."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.UNAUTHORIZED: Template(
        N_("You are not logged in any more"),
        N_("Dinero does not accept the login. The receipts are kept here and are sent when you have logged in."),
        N_("Log in to Dinero again."),
    ),
    FaultCode.WRONG_PROFILE: Template(
        N_("This login has no access to the company"),
        N_(
            "Dinero knows you, but not as a user of this company. Many have two Visma profiles, with "
            "different e-mail addresses, and have logged in with the other one; and a personal key "
            "opens one company only. The receipts are kept here."
        ),
        N_("Log out, and log in with the profile that you use in Dinero, or choose another company."),
    ),
    FaultCode.NO_SUBSCRIPTION: Template(
        N_("The company needs Dinero Pro or Total"),
        N_(
            "Dinero lets other programs in only for companies with Pro or Total (a trial counts), "
            "and for users who have the right to it. The receipts are kept here."
        ),
        N_("Change the subscription in Dinero, or ask the company's owner for access. Then try again."),
    ),
    FaultCode.REFUSED: Template(
        N_("Dinero did not take the receipt"),
        N_("Dinero refused it. The receipt is kept here with all its fields."),
        N_("Correct the receipt, and send it again."),
    ),
    FaultCode.FILE_NOT_ACCEPTED: Template(
        N_("Dinero did not take the file"),
        N_("Dinero found the file too large or of a kind that it does not take. The receipt is kept here."),
        N_("Take a photo of the receipt, or save it as a new PDF, and add that instead."),
    ),
    FaultCode.ACCOUNT_GONE: Template(
        N_("The account is not there any more"),
        N_("The company has no account {number} that can be used here. The receipt has not been sent."),
        N_("Choose another account."),
    ),
    FaultCode.STALE_TIMESTAMP: Template(
        N_("The voucher was changed in Dinero meanwhile"),
        N_("Somebody has changed it in Dinero since it was last read, so nothing was changed from here."),
        N_("Try again; it is read anew first."),
    ),
    FaultCode.NOT_FOUND: Template(
        N_("Dinero can't find it"),
        N_("What was asked for is not in Dinero, or not any more. The receipt is kept here."),
        N_("Look in Dinero whether it has been deleted or moved."),
    ),
    FaultCode.VOUCHER_DIFFERS: Template(
        N_("The voucher in Dinero is not quite right"),
        N_("Dinero made the draft, but with {field} “{found}” instead of “{ordered}”. It has not been booked."),
        N_("Open the draft in Dinero and correct it there."),
    ),
    FaultCode.VOUCHER_EMPTY: Template(
        N_("The voucher in Dinero is 0 kr."),
        N_("Dinero made a draft without the amount of {ordered}. It has not been booked."),
        N_("Open the draft in Dinero, and enter the amount there or delete it."),
    ),
    FaultCode.CHANGED_IN_DINERO: Template(
        N_("Changed in Dinero"),
        N_("Somebody has changed the voucher in Dinero, so it is neither booked nor deleted from here."),
        N_("Book it in Dinero when it is right, or delete it there."),
    ),
    FaultCode.DELETED_IN_DINERO: Template(
        N_("Deleted in Dinero"),
        N_("The voucher was made, but somebody has deleted it in Dinero since. It is not made again by itself."),
        N_("Take it back to the tray to send it again, or throw it out."),
    ),
    FaultCode.FOREIGN_VOUCHER: Template(
        N_("Dinero has used the file already"),
        N_(
            "There is a voucher with this file that was not made here: by Dinero's own scan, or by a "
            "person. No second one was made."
        ),
        N_("Choose which of the two is to count."),
    ),
    FaultCode.CONFLICT: Template(
        N_("It is in Dinero already"),
        N_("Dinero already has something with the same id. Nothing was made twice."),
        N_("Try again; it is read from Dinero first."),
    ),
    FaultCode.UPLOADED_ELSEWHERE: Template(
        N_("The file is in another company's Dinero"),
        N_(
            "This receipt's file was uploaded to another company before, and files can't be deleted "
            "from here. It was not sent."
        ),
        N_("Choose that company, or drop the file here again as a new receipt."),
    ),
}
