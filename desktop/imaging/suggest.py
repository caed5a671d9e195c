"""What a picture suggests: where the receipt lies in it, or several do, how its lines lean, and which way is up."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageStat

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes
from desktop.imaging.decode import decode, opened, page_count
from desktop.imaging.edges import Found, find_receipts, straightened
from desktop.imaging.lines import LEANS, Way, straight_frame, way_of
from desktop.imaging.preview import fitted
from desktop.receipts.frame import Frame
from desktop.receipts.suggestion import Cut, Suggestion

_LOOK = (1600, 1600)
"""Pixels: the letters of a till receipt that fills the picture are then 10 to 20 high."""
_LARGER, _WORTH = 2.0, 1.5
"""Times that a small part is enlarged at most, and at least."""
_ALL = 0.75
"""Part of all print from which on a receipt may be the only one, without looking at what else there is."""
_CLEAR = 30.0
"""Levels by which paper without lines of print must be brighter than what lies around it: handwriting, a blurred photo.
Else it may be a patch of light on the table."""
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
        # nobody sees this picture: half the time of the filter that is used for those that are sent will do
        picture = decode(image, lambda size: fitted(size, _LOOK), how=Image.Resampling.HAMMING)
    return suggestion_in(picture)


def suggestion_in(picture: Image.Image) -> Suggestion | None:
    """Return what a picture (L or RGB, upright by EXIF) suggests."""
    found = find_receipts(picture)
    grey = picture if picture.mode == "L" else picture.convert("L")
    if found.several:
        return _several(grey, found.several)
    return _trimmed(grey, found) or _whole(grey)


def _several(grey: Image.Image, frames: tuple[Frame, ...]) -> Suggestion | None:
    """Return the pieces of paper as receipts; None unless there are lines of print on each."""
    ways = [way_of(_part(grey, frame)) for frame in frames]
    if not all(way.is_printed for way in ways):
        return None
    return Suggestion(tuple(Cut(frame, way.turns or 0) for frame, way in zip(frames, ways, strict=True)))


def _part(grey: Image.Image, frame: Frame) -> Image.Image:
    """Return what lies within a frame, straight; a small part larger, so that its letters can be told apart."""
    part = straightened(grey, frame)
    times = min(_LARGER, max(_LOOK) / max(part.size))
    if times < _WORTH:
        return part
    return part.resize((round(part.width * times), round(part.height * times)), Image.Resampling.BICUBIC)


def _trimmed(grey: Image.Image, found: Found) -> Suggestion | None:
    if found.frame is None:
        return None
    way = way_of(_part(grey, found.frame))
    if not way.is_printed and found.contrast < _CLEAR:
        return None
    if way.degrees is not None and abs(way.degrees) > _DOUBT:
        return None
    if found.text < _ALL and way_of(_without(grey, found.frame)).has_lines:
        return None
    return Suggestion((Cut(found.frame, way.turns or 0),))


def _without(grey: Image.Image, frame: Frame) -> Image.Image:
    """Return the picture with what lies within the frame blotted out."""
    rest = grey.copy()
    ImageDraw.Draw(rest).polygon(frame.points(grey.size), fill=round(ImageStat.Stat(grey).mean[0]))
    return rest


def _whole(grey: Image.Image) -> Suggestion | None:
    """Return what is suggested for a picture that is all receipt."""
    way = way_of(grey)
    frame = _straight(grey, way)
    turns = way.turns or 0
    return Suggestion((Cut(frame, turns),), straightens=frame is not None) if frame or turns else None


def _straight(grey: Image.Image, way: Way) -> Frame | None:
    if way.degrees is None or abs(way.degrees) < LEANS:
        return None
    frame = straight_frame(grey.size, way.degrees, way.extent)
    return frame if frame.is_usable else None
