"""One picture to the one file that is uploaded."""

from __future__ import annotations

from PIL import Image

from desktop.imaging import sniff
from desktop.imaging.border import read_bytes, size_of
from desktop.imaging.decode import decode, opened
from desktop.imaging.encode import jpeg_within, png
from desktop.imaging.limits import MAX_UPLOAD_BYTES
from desktop.imaging.orient import orientation
from desktop.imaging.readable import Readable, readable
from desktop.imaging.sources import Rendition, Source
from desktop.imaging.strip import strip_jpeg, strip_png
from desktop.receipts.finish import AS_IT_IS

SMALL_BYTES = 100_000
"""An original up to this size is sent as it is where it can be: no saving is worth a loss."""

WORTHWHILE = 0.85
"""A re-encoded picture replaces the original's own bytes only when it's smaller than this part of them: each encoding
loses a little, and these are accounting documents."""

_PLAIN_MODES = {sniff.JPEG: ("L", "RGB"), sniff.PNG: ("1", "L", "P", "RGB")}
"""What every viewer shows alike: no CMYK, no 16 bits, nothing see-through."""


def render_picture(source: Source) -> Rendition:
    """Return the rendition of a picture of one page."""
    size = size_of(source.path)
    kept = kept_bytes(source, size)
    found = readable(source, finish=source.finish.on(0))
    if kept is None:
        return _encoded(source, found, size)
    data = found.jpeg() if len(kept) > SMALL_BYTES else kept
    if len(data) < WORTHWHILE * len(kept) and len(data) <= MAX_UPLOAD_BYTES:
        return _jpeg(data)
    return _as_it_is(source, kept)


def _as_it_is(source: Source, kept: bytes) -> Rendition:
    return _jpeg(kept) if source.media_type == sniff.JPEG else _png(kept)


def kept_bytes(source: Source, size: int) -> bytes | None:
    """Return the original's own bytes without metadata, or None when its pixels, place or format must change."""
    changed = source.turns % 4 or source.frame or source.finish != AS_IT_IS
    if changed or source.media_type not in _PLAIN_MODES or size > MAX_UPLOAD_BYTES:
        return None
    with opened(source.path, source.media_type) as image:
        if image.mode not in _PLAIN_MODES[source.media_type] or orientation(image) != 1:
            return None
        if "transparency" in image.info:
            return None
    data = read_bytes(source.path)
    try:
        return strip_jpeg(data) if source.media_type == sniff.JPEG else strip_png(data)
    except (ValueError, IndexError):
        return None  # it decodes, but isn't laid out as the standard says: encode it anew


def _encoded(source: Source, found: Readable, size: int) -> Rendition:
    """Encode anew, no larger than the original was.

    JPEG and PNG can't always do that for a better format (a small AVIF, a lossless WebP): then readability decides. So
    it does where light or contrast is changed: what was one colour has many then, which the original's size knows
    nothing of.
    """
    ceiling = min(size, MAX_UPLOAD_BYTES) if source.finish.light == AS_IT_IS else MAX_UPLOAD_BYTES
    best = _smaller(found.jpeg(), _exact(source, found.picture))
    if len(best.data) <= ceiling:
        return best
    data = jpeg_within(found.toned, ceiling, MAX_UPLOAD_BYTES, below=found.quality)
    if len(data) <= ceiling:
        return _jpeg(data)
    with opened(source.path, source.media_type) as opened_image:
        whole = decode(opened_image, lambda full: full, source.turns, frame=source.frame, finish=source.finish.on(0))
    exact = _exact(source, whole, any_colours=True)
    if exact is not None and len(exact) <= ceiling:
        return _png(exact)
    return best if len(best.data) <= MAX_UPLOAD_BYTES else _jpeg(data)


def _exact(source: Source, image: Image.Image, *, any_colours: bool = False) -> bytes | None:
    """Return a PNG for pictures that may be drawings: a screenshot, a fax, a logo. Photos have too many colours."""
    return None if source.media_type in (sniff.JPEG, sniff.HEIC) else png(image, any_colours=any_colours)


def _smaller(jpeg_data: bytes, png_data: bytes | None) -> Rendition:
    if png_data is not None and len(png_data) < len(jpeg_data):
        return _png(png_data)
    return _jpeg(jpeg_data)


def _jpeg(data: bytes) -> Rendition:
    return Rendition(data, sniff.JPEG, "jpg", 1)


def _png(data: bytes) -> Rendition:
    return Rendition(data, sniff.PNG, "png", 1)
