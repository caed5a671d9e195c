"""What comes without a page to look at: e-invoices and mails are drawn as one, mails and archives are unpacked.

All of it is opened in a worker process with limits of time and memory; the rest of the program asks the `Press`.
"""

from desktop.papers.boxes import Enclosed, unpacked
from desktop.papers.kind import EINVOICE, EML, HEAD_BYTES, MSG, box_of, looks_like_einvoice
from desktop.papers.press import page_pdf, work_here

__all__ = [
    "EINVOICE", "EML", "HEAD_BYTES", "MSG", "Enclosed", "box_of", "looks_like_einvoice", "page_pdf", "unpacked",
    "work_here",
]  # fmt: skip
