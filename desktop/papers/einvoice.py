"""A bare e-invoice to the PDF that stands for it. Runs in a worker process only."""

from __future__ import annotations

from desktop.papers.inside import own_picture, with_attachments
from desktop.papers.invoice import invoice_of
from desktop.papers.invoice_pages import draw_invoice
from desktop.papers.kind import MARK
from desktop.papers.xml_safe import parsed
from desktop.receipts.faults import Fault, FaultCode


def einvoice_pdf(data: bytes) -> bytes:
    """Return an e-invoice as PDF; the same XML gives the same bytes.

    The sender's own picture of the invoice, which many put inside, is preferred, if it is one: it tells the number and
    the total. Otherwise the invoice is drawn, and what PDFs are inside follow it. Raises Fault XML_UNSAFE, XML_BROKEN,
    EINVOICE_UNKNOWN, EINVOICE_EMPTY (neither number nor amount: there is nothing to show).
    """
    root = parsed(data)
    namespace, _, name = root.tag.rpartition("}")
    if name not in {"Invoice", "CreditNote"} or not MARK.search(namespace):
        raise Fault(FaultCode.EINVOICE_UNKNOWN)
    invoice = invoice_of(root)
    if not invoice.number and not invoice.sums and not invoice.lines:
        raise Fault(FaultCode.EINVOICE_EMPTY)
    return own_picture(root, invoice) or with_attachments(draw_invoice(invoice), root)
