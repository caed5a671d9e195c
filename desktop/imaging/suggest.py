"""What a picture suggests: where the receipt lies in it, or several do, how its lines lean, and which way is up."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_count
from desktop.imaging.edges import find_receipts, straightened
from desktop.imaging.lines import Way, straight_frame, way_of
from desktop.imaging.preview import fitted
from desktop.receipts.frame import Frame
from desktop.receipts.suggestion import Cut, Suggestion

_LOOK = (1600, 1600)
"""Pixels: the letters of a till receipt that fills the picture are then 10 to 20 high."""
_LEANS = 0.5
"""Degrees from which on lines are made straight; less is not seen."""
_DOUBT = 4.0
"""Degrees by which lines may lean within the edges that were found; by more, and the edges are none of a receipt's."""


def suggestion_for(path: Path) -> Suggestion | None:
    """Return what a picture of one page suggests; None when it should stay as it is.

    About a fifth of a second. Raises the Faults of `page_picture`.
    """
    media_type = sniff.media_type(read_bytes(path, sniff.HEAD_BYTES))
    if media_type is None or media_type == sniff.PDF:
        return None
    with opened(path, media_type) as image:
        if page_count(image, media_type) > 1:
            return None
        picture = decode(image, lambda size: fitted(size, _LOOK))
    return suggestion_in(picture)


def suggestion_in(picture: Image.Image) -> Suggestion | None:
    """Return what a picture (L or RGB, upright by EXIF) suggests."""
    found = find_receipts(picture)
    grey = picture if picture.mode == "L" else picture.convert("L")
    several = _several(grey, found.several)
    if several is not None:
        return several
    trimmed = _trimmed(grey, found.frame) if found.frame is not None else None
    return trimmed or _whole(grey)


def _several(grey: Image.Image, frames: tuple[Frame, ...]) -> Suggestion | None:
    """Return the pieces of paper as receipts; None unless there are lines of print on each."""
    ways = [way_of(straightened(grey, frame)) for frame in frames]
    if not ways or not all(way.has_lines for way in ways):
        return None
    return Suggestion(tuple(Cut(frame, way.turns or 0) for frame, way in zip(frames, ways, strict=True)))


def _trimmed(grey: Image.Image, frame: Frame) -> Suggestion | None:
    way = way_of(straightened(grey, frame))
    if way.degrees is not None and abs(way.degrees) > _DOUBT:
        return None
    return Suggestion((Cut(frame, way.turns or 0),))


def _whole(grey: Image.Image) -> Suggestion | None:
    """Return what is suggested for a picture that is all receipt."""
    way = way_of(grey)
    frame = _straight(grey, way)
    turns = way.turns or 0
    return Suggestion((Cut(frame, turns),), straightens=frame is not None) if frame or turns else None


def _straight(grey: Image.Image, way: Way) -> Frame | None:
    if way.degrees is None or abs(way.degrees) < _LEANS:
        return None
    frame = straight_frame(grey.size, way.degrees, way.extent)
    return frame if frame.is_usable else None
