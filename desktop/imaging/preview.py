"""Pictures for the screen: thumbnails and pages, decoded no larger than they are shown."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_frames, seek_frame
from desktop.imaging.finish import finished
from desktop.imaging.inspection import is_paged, pdf_at
from desktop.imaging.orient import Size, orientation, swapped, turned
from desktop.imaging.pdf import Pdf, draw_page
from desktop.imaging.sources import Picture
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame


def thumbnail(
    path: Path, edge: int, turns: int = 0, page: int = 0, frame: Frame | None = None, finish: Finish = AS_IT_IS
) -> Picture:
    """Return a page (from 0) with its longest side at most ``edge`` pixels. Raises what `page_picture` raises."""
    return page_picture(path, page, edge, edge, turns, frame, finish)


def page_picture(
    path: Path,
    page: int,
    max_width: int,
    max_height: int,
    turns: int = 0,
    frame: Frame | None = None,
    finish: Finish = AS_IT_IS,
) -> Picture:
    """Return a page (from 0) as large as fits the box, upright and turned clockwise by ``turns`` quarters.

    Of a picture's first page only what lies within ``frame`` is shown. ``finish`` is that of all of the file's pages;
    of a PDF's it does no more than black out.
    A picture is never enlarged beyond its pixels; a PDF is drawn at any size up to MAX_PREVIEW_PIXELS. Raises Fault:
    NOT_A_RECEIPT, BROKEN_IMAGE, BROKEN_PDF, ENCRYPTED_PDF, TOO_MANY_PIXELS, FILE_GONE, FILE_UNREADABLE.
    """
    box = (max(1, max_width), max(1, max_height))
    media_type = sniff.media_type(read_bytes(path, sniff.HEAD_BYTES))
    if media_type is None:
        raise Fault(FaultCode.NOT_A_RECEIPT)
    if is_paged(media_type):
        return _picture(_sheet(pdf_at(path, media_type), page, box, turns, finish.on(page)))
    return _picture(_image(path, media_type, page, box, turns, None if page else frame, finish.on(page)))


def _sheet(data: Pdf, page: int, box: Size, turns: int, finish: Finish) -> Image.Image:
    if not finish.blackouts:
        return draw_page(data, page, box, turns)
    sheet = draw_page(data, page, swapped(box) if turns % 2 else box)
    return turned(finished(sheet, Finish(blackouts=finish.blackouts)), 1, turns)


def _image(
    path: Path, media_type: str, page: int, box: Size, turns: int, frame: Frame | None, finish: Finish
) -> Image.Image:
    with opened(path, media_type) as image:
        if page:
            seek_frame(image, page_frames(image, media_type)[page])
        sideways = (orientation(image) >= 5) != (turns % 2 == 1)
        stored_box = swapped(box) if sideways else box
        return decode(image, lambda size: fitted(size, stored_box), turns, frame=frame, finish=finish, slack=1.0)


def fitted(size: Size, box: Size) -> Size:
    """Return the largest size of this shape inside the box, never larger than ``size``, at least one pixel."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, min(box[0], round(size[0] * scale))), max(1, min(box[1], round(size[1] * scale)))


def _picture(image: Image.Image) -> Picture:
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    return Picture(rgb.width, rgb.height, rgb.tobytes())
