"""Words for files that were offered, and for the program's own folder."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.EMPTY_FILE: Template(
        N_("The file is empty"),
        N_("There is nothing in the file (0 bytes), so it was not added."),
        N_("Fetch or photograph the receipt again, and drop it here once more."),
    ),
    FaultCode.NOT_A_RECEIPT: Template(
        N_("Neither a picture, a PDF, an e-invoice nor a mail"),
        N_("Whatever its name says, the file is none of the kinds that receipts come as. It was not added."),
        N_("Use a photo, a scan, a PDF, an e-invoice or a mail. A web page can be saved as PDF first."),
    ),
    FaultCode.EINVOICE_UNKNOWN: Template(
        N_("An e-invoice of another kind"),
        N_("The file is an electronic invoice, but neither OIOUBL nor Peppol BIS. It was not added."),
        N_("Ask the sender for the PDF, or open the e-invoice where you received it and print it to a PDF."),
    ),
    FaultCode.EINVOICE_NO_INVOICE: Template(
        N_("An electronic document, but no invoice"),
        N_("The file is an order, a reminder or the like, so there is nothing to book. It was not added."),
        N_("Drop the invoice or the credit note that belongs to it."),
    ),
    FaultCode.EINVOICE_EMPTY: Template(
        N_("The e-invoice is empty"),
        N_("The electronic invoice has neither a number nor an amount, so it was not added."),
        N_("Ask the sender for a new one."),
    ),
    FaultCode.OFFICE_FILE: Template(
        N_("A document from Word, Excel or the like"),
        N_("Dinero takes pictures and PDFs only, and only the program that wrote the file shows it as meant."),
        N_("Open it in its own program, save it as a PDF, and drop that here."),
    ),
    FaultCode.MAIL_BROKEN: Template(
        N_("The mail is damaged"),
        N_("The mail can't be opened, because a part of the file is missing or damaged. It was not added."),
        N_("Save the mail again from your mail program, or save its attachments and drop those."),
    ),
    FaultCode.MAIL_EMPTY: Template(
        N_("The mail is empty"),
        N_("The mail holds neither text nor an attachment that is a receipt, so it was not added."),
        N_("Save the receipt from where the mail links to, and drop that here."),
    ),
    FaultCode.ZIP_BROKEN: Template(
        N_("The zip file is damaged"),
        N_("The zip file can't be unpacked, because a part of it is missing or damaged."),
        N_("Fetch it again from where it came from, or unpack it yourself and drop the folder."),
    ),
    FaultCode.ZIP_LOCKED: Template(
        N_("The zip file has a password"),
        N_("Files in a zip file with a password can't be seen, so nothing of it was added."),
        N_("Unpack it yourself with its password, and drop the folder."),
    ),
    FaultCode.ZIP_EMPTY: Template(
        N_("No receipts in the zip file"),
        N_("There are no files in the zip file, so nothing was added."),
        N_("Drop another one, or the files themselves."),
    ),
    FaultCode.ZIP_TOO_MUCH: Template(
        N_("Too much in the zip file"),
        N_("Unpacked, the file holds more than receipts need (at most {limit} at once), so it was stopped there."),
        N_("Unpack it yourself, and drop the receipts from the folder."),
    ),
    FaultCode.SEVERAL_RECEIPTS: Template(
        N_("Several receipts in one file"),
        N_(
            "The file holds {count} receipts, and one set of fields fits only one. They lie in the tray; none was sent."
        ),
        N_("Fill them in in the window, or save them from the mail or zip file, and send each by itself."),
    ),
    FaultCode.TOO_DEEP: Template(
        N_("A mail inside a mail inside a mail"),
        N_("Mails and zip files were put into each other so often that it was not looked further into."),
        N_("Save the innermost file, and drop that here."),
    ),
    FaultCode.PAPER_FAILED: Template(
        N_("The file can't be opened safely"),
        N_("Opening the file took too long or needed too much memory, so it was stopped. The program is fine."),
        N_("Ask the sender for the receipt as a PDF, or print it to a PDF and drop that here."),
    ),
    FaultCode.XML_UNSAFE: Template(
        N_("The e-invoice is not safe"),
        N_("The XML of the e-invoice is of a kind that can harm a computer, so it was not opened."),
        N_("Ask the sender for a new invoice. If the receipt is here already, fill in the fields yourself."),
    ),
    FaultCode.XML_BROKEN: Template(
        N_("The e-invoice is damaged"),
        N_("The e-invoice can't be read, because a part of it is missing or damaged."),
        N_("Ask the sender for it again. If the receipt is here already, fill in the fields yourself."),
    ),
    FaultCode.READING_FAILED: Template(
        N_("The text can't be read"),
        N_("The text of the document can't be read, so nothing was filled in. The receipt itself is safe."),
        N_("Fill in the fields yourself."),
    ),
    FaultCode.READING_TOO_LONG: Template(
        N_("Reading took too long"),
        N_("It took too long to read the text, so nothing was filled in. The receipt itself is safe."),
        N_("Fill in the fields yourself."),
    ),
    FaultCode.BROKEN_IMAGE: Template(
        N_("The picture is damaged"),
        N_("The picture can't be opened, because part of the file is missing or damaged. Nothing was sent to Dinero."),
        N_("Take the photo again, or fetch the file again from where it came from."),
    ),
    FaultCode.BROKEN_PDF: Template(
        N_("The PDF is damaged"),
        N_("The PDF can't be opened, because part of the file is missing or damaged. Nothing was sent to Dinero."),
        N_("Fetch the PDF again from where it came from, or take a photo of the receipt."),
    ),
    FaultCode.FILE_TOO_SLOW: Template(
        N_("Opening the file takes too long"),
        N_("The file was still not open after a long wait, so it was stopped. The original is unchanged."),
        N_("Try once more. If it happens again, take a photo of the receipt, or save the file anew and drop that."),
    ),
    FaultCode.FILE_TOO_HEAVY: Template(
        N_("The file needs too much memory"),
        N_("Opened, the file needs far more memory than a receipt does, so it was stopped. The original is unchanged."),
        N_("Save the picture in a smaller size, or take a photo of the receipt."),
    ),
    FaultCode.FILE_BREAKS_OPENER: Template(
        N_("The file can't be opened safely"),
        N_("Opening the file broke the part of the program that does it. The original and the program are fine."),
        N_("Take a photo of the receipt, or save the file anew (print it to a PDF, for example) and drop that."),
    ),
    FaultCode.OPENER_UNAVAILABLE: Template(
        N_("Files can't be opened just now"),
        N_("The part of the program that opens pictures and PDFs doesn't start. The original is unchanged."),
        N_("Try again in a moment. If it goes on, restart the computer: it may be short of memory."),
    ),
    FaultCode.ENCRYPTED_PDF: Template(
        N_("The PDF has a password"),
        N_("A PDF with a password can't be read in Dinero, so nothing was sent."),
        N_("Open it with its password, print it to a new PDF without one, and drop that here."),
    ),
    FaultCode.TOO_MANY_PIXELS: Template(
        N_("The picture is too large to open"),
        N_(
            "The picture has more than {limit} million pixels, far more than a receipt needs. It was "
            "not opened, and nothing was sent."
        ),
        N_("Save the picture in a smaller size, or take a photo of the receipt."),
    ),
    FaultCode.TOO_MANY_PAGES: Template(
        N_("The picture has too many pages"),
        N_("The file has {pages} pages, and at most {limit} can be sent as one receipt. It was not added."),
        N_("Divide it into smaller files, or save it as a PDF."),
    ),
    FaultCode.PDF_TOO_LARGE: Template(
        N_("The PDF is too large for Dinero"),
        N_("The PDF is {size}, and Dinero takes at most {limit}. The receipt is kept here, but was not sent."),
        N_("Save the PDF in a smaller size, or take a photo of the pages."),
    ),
    FaultCode.FILE_TOO_LARGE: Template(
        N_("The file is too large"),
        N_("The file is larger than {limit}, which is the most that can be added. It was not added."),
        N_("Save it in a smaller size, or take a photo of the receipt."),
    ),
    FaultCode.FILE_GONE: Template(
        N_("The file is no longer there"),
        N_("The file was moved or deleted before it could be read. It was not added."),
        N_("Find the file where it is now, and drop it here again."),
    ),
    FaultCode.FILE_UNREADABLE: Template(
        N_("The file can't be read"),
        N_("This computer does not let the program read the file. It was not added."),
        N_("Close other programs that have it open, check that you may open it yourself, and try again."),
    ),
    FaultCode.FILE_NOT_WRITTEN: Template(
        N_("The file could not be saved"),
        N_("This computer does not let the program save a file in {folder}."),
        N_("Choose another folder, and save it there."),
    ),
    FaultCode.NO_FILE_IN_DROP: Template(
        N_("There was no file in what you dropped"),
        N_("Outlook and browsers often hand over a mail or a link instead of the file itself, so nothing was added."),
        N_("Save the file first and drop it from its folder, or copy the picture and press Ctrl+V here."),
    ),
    FaultCode.EMPTY_FOLDER: Template(
        N_("No receipts in the folder"),
        N_("The folder holds no pictures and no PDFs, so nothing was added."),
        N_("Choose another folder, or drop the files themselves."),
    ),
    FaultCode.TOO_MANY_FILES: Template(
        N_("Too many files at once"),
        N_("At most {limit} files can be added at once. The rest were not added."),
        N_("Drop the rest in smaller portions."),
    ),
    FaultCode.DISK_FULL: Template(
        N_("The disk is full"),
        N_(
            "There is no room left where receipts are kept ({folder}). What was here already is "
            "safe; nothing new was saved."
        ),
        N_("Free some space, and try again."),
    ),
    FaultCode.DATA_FOLDER_READ_ONLY: Template(
        N_("The program can't save anything"),
        N_("The program may not write in its own folder ({folder}). Nothing new was saved."),
        N_("Give yourself permission to write in the folder, and start the program again."),
    ),
    FaultCode.DATA_FOLDER_MISSING: Template(
        N_("The folder is gone"),
        N_(
            "The folder in which receipts are kept ({folder}) can't be reached: it was moved or deleted, or its disk "
            "isn't connected. Nothing new was saved."
        ),
        N_("Bring the folder or its disk back, and start the program again."),
    ),
    FaultCode.DATA_FOLDER_ON_NETWORK: Template(
        N_("The folder is on a network drive"),
        N_("Receipts can't be kept safely on a network drive ({folder}), so it is not used."),
        N_("Choose a folder on this computer's own disk."),
    ),
    FaultCode.DATA_FOLDER_NEWER: Template(
        N_("The receipts belong to a newer version"),
        N_("The folder was last used by a newer version of Bilagsdrop. Nothing was changed in it."),
        N_("Install the newest version, and start again."),
    ),
    FaultCode.DATA_FOLDER_FOREIGN: Template(
        N_("The folder was last used on another computer"),
        N_(
            "If two computers send from the same folder, a receipt could be sent twice. Nothing is "
            "sent until you have answered."
        ),
        N_("Make sure that Bilagsdrop is closed on the other computer, and let this one take over in the settings."),
    ),
    FaultCode.JOURNAL_DAMAGED: Template(
        N_("The list of receipts is damaged"),
        N_(
            "The list of receipts can't be read. The receipts' own files are kept apart from it and "
            "are untouched; nothing is sent."
        ),
        N_("Don't delete anything in the folder. Start the program again, and let it rebuild the list."),
    ),
    FaultCode.JOURNAL_REBUILT: Template(
        N_("The list of receipts was made anew"),
        N_(
            "The list was damaged or gone. Nothing was deleted. Receipts found again: {found}, of these with what was "
            "filled in: {kept}. Nothing is sent by itself, and what is in Dinero already is not sent again."
        ),
        N_("Go through the tray, and put what you have sent before into the bin."),
    ),
    FaultCode.JOURNAL_RESTORED: Template(
        N_("The list of receipts may be an earlier one"),
        N_(
            "The list of receipts was restored, from a backup or after damage, so it may not know what was sent last. "
            "Nothing is sent by itself."
        ),
        N_("Choose “Try again”: Dinero is asked first, and only what is missing there is sent."),
    ),
    FaultCode.JOURNAL_BUSY: Template(
        N_("Another program is in the way"),
        N_("The list of receipts is held by another program, perhaps a backup. Nothing is lost."),
        N_("Wait a moment, and try again."),
    ),
    FaultCode.ORIGINAL_MISSING: Template(
        N_("The receipt's file is missing"),
        N_("The copy that was saved of this receipt is gone or changed, so it was not sent."),
        N_("Drop the receipt here again, or restore the folder from a backup."),
    ),
}
