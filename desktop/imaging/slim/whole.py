"""A PDF made smaller: by the object where it can be read so, else page by page as pictures."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from desktop.imaging.border import BROKEN
from desktop.imaging.pdf import Pdf, page_total, unlocked
from desktop.imaging.slim.faithful import is_faithful
from desktop.imaging.slim.objects import Objects, TooMuch
from desktop.imaging.slim.pages import Drawing
from desktop.imaging.slim.places import places
from desktop.imaging.slim.plan import Plan
from desktop.imaging.slim.survey import Survey

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False  # odd objects are nothing that the user can act on
_UNREAD = (*BROKEN, PyPdfError, TooMuch, MemoryError, RecursionError, NotImplementedError)


def slimmed(data: Pdf, limit: int) -> bytes:
    """Return the PDF in at most ``limit`` bytes, as like the original as that allows; same file, same bytes.

    First what no page shows is left out, then pictures become coarser, step by step. Only when that isn't enough, pages
    are drawn as pictures, those that take most first. Raises PDF_TOO_LARGE (``limit`` in bytes, ``pages``),
    ENCRYPTED_PDF, BROKEN_PDF.
    """
    drawing = Drawing(data, page_total(data), limit)
    for readable in _readable(data):
        try:
            with _reader(readable) as reader:
                made = Plan(Survey(Objects(reader)), places(readable), drawing).made()
        except _UNREAD:
            continue
        if is_faithful(data, made.data, made.drawn):
            return made.data
    return drawing.of_all()


def _readable(data: Pdf) -> Iterator[Pdf]:
    """Yield the PDF, and then, if that couldn't be read, as pdfium has mended and unlocked it."""
    yield data
    with tempfile.TemporaryDirectory(prefix="bilagsdrop-", ignore_cleanup_errors=True) as folder:
        mended = Path(folder, "mended.pdf")
        unlocked(data, mended)
        yield mended


@contextmanager
def _reader(data: Pdf) -> Iterator[PdfReader]:
    with data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as file:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise TooMuch
        yield reader
