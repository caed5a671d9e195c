"""How large the pictures of a PDF are shown: from that and their pixels comes how fine they are."""

from __future__ import annotations

import math
from contextlib import closing

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from desktop.imaging.pdf import Pdf, document_of

Size = tuple[int, int]
Places = dict[Size, tuple[float, float]]
"""By a picture's width and height in pixels: the inches it is shown in, where it is shown largest."""

_POINTS = 72
_MOST_OBJECTS = 20_000
"""Of one page; a map drawn of a million lines has its pictures at the beginning."""


def places(data: Pdf) -> Places:
    """Return how large pictures are shown; pictures of as many pixels go by the largest of them."""
    found: Places = {}
    with document_of(data) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                _look(page, found)
    return found


def _look(page: pdfium.PdfPage, found: Places) -> None:
    most = max(page.get_size()) / _POINTS
    for at, picture in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=8)):
        if at > _MOST_OBJECTS:
            return
        try:
            size, inches = picture.get_px_size(), _inches(picture)
        except pdfium.PdfiumError:
            continue
        before = found.get(size, (0.0, 0.0))
        found[size] = (max(before[0], min(most, inches[0])), max(before[1], min(most, inches[1])))


def _inches(picture: pdfium.PdfObject) -> tuple[float, float]:
    """Return how wide and high a picture is; no more than its page is seen of it."""
    matrix, holder = picture.get_matrix(), picture.container
    while holder is not None:
        matrix, holder = matrix.multiply(holder.get_matrix()), holder.container
    return math.hypot(matrix.a, matrix.b) / _POINTS, math.hypot(matrix.c, matrix.d) / _POINTS
