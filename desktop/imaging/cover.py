"""PDFs with something blacked out: such a page is sent as a picture, for a box laid over text would hide nothing.

The text below could still be marked, copied and searched, and so could what a PDF carries along: attached files,
bookmarks and the like stay behind, since no page but those that are not touched is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.imaging.encode import jpeg, wanted_size
from desktop.imaging.finish import finished
from desktop.imaging.pdf import draw_page, joined, page_sizes, some_pages
from desktop.imaging.pdf_write import PageImage, images_pdf
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import Finish

DOTS_PER_INCH = 200
"""A page of text is drawn with at most so many: as sharp as a scan in an office is."""
_POINTS_PER_INCH = 72
_QUALITY = 75


def covered_pdf(data: bytes, finish: Finish, part: tuple[int, int] | None = None) -> bytes:
    """Return the PDF with each page that has a blackout as a picture, black in these places; the others as they are.

    ``part`` is the first page wanted (from 0) and how many; None: all. Same pages and boxes, same bytes. Raises
    BROKEN_PDF, ENCRYPTED_PDF.
    """
    sizes = page_sizes(data)
    first, count = part or (0, len(sizes))
    if first < 0 or count < 1 or first + count > len(sizes):
        raise Fault(FaultCode.BROKEN_PDF)
    return joined([(each, 0) for each in _parts(data, sizes, finish, range(first, first + count))])


def _parts(data: bytes, sizes: list[tuple[float, float]], finish: Finish, pages: range) -> Iterator[bytes]:
    begun = pages.start
    for page in pages:
        if not finish.on(page).blackouts:
            continue
        if begun < page:
            yield some_pages(data, begun, page - begun)
        yield images_pdf([_picture(data, page, sizes[page], finish.on(page))])
        begun = page + 1
    if begun < pages.stop:
        yield some_pages(data, begun, pages.stop - begun)


def _picture(data: bytes, page: int, size: tuple[float, float], finish: Finish) -> PageImage:
    width, height = (max(1, round(side * DOTS_PER_INCH / _POINTS_PER_INCH)) for side in size)
    sheet = finished(draw_page(data, page, wanted_size((width, height))), Finish(blackouts=finish.blackouts))
    return PageImage(jpeg(sheet, _QUALITY), *sheet.size)
