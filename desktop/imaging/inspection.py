"""What a file is and whether it's whole, before anything is made of it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import opened, page_frames, seek_frame
from desktop.imaging.orient import Size, upright_size
from desktop.imaging.pdf import Pdf, inspect_pdf
from desktop.imaging.raw import is_raw
from desktop.imaging.sources import DocumentInfo
from desktop.imaging.strangers import refused_at_sight
from desktop.papers import page_pdf
from desktop.receipts.faults import Fault, FaultCode


def inspect(path: Path) -> DocumentInfo:
    """Find out what a file is, and decode it once to see that it's whole.

    Raises Fault: EMPTY_FILE, NOT_A_RECEIPT, EINVOICE_UNKNOWN, EINVOICE_NO_INVOICE, RAW_PHOTO, JPEG_XL, FILM,
    OTHER_ARCHIVE, OFFICE_FILE, BROKEN_IMAGE, BROKEN_PDF, ENCRYPTED_PDF, TOO_MANY_PIXELS (``megapixels`` where known,
    ``limit``), TOO_MANY_PAGES (``pages``, ``limit``), FILE_GONE, FILE_UNREADABLE, and what `page_pdf` raises.
    """
    head = read_bytes(path, sniff.HEAD_BYTES)
    found, refused = sniff.media_type(head), refused_at_sight(head)
    if found == sniff.TIFF and is_raw(path):
        refused = FaultCode.RAW_PHOTO
    if found is None or refused is not None:
        raise Fault(refused or FaultCode.NOT_A_RECEIPT)
    return _pdf(path, found) if is_paged(found) else _image(path, found)


def is_paged(media_type: str) -> bool:
    """Return whether a file is a PDF, or something of which one is drawn."""
    return media_type == sniff.PDF or media_type in sniff.PAPERS


def pdf_at(path: Path, media_type: str = sniff.PDF) -> Pdf:
    """Return a PDF where it lies, or the bytes of the one that is drawn of an e-invoice or mail.

    Raises what `page_pdf` raises.
    """
    return page_pdf(path) if media_type in sniff.PAPERS else path


def _pdf(path: Path, media_type: str) -> DocumentInfo:
    info = inspect_pdf(pdf_at(path, media_type))
    return DocumentInfo(media_type, sniff.EXTENSIONS[media_type], info.pages, info.width, info.height)


def _image(path: Path, media_type: str) -> DocumentInfo:
    with opened(path, media_type) as image:
        frames = page_frames(image, media_type)
        width, height = _decoded_size(image)
        for frame in frames[1:]:
            seek_frame(image, frame)
            image.load()
    return DocumentInfo(media_type, sniff.EXTENSIONS[media_type], len(frames), width, height)


def _decoded_size(image: Image.Image) -> Size:
    """Decode the first page as small as its format allows; a file that was cut off raises here."""
    size = upright_size(image)
    image.draft("L", (1, 1))
    image.load()
    return size
