"""PDFs: check that they are whole, draw their pages, put several together. Every call of pdfium is under one lock."""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from desktop.imaging.border import file_fault, read_tail
from desktop.imaging.limits import MAX_PDF_PAGES, MAX_PREVIEW_PIXELS
from desktop.papers.pdf_file import without_chance
from desktop.receipts.faults import Fault, FaultCode

Pdf = Path | bytes
"""A PDF: a file, of which only what is wanted is read, or its bytes."""

_pdfium = threading.RLock()
"""pdfium isn't thread-safe, not even for two different documents."""

_TAIL_BYTES = 1_024
"""``%%EOF`` lies within the last 1,024 bytes (ISO 32000-1, H.3)."""
_PADDING_BYTES = 65_536
"""So much of nothing behind the end is passed over; some servers fill up their last block."""


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """Number of pages, and the first page's size in points as it's shown."""

    pages: int
    width: int
    height: int


@contextmanager
def document_of(data: Pdf) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF under the lock. Raises ENCRYPTED_PDF, BROKEN_PDF, FILE_GONE, FILE_UNREADABLE."""
    with _pdfium:
        document = _opened(data)
        try:
            _show_forms(document)
            yield document
        except pdfium.PdfiumError as error:
            raise Fault(FaultCode.BROKEN_PDF) from error
        finally:
            document.close()


def _opened(data: Pdf) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except OSError as error:
        raise file_fault(error) from error
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_FILE:
            raise Fault(FaultCode.FILE_UNREADABLE) from error
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise Fault(FaultCode.ENCRYPTED_PDF if locked else FaultCode.BROKEN_PDF) from error


def _show_forms(document: pdfium.PdfDocument) -> None:
    """Have what was filled in drawn with the pages; nothing of a form is run."""
    with suppress(pdfium.PdfiumError):
        if document.get_formtype() in (pdfium_c.FORMTYPE_ACRO_FORM, pdfium_c.FORMTYPE_XFA_FOREGROUND):
            document.init_forms()


def inspect_pdf(data: Pdf) -> PdfInfo:
    """Check a whole PDF.

    Raises BROKEN_PDF (cut off, or no page that can be shown), ENCRYPTED_PDF, TOO_MANY_PAGES (``pages``, ``limit``).
    """
    tail = read_tail(data, _PADDING_BYTES + _TAIL_BYTES) if isinstance(data, Path) else data
    if b"%%EOF" not in tail.rstrip(b"\0 \t\r\n")[-_TAIL_BYTES:]:
        raise Fault(FaultCode.BROKEN_PDF)
    with document_of(data) as document:
        if len(document) > MAX_PDF_PAGES:
            raise Fault(FaultCode.TOO_MANY_PAGES, pages=len(document), limit=MAX_PDF_PAGES)
        sizes = [document.get_page_size(index) for index in range(len(document))]
        if not sizes or any(width <= 0 or height <= 0 for width, height in sizes):
            raise Fault(FaultCode.BROKEN_PDF)
        document[0].close()
        return PdfInfo(len(sizes), max(1, round(sizes[0][0])), max(1, round(sizes[0][1])))


def page_total(data: Pdf) -> int:
    """Return the number of pages. Raises BROKEN_PDF, ENCRYPTED_PDF."""
    with document_of(data) as document:
        return len(document)


def page_sizes(data: Pdf) -> list[tuple[float, float]]:
    """Return each page's width and height in points, as it's shown. Raises BROKEN_PDF, ENCRYPTED_PDF."""
    with document_of(data) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def pictures_shown(data: Pdf) -> frozenset[bytes]:
    """Return the SHA-256 of each picture that a page shows, as its bytes lie in the file. Raises BROKEN_PDF."""
    with document_of(data) as document:
        found = set[bytes]()
        for page in document:
            for each in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
                found.add(hashlib.sha256(bytes(each.get_data(decode_simple=False))).digest())
            page.close()
        return frozenset(found)


def draw_page(data: Pdf, index: int, box: tuple[int, int], turns: int = 0) -> Image.Image:
    """Return a page on white as RGB, as large as fits ``box`` pixels (after ``turns``) and MAX_PREVIEW_PIXELS."""
    with document_of(data) as document:
        return drawn_page(document, index, box, turns)


def drawn_page(document: pdfium.PdfDocument, index: int, box: tuple[int, int], turns: int = 0) -> Image.Image:
    """Return a page of a document that `document_of` has opened, see `draw_page`."""
    page = document[index]
    try:
        width, height = page.get_size() if turns % 2 == 0 else page.get_size()[::-1]
        scale = min(box[0] / width, box[1] / height, math.sqrt(MAX_PREVIEW_PIXELS / (width * height)))
        bitmap = page.render(scale=scale, rotation=turns % 4 * 90, fill_color=(255, 255, 255, 255))
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        page.close()
    # pdfium rounds a page's size up
    return picture.crop((0, 0, min(picture.width, box[0]), min(picture.height, box[1])))


def turned_pdf(data: Pdf, turns: int) -> bytes:
    """Return the PDF with every page turned clockwise by quarter turns."""
    return joined([(data, turns)])


def some_pages(data: Pdf, first: int, count: int) -> bytes:
    """Return a PDF of ``count`` pages from ``first`` (from 0) on; same pages, same bytes.

    Raises BROKEN_PDF when the document does not have them, ENCRYPTED_PDF.
    """
    with document_of(data) as document:
        if first < 0 or count < 1 or first + count > len(document):
            raise Fault(FaultCode.BROKEN_PDF)
        some = pdfium.PdfDocument.new()
        try:
            some.import_pages(document, list(range(first, first + count)))
            return without_chance(_saved(some))
        finally:
            some.close()


def unlocked(data: Pdf, target: Path) -> None:
    """Write a PDF as pdfium understands it: its tables mended, and without the owner's lock."""
    with document_of(data) as document, target.open("wb") as file:
        document.save(file, flags=pdfium_c.FPDF_REMOVE_SECURITY)


def joined(parts: Sequence[tuple[Pdf, int]]) -> bytes:
    """Return one PDF of all parts in order, each ``(PDF, quarter turns clockwise)``; same parts, same bytes."""
    with _pdfium:
        whole = pdfium.PdfDocument.new()
        try:
            for data, turns in parts:
                _append(whole, data, turns)
            return without_chance(_saved(whole))
        finally:
            whole.close()


def _append(whole: pdfium.PdfDocument, data: Pdf, turns: int) -> None:
    first = len(whole)
    with document_of(data) as part:
        whole.import_pages(part)
    for index in range(first, len(whole)):
        page = whole[index]
        page.set_rotation((page.get_rotation() + turns % 4 * 90) % 360)
        page.close()


def _saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
