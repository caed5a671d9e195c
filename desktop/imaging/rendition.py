"""The bytes that are uploaded: small, readable, without metadata, and the same every time."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.album import pdf_of, render_album
from desktop.imaging.decode import opened, page_count
from desktop.imaging.edges import straightened_size
from desktop.imaging.encode import wanted_size
from desktop.imaging.inspection import is_paged
from desktop.imaging.limits import MAX_JPEG_SIDE
from desktop.imaging.orient import Size, upright_size
from desktop.imaging.pdf import page_total
from desktop.imaging.shares import fitted
from desktop.imaging.single import render_picture
from desktop.imaging.sources import Rendition, Source


def render(sources: Sequence[Source]) -> Rendition:
    """Return the rendition of a receipt's originals, in their order; the same originals always give the same bytes.

    One picture becomes a JPEG, or stays the PNG it is; one PDF stays byte for byte what it is, unless it is above
    MAX_UPLOAD_BYTES and made smaller; an e-invoice or mail is
    drawn as a PDF; several pages, and some of a file's pages, become one PDF. Raises Fault: BROKEN_IMAGE, BROKEN_PDF,
    ENCRYPTED_PDF, TOO_MANY_PIXELS, PDF_TOO_LARGE (more pages than 6 MB can hold; ``limit``,
    ``pages``), FILE_GONE, FILE_UNREADABLE, and what `page_pdf` raises. Raises ValueError when there is no source.
    """
    if not sources:
        raise ValueError("a receipt has at least one original")
    if len(sources) > 1:
        return render_album(sources)
    if is_paged(sources[0].media_type):
        return _render_pdf(sources[0])
    return render_album(sources) if sources[0].part or _needs_pages(sources[0]) else render_picture(sources[0])


def _needs_pages(source: Source) -> bool:
    """Tell whether one picture becomes a PDF: several pages, too long for JPEG, or a fax page that JPEG would bloat."""
    with opened(source.path, source.media_type) as image:
        if max(wanted_size(_part(image, source))) > MAX_JPEG_SIDE:
            return True
        many = source.media_type == sniff.TIFF and page_count(image, sniff.TIFF) > 1
        return many or (source.media_type == sniff.TIFF and image.mode == "1" and source.frame is None)


def _part(image: Image.Image, source: Source) -> Size:
    """Return the size of what is wanted of a picture."""
    return image.size if source.frame is None else straightened_size(source.frame, upright_size(image))


def _render_pdf(source: Source) -> Rendition:
    data = fitted(pdf_of(source), source.turns)
    return Rendition(data, sniff.PDF, "pdf", page_total(data))
