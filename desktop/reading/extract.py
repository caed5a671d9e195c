"""A document to a reading, in the process that may die of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types

from desktop.papers.drawing import page_of
from desktop.papers.kind import EINVOICE, EML, MSG
from desktop.reading.einvoice import read_einvoice
from desktop.reading.model import Context, Document, Found, PageText, Part, Reading, Source
from desktop.reading.pdf_words import opened, page_words, pages_to_read
from desktop.reading.rules import read_pages, with_places
from desktop.receipts.faults import Fault, FaultCode

PDF = "application/pdf"
PAPERS = frozenset({EINVOICE, EML, MSG})
"""What has no page of its own: one is drawn, and read."""
MOST_ATTACHMENTS = 20
MOST_WORDS = 60_000
"""Of a whole document; more is a book, whose words nobody clicks."""
_MADE = re.compile(r"^D:(\d{4})(\d{2})(\d{2})")
_BARE_PAGE = PageText((), 1.0)


def read_document(document: Document, context: Context) -> Reading:
    """Return what a document says; a picture says nothing yet. Raises Fault ENCRYPTED_PDF, BROKEN_PDF, XML_UNSAFE."""
    pages: list[PageText] = []
    invoice: Reading | None = None
    made: dt.date | None = None
    for part in document.parts:
        first = len(pages)
        pages.extend([_BARE_PAGE] * max(1, part.pages))
        if part.media_type == PDF:
            with opened(part.path) as pdf:
                _read_words(pdf, pages, first, part)
                if part.first_page is None:  # what a file carries belongs to the file, not to some of its pages
                    invoice = invoice or _attached(pdf, context)
                made = made or _made(pdf)
        elif part.media_type in PAPERS:
            data = _bytes(part)
            if part.media_type == EINVOICE:
                invoice = invoice or read_einvoice(data, context)
            with opened(page_of(data)) as drawn:
                _read_words(drawn, pages, first, part)
    printed = _with_metadata(read_pages(pages, context), made, context)
    return printed if invoice is None else with_places(invoice, printed, pages, context.today)


def _bytes(part: Part) -> bytes:
    try:
        return part.path.read_bytes()
    except FileNotFoundError as error:
        raise Fault(FaultCode.FILE_GONE) from error


def _read_words(pdf: pdfium.PdfDocument, pages: list[PageText], first: int, part: Part) -> None:
    start = part.first_page or 0
    total = len(pdf) if part.first_page is None else min(part.pages, len(pdf) - start)
    for at in pages_to_read(total):
        number, index = first + at, start + at
        if number < len(pages) and sum(len(page.words) for page in pages) < MOST_WORDS:
            pages[number] = page_words(pdf, index, number)


def _attached(pdf: pdfium.PdfDocument, context: Context) -> Reading | None:
    """Return the e-invoice that the PDF carries; a broken one is passed over, an unsafe one is a fault."""
    for index in range(min(MOST_ATTACHMENTS, pdf.count_attachments())):
        try:
            data = bytes(pdf.get_attachment(index).get_data())
        except pdfium.PdfiumError:
            continue
        if b"<" not in data[:64] and b"<\0" not in data[:64]:
            continue
        try:
            invoice = read_einvoice(data, context)
        except Fault as fault:
            if fault.code is FaultCode.XML_UNSAFE:
                raise
            continue
        if invoice is not None:
            return invoice
    return None


def _made(pdf: pdfium.PdfDocument) -> dt.date | None:
    match = _MADE.match(pdf.get_metadata_value("CreationDate") or "")
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _with_metadata(reading: Reading, made: dt.date | None, context: Context) -> Reading:
    """Use the day the PDF was made: it speaks for a date that agrees, and is a faint guess where there is none."""
    if made is None or made > context.today:
        return reading
    if reading.date is None:
        has_text = any(page.words for page in reading.pages)
        return replace(reading, date=Found(made, 0.3, None, Source.METADATA)) if has_text else reading
    near = abs((reading.date.value - made).days) <= 3
    better = min(0.98, reading.date.confidence + 0.06 * near)
    return replace(reading, date=replace(reading.date, confidence=better))
