"""PDFs within what may be uploaded: as they are where they fit, else made smaller, each to its share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.imaging.border import read_bytes, size_of
from desktop.imaging.limits import MAX_UPLOAD_BYTES
from desktop.imaging.pdf import Pdf, turned_pdf

_BESIDE_PICTURES = 0.6
"""Part of what may be uploaded that PDFs get when pictures go with them."""
_SLACK = 0.96
"""Part of its share that a PDF may take: joined and turned, files are laid out anew."""


def fitted(data: Pdf, turns: int) -> bytes:
    """Return one PDF, turned, as it is or made smaller. Raises PDF_TOO_LARGE (``limit``, ``pages``)."""
    if bytes_of(data) <= MAX_UPLOAD_BYTES:
        made = _turned(read(data), turns)
        if len(made) <= MAX_UPLOAD_BYTES:
            return made
    return _turned(_slimmed(data, round(MAX_UPLOAD_BYTES * (_SLACK if turns % 4 else 1))), turns)


def shared(pdfs: Sequence[Pdf], *, beside_pictures: bool) -> Iterator[tuple[bytes, ...]]:
    """Yield the PDFs as they are if all of them fit, then made smaller: each to its share, small ones not at all."""
    sizes = [bytes_of(data) for data in pdfs]
    if sum(sizes) <= MAX_UPLOAD_BYTES:
        yield tuple(read(data) for data in pdfs)
    if pdfs:
        room = MAX_UPLOAD_BYTES * (_BESIDE_PICTURES if beside_pictures else 1) * _SLACK
        most = _most(sizes, room)
        yield tuple(
            read(data) if size <= most else _slimmed(data, round(most)) for data, size in zip(pdfs, sizes, strict=True)
        )


def bytes_of(data: Pdf) -> int:
    """Return how large a PDF is."""
    return size_of(data) if isinstance(data, Path) else len(data)


def read(data: Pdf) -> bytes:
    """Return a PDF's bytes."""
    return read_bytes(data) if isinstance(data, Path) else data


def _slimmed(data: Pdf, limit: int) -> bytes:
    from desktop.imaging.slim import slimmed  # noqa: PLC0415 - a library that few receipts need

    return slimmed(data, limit)


def _turned(data: bytes, turns: int) -> bytes:
    return turned_pdf(data, turns) if turns % 4 else data


def _most(sizes: Sequence[int], room: float) -> float:
    """Return the share of the large ones; what the small ones leave of theirs is divided among them."""
    waiting = sorted(sizes)
    while waiting:
        share = room / len(waiting)
        if waiting[0] > share:
            return share
        room -= waiting.pop(0)
    return MAX_UPLOAD_BYTES
