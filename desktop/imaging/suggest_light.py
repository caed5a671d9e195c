"""What a picture suggests: that its light is evened."""

from __future__ import annotations

from pathlib import Path

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_count
from desktop.imaging.light import evening_helps
from desktop.imaging.preview import fitted
from desktop.receipts.frame import Frame

_LOOK = (800, 800)
"""Pixels: enough to average away the grain."""


def evening_suggested(path: Path, part: Frame | None) -> bool:
    """Tell whether a picture of one page gets clearly better when its light is evened.

    ``part``: what of it is judged, which is where the receipt lies, for a dark table is no shadow; None: all of it.
    Raises the Faults of `page_picture`.
    """
    media_type = sniff.media_type(read_bytes(path, sniff.HEAD_BYTES))
    if media_type is None or not media_type.startswith("image/"):
        return False
    with opened(path, media_type) as image:
        if page_count(image, media_type) > 1:
            return False
        return evening_helps(decode(image, lambda size: fitted(size, _LOOK), frame=part))
