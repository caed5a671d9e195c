"""What a picture suggests: that its light is evened."""

from __future__ import annotations

from pathlib import Path

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_count
from desktop.imaging.light import evening_helps
from desktop.imaging.preview import fitted
from desktop.imaging.suggest import suggestion_for
from desktop.receipts.frame import Frame

_LOOK = (800, 800)
"""Pixels: enough to average away the grain."""


def evening_suggested(path: Path, frame: Frame | None) -> bool:
    """Tell whether a picture of one page, trimmed to ``frame``, gets clearly better when its light is evened.

    Of a whole picture the part is judged that holds the receipt: a dark table is no shadow. About a fifth of a second.
    Raises the Faults of `page_picture`.
    """
    part = frame or _receipt_in(path)
    media_type = sniff.media_type(read_bytes(path, sniff.HEAD_BYTES))
    if media_type is None or not media_type.startswith("image/"):
        return False
    with opened(path, media_type) as image:
        if page_count(image, media_type) > 1:
            return False
        return evening_helps(decode(image, lambda size: fitted(size, _LOOK), frame=part))


def _receipt_in(path: Path) -> Frame | None:
    """Return where the one receipt lies in a picture; None when it fills it, or there are several."""
    found = suggestion_for(path)
    return found.cuts[0].frame if found is not None and len(found.cuts) == 1 else None
