"""What a file is and whether it's whole, before anything is made of it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes, size_of
from desktop.imaging.decode import Size, check_pixels, opened, page_count, upright_size
from desktop.imaging.limits import MAX_UPLOAD_BYTES
from desktop.imaging.pdf import inspect_pdf
from desktop.imaging.sources import DocumentInfo
from desktop.papers import page_pdf
from desktop.papers.kind import refusal_of
from desktop.receipts.faults import Fault, FaultCode


def inspect(path: Path) -> DocumentInfo:
    """Find out what a file is, and decode it once to see that it's whole.

    Raises Fault: EMPTY_FILE, NOT_A_RECEIPT, EINVOICE_UNKNOWN, EINVOICE_NO_INVOICE, BROKEN_IMAGE, BROKEN_PDF,
    ENCRYPTED_PDF, TOO_MANY_PIXELS (``megapixels`` where known, ``limit``), TOO_MANY_PAGES (``pages``, ``limit``),
    PDF_TOO_LARGE (``size``, ``limit`` in bytes), FILE_GONE, FILE_UNREADABLE, and what `page_pdf` raises.
    """
    head = read_bytes(path, sniff.HEAD_BYTES)
    if not head:
        raise Fault(FaultCode.EMPTY_FILE)
    found = sniff.media_type(head)
    if found is None:
        raise Fault(refusal_of(head) or FaultCode.NOT_A_RECEIPT)
    return _pdf(path, found) if is_paged(found) else _image(path, found)


def is_paged(media_type: str) -> bool:
    """Return whether a file is a PDF, or something of which one is drawn."""
    return media_type == sniff.PDF or media_type in sniff.PAPERS


def pdf_bytes(path: Path, media_type: str = sniff.PDF) -> bytes:
    """Return a PDF's bytes, or those of the PDF that is drawn of an e-invoice or mail.

    Raises PDF_TOO_LARGE, FILE_GONE, FILE_UNREADABLE, and what `page_pdf` raises.
    """
    if media_type in sniff.PAPERS:
        return page_pdf(path)
    size = size_of(path)
    if size > MAX_UPLOAD_BYTES:
        raise Fault(FaultCode.PDF_TOO_LARGE, size=size, limit=MAX_UPLOAD_BYTES)
    return read_bytes(path)


def _pdf(path: Path, media_type: str) -> DocumentInfo:
    info = inspect_pdf(pdf_bytes(path, media_type))
    return DocumentInfo(media_type, sniff.EXTENSIONS[media_type], info.pages, info.width, info.height)


def _image(path: Path, media_type: str) -> DocumentInfo:
    with opened(path, media_type) as image:
        pages = page_count(image, media_type)
        width, height = _decoded_size(image)
        for page in range(1, pages):
            image.seek(page)
            check_pixels(image)
            image.load()
    return DocumentInfo(media_type, sniff.EXTENSIONS[media_type], pages, width, height)


def _decoded_size(image: Image.Image) -> Size:
    """Decode the first page as small as its format allows; a file that was cut off raises here."""
    size = upright_size(image)
    image.draft("L", (1, 1))
    image.load()
    return size
