"""PDFs inside an e-invoice (EmbeddedDocumentBinaryObject): which is the invoice itself, and which go with it."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types

from desktop.papers.amounts import kroner
from desktop.papers.elements import at, children
from desktop.papers.invoice import Invoice
from desktop.papers.pdf_file import without_chance

MOST_BYTES = 6_000_000
"""What Dinero takes; a PDF above it can't stand for the invoice."""
_MOST_INSIDE = 20
_PAGES_LOOKED_AT = 10


def own_picture(root: Element, invoice: Invoice) -> bytes | None:
    """Return the PDF inside that shows the invoice: it tells its number and its total. Scans can't be told so."""
    return next((data for data in _pdfs(root) if len(data) <= MOST_BYTES and shows(data, invoice)), None)


def with_attachments(drawn: bytes, root: Element) -> bytes:
    """Return the drawn invoice with the pages of the PDFs inside behind it, as far as they are whole and fit."""
    whole = pdfium.PdfDocument(drawn)
    result = drawn
    with closing(whole):
        for data in _pdfs(root):
            try:
                with closing(pdfium.PdfDocument(data)) as part:
                    whole.import_pages(part)
            except pdfium.PdfiumError:
                continue
            longer = _saved(whole)
            if len(longer) > MOST_BYTES:
                break
            result = longer
    return result


def _saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return without_chance(buffer.getvalue())


def _pdfs(root: Element) -> Iterator[bytes]:
    for at_most, reference in enumerate(children(root, "AdditionalDocumentReference")):
        embedded = at(reference, "Attachment/EmbeddedDocumentBinaryObject")
        if at_most >= _MOST_INSIDE:
            return
        if embedded is None or "pdf" not in embedded.get("mimeCode", "").lower():
            continue
        try:
            data = base64.b64decode(embedded.text or "")
        except (binascii.Error, ValueError):
            continue
        if data[:1_024].find(b"%PDF-") >= 0 and b"%%EOF" in data[-1_024:]:
            yield data


def shows(data: bytes, invoice: Invoice) -> bool:
    """Return whether a PDF tells the number and the total of an invoice."""
    total = invoice.sums.get("TaxInclusiveAmount", invoice.sums.get("PayableAmount"))
    if total is None or not invoice.number:
        return False
    told = " ".join(_text(data).split())
    danish = kroner(abs(total))
    forms = {danish, danish.replace(".", ""), danish.replace(".", " "), f"{abs(total):,.2f}", f"{abs(total):.2f}"}
    return _holds(told, invoice.number) and any(_holds(told, form) for form in forms)


def _holds(text: str, value: str) -> bool:
    """Return whether a text holds a value that is no part of a longer one."""
    return re.search(rf"(?<![\w.,]){re.escape(' '.join(value.split()))}(?!\w|[.,]\d)", text) is not None


def _text(data: bytes) -> str:
    try:
        with closing(pdfium.PdfDocument(data)) as document:
            pages = range(min(len(document), _PAGES_LOOKED_AT))
            return "".join(_page_text(document, page) for page in pages)
    except pdfium.PdfiumError:
        return ""


def _page_text(document: pdfium.PdfDocument, index: int) -> str:
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_bounded())
