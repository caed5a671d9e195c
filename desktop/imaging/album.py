"""Several pages to one PDF: pictures as JPEG (or group 4), PDFs with their own pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import size_of
from desktop.imaging.cover import covered_pdf
from desktop.imaging.decode import opened, page_frames, seek_frame
from desktop.imaging.encode import group4
from desktop.imaging.finish import finished
from desktop.imaging.inspection import is_paged, pdf_at
from desktop.imaging.limits import LONG_SIDE, MAX_JPEG_SIDE, MAX_SLICE_SIDE, MAX_UPLOAD_BYTES, SHORT_SIDE
from desktop.imaging.orient import orientation, turned
from desktop.imaging.pdf import Pdf, joined, page_total, some_pages
from desktop.imaging.pdf_write import PageImage, images_pdf
from desktop.imaging.readable import Readable, readable, readable_bilevel
from desktop.imaging.shares import shared
from desktop.imaging.single import WORTHWHILE, kept_bytes
from desktop.imaging.sources import Rendition, Source
from desktop.receipts.faults import Fault, FaultCode

_PAGE_OVERHEAD = 700
"""Bytes that PDF adds to each picture, generously."""


@dataclass(frozen=True, slots=True)
class _Step:
    """How much of each picture is kept; the steps are tried until all pages fit."""

    long_side: int
    short_side: int
    quality: int
    """The best that's allowed; less where the text needs less."""


_STEPS = (
    _Step(LONG_SIDE, SHORT_SIDE, 100),
    _Step(LONG_SIDE, SHORT_SIDE, 60),
    _Step(LONG_SIDE, SHORT_SIDE, 45),
    _Step(1_600, 900, 45),
    _Step(1_300, 800, 40),
    _Step(1_000, 700, 35),
    _Step(800, 600, 30),
)


def render_album(sources: Sequence[Source]) -> Rendition:
    """Return one PDF of all pages. Raises PDF_TOO_LARGE (``limit``, ``pages``) when 6 MB can't hold them readably."""
    paged = [source for source in sources if is_paged(source.media_type)]
    whole = [pdf_of(source) for source in paged]
    for pdfs in shared(whole, beside_pictures=len(paged) < len(sources)) if paged else [()]:
        made = _fitting(sources, dict(zip(paged, pdfs, strict=True)))
        if made is not None:
            return made
    raise Fault(FaultCode.PDF_TOO_LARGE, limit=MAX_UPLOAD_BYTES, pages=sum(map(_pages_of, sources)))


def _pages_of(source: Source) -> int:
    if source.part is not None:
        return source.part[1]
    if is_paged(source.media_type):
        return page_total(pdf_at(source.path, source.media_type))
    with opened(source.path, source.media_type) as image:
        return len(page_frames(image, source.media_type))


def pdf_of(source: Source) -> Pdf:
    """Return a PDF, or one of those of its pages that are wanted."""
    data = pdf_at(source.path, source.media_type)
    if source.finish.blackouts:
        return covered_pdf(data, source.finish, source.part)
    return data if source.part is None else some_pages(data, *source.part)


def _fitting(sources: Sequence[Source], pdfs: dict[Source, bytes]) -> Rendition | None:
    budget = MAX_UPLOAD_BYTES - sum(len(pdfs[source]) for source in sources if source in pdfs)
    for step in _STEPS if budget >= 0 else ():
        parts = _parts(sources, pdfs, step, budget)
        if parts is None:
            continue
        data = _one_pdf(parts)
        if len(data) <= MAX_UPLOAD_BYTES:
            return Rendition(data, sniff.PDF, "pdf", page_total(data))
    return None


_Part = tuple[bytes, int]
"""A PDF and the quarter turns its pages get."""


def _parts(sources: Sequence[Source], pdfs: dict[Source, bytes], step: _Step, budget: int) -> list[_Part] | None:
    """Return the PDFs to be joined, neighbouring pictures as one; None as soon as the budget is spent."""
    parts: list[_Part] = []
    for is_pdf, group in groupby(sources, lambda source: is_paged(source.media_type)):
        if is_pdf:
            parts += [(pdfs[source], source.turns) for source in group]
            continue
        pages = []
        for source in group:
            for page in _pages(source, step):
                budget -= len(page.data) + _PAGE_OVERHEAD
                if budget < 0:
                    return None
                pages.append(page)
        parts.append((images_pdf(pages), 0))
    return parts


def _one_pdf(parts: list[_Part]) -> bytes:
    return parts[0][0] if len(parts) == 1 and not parts[0][1] % 4 else joined(parts)


def _pages(source: Source, step: _Step) -> Iterator[PageImage]:
    with opened(source.path, source.media_type) as image:
        frames = page_frames(image, source.media_type)
    first, count = source.part or (0, len(frames))
    if first + count > len(frames):
        raise Fault(FaultCode.BROKEN_IMAGE)
    for page in range(first, first + count):
        yield from _page(source, page, frames[page], step)


def _page(source: Source, page: int, number: int, step: _Step) -> list[PageImage]:
    with opened(source.path, source.media_type) as image:
        seek_frame(image, number)
        if image.mode == "1" and source.frame is None:
            image.load()
            upright = finished(turned(image, orientation(image), 0), source.finish.on(page))
            return [group4(turned(upright, 1, source.turns))]
    finish = source.finish.on(page)
    found = readable(source, number, finish=finish, long_side=step.long_side, short_side=step.short_side)
    pages = [_compressed(replace(found, toned=piece), step.quality) for piece in _pieces(found.toned)]
    if len(pages) == 1:
        bilevel = readable_bilevel(source, number, found, finish=finish)
        pages = [_smaller(pages[0], group4(bilevel))] if bilevel else pages
    return [_kept_if_smaller(source, pages[0])] if len(pages) == 1 and step is _STEPS[0] else pages


def _smaller(page: PageImage, other: PageImage) -> PageImage:
    return other if len(other.data) < len(page.data) else page


def _pieces(picture: Image.Image) -> Iterator[Image.Image]:
    """Cut a picture that JPEG can't hold into equal pieces along its long side, else give it whole."""
    width, height = picture.size
    pieces = 1 if max(picture.size) <= MAX_JPEG_SIDE else math.ceil(max(picture.size) / MAX_SLICE_SIDE)
    for at in range(pieces):
        if height >= width:
            yield picture.crop((0, height * at // pieces, width, height * (at + 1) // pieces))
        else:
            yield picture.crop((width * at // pieces, 0, width * (at + 1) // pieces, height))


def _compressed(found: Readable, best: int) -> PageImage:
    return PageImage(found.jpeg(best), *found.toned.size, grey=found.toned.mode == "L")


def _kept_if_smaller(source: Source, page: PageImage) -> PageImage:
    """Return the original's own JPEG where encoding it again gains next to nothing."""
    kept = kept_bytes(source, size_of(source.path)) if source.media_type == sniff.JPEG else None
    if kept is None or len(page.data) < WORTHWHILE * len(kept):
        return page
    with opened(source.path, source.media_type) as image:
        return PageImage(kept, *image.size, grey=image.mode == "L")
