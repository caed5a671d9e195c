"""PDFs with something blacked out: such a page is sent as a picture, for a box laid over text would hide nothing.

The text below could still be marked, copied and searched. Attached files, bookmarks and the like stay behind: no more
is taken from the file than pages on which nothing is hidden, and those only where they bring nothing unseen along.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from desktop.imaging.encode import jpeg, wanted_size
from desktop.imaging.finish import finished
from desktop.imaging.pdf import Pdf, draw_page, joined, page_sizes, some_pages
from desktop.imaging.pdf_write import PageImage, images_pdf
from desktop.imaging.unseen import shows_all
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import Finish

DOTS_PER_INCH = 200
"""A page of text is drawn with at most so many: as sharp as a scan in an office is."""
_POINTS_PER_INCH = 72
_QUALITY = 75


def covered_pdf(data: Pdf, finish: Finish, part: tuple[int, int] | None = None) -> bytes:
    """Return the PDF with each page that has a blackout as a picture, black in these places; the others as they are.

    Where the others would bring along what they don't show, all pages become pictures.

    ``part`` is the first page wanted (from 0) and how many; None: all. Same pages and boxes, same bytes. Raises
    BROKEN_PDF, ENCRYPTED_PDF.
    """
    sizes = page_sizes(data)
    first, count = part or (0, len(sizes))
    if first < 0 or count < 1 or first + count > len(sizes):
        raise Fault(FaultCode.BROKEN_PDF)
    pages = range(first, first + count)
    return joined([(part, 0) for run in _runs(finish, pages) for part in _parts(data, sizes, finish, run)])


def _runs(finish: Finish, pages: range) -> Iterator[range]:
    """Divide pages into runs of those that have a blackout and those that have none."""
    for _has, run in groupby(pages, lambda page: bool(finish.on(page).blackouts)):
        numbers = list(run)
        yield range(numbers[0], numbers[-1] + 1)


def _parts(data: Pdf, sizes: list[tuple[float, float]], finish: Finish, run: range) -> Iterator[bytes]:
    if not finish.on(run.start).blackouts:
        same = some_pages(data, run.start, len(run))
        if shows_all(same):
            yield same
            return
    for page in run:
        yield images_pdf([_picture(data, page, sizes[page], finish.on(page))])


def _picture(data: Pdf, page: int, size: tuple[float, float], finish: Finish) -> PageImage:
    width, height = (max(1, round(side * DOTS_PER_INCH / _POINTS_PER_INCH)) for side in size)
    sheet = finished(draw_page(data, page, wanted_size((width, height))), Finish(blackouts=finish.blackouts))
    return PageImage(jpeg(sheet, _QUALITY), *sheet.size)
