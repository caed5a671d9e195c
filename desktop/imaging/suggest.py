"""What a picture suggests: where the receipt lies in it."""

from __future__ import annotations

from pathlib import Path

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_count
from desktop.imaging.edges import find_receipt
from desktop.imaging.preview import fitted
from desktop.receipts.frame import Frame

_LOOK = (800, 800)
"""Pixels: enough to average away the grain before it is looked at in small."""


def suggested_frame(path: Path) -> Frame | None:
    """Return where the receipt lies in a picture of one page, upright by EXIF; None when it should stay as it is.

    About a fifth of a second. Raises the Faults of `page_picture`.
    """
    media_type = sniff.media_type(read_bytes(path, sniff.HEAD_BYTES))
    if media_type is None or media_type == sniff.PDF:
        return None
    with opened(path, media_type) as image:
        if page_count(image, media_type) > 1:
            return None
        picture = decode(image, lambda size: fitted(size, _LOOK))
    found = find_receipt(picture)
    return found.frame if found else None
