"""PDFs: check that they are whole, draw their pages, put several together. Every call of pdfium is under one lock."""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from desktop.imaging.limits import MAX_PREVIEW_PIXELS
from desktop.papers.pdf_file import without_chance
from desktop.receipts.faults import Fault, FaultCode

_pdfium = threading.RLock()
"""pdfium isn't thread-safe, not even for two different documents."""

_TAIL_BYTES = 1_024
"""``%%EOF`` lies within the last 1,024 bytes (ISO 32000-1, H.3)."""


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """Number of pages, and the first page's size in points as it's shown."""

    pages: int
    width: int
    height: int


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF under the lock. Raises ENCRYPTED_PDF, BROKEN_PDF."""
    with _pdfium:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
            raise Fault(FaultCode.ENCRYPTED_PDF if locked else FaultCode.BROKEN_PDF) from error
        try:
            yield document
        except pdfium.PdfiumError as error:
            raise Fault(FaultCode.BROKEN_PDF) from error
        finally:
            document.close()


def inspect_pdf(data: bytes) -> PdfInfo:
    """Check a whole PDF. Raises BROKEN_PDF (cut off, or no page that can be shown), ENCRYPTED_PDF."""
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-_TAIL_BYTES:]:
        raise Fault(FaultCode.BROKEN_PDF)
    with _document(data) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
        if not sizes or any(width <= 0 or height <= 0 for width, height in sizes):
            raise Fault(FaultCode.BROKEN_PDF)
        document[0].close()
        return PdfInfo(len(sizes), max(1, round(sizes[0][0])), max(1, round(sizes[0][1])))


def page_total(data: bytes) -> int:
    """Return the number of pages. Raises BROKEN_PDF, ENCRYPTED_PDF."""
    with _document(data) as document:
        return len(document)


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Return each page's width and height in points, as it's shown. Raises BROKEN_PDF, ENCRYPTED_PDF."""
    with _document(data) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def pictures_shown(data: bytes) -> frozenset[bytes]:
    """Return the SHA-256 of each picture that a page shows, as its bytes lie in the file. Raises BROKEN_PDF."""
    with _document(data) as document:
        found = set[bytes]()
        for page in document:
            for each in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
                found.add(hashlib.sha256(bytes(each.get_data(decode_simple=False))).digest())
            page.close()
        return frozenset(found)


def draw_page(data: bytes, index: int, box: tuple[int, int], turns: int = 0) -> Image.Image:
    """Return a page on white as RGB, as large as fits ``box`` pixels (after ``turns``) and MAX_PREVIEW_PIXELS."""
    with _document(data) as document:
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


def turned_pdf(data: bytes, turns: int) -> bytes:
    """Return the PDF with every page turned clockwise by quarter turns."""
    return joined([(data, turns)])


def some_pages(data: bytes, first: int, count: int) -> bytes:
    """Return a PDF of ``count`` pages from ``first`` (from 0) on; same pages, same bytes.

    Raises BROKEN_PDF when the document does not have them, ENCRYPTED_PDF.
    """
    with _document(data) as document:
        if first < 0 or count < 1 or first + count > len(document):
            raise Fault(FaultCode.BROKEN_PDF)
        some = pdfium.PdfDocument.new()
        try:
            some.import_pages(document, list(range(first, first + count)))
            return without_chance(_saved(some))
        finally:
            some.close()


def joined(parts: Sequence[tuple[bytes, int]]) -> bytes:
    """Return one PDF of all parts in order, each ``(bytes, quarter turns clockwise)``; same parts, same bytes."""
    with _pdfium:
        whole = pdfium.PdfDocument.new()
        try:
            for data, turns in parts:
                _append(whole, data, turns)
            return without_chance(_saved(whole))
        finally:
            whole.close()


def _append(whole: pdfium.PdfDocument, data: bytes, turns: int) -> None:
    first = len(whole)
    with _document(data) as part:
        whole.import_pages(part)
    for index in range(first, len(whole)):
        page = whole[index]
        page.set_rotation((page.get_rotation() + turns % 4 * 90) % 360)
        page.close()


def _saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
