"""Open a picture, decode no more of it than wanted, and turn it upright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from desktop.imaging import codecs, colour
from desktop.imaging.border import file_fault, image_border, too_many_pixels
from desktop.imaging.edges.straighten import straightened_size
from desktop.imaging.finish import finished
from desktop.imaging.framed import Part, part_within, within
from desktop.imaging.heavy import gate
from desktop.imaging.limits import DRAFT_SLACK, MAX_PAGES, MAX_PIXELS
from desktop.imaging.orient import Size, orientation, swapped, turned
from desktop.imaging.sniff import PLUGINS, TIFF
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame

_SUBFILE_TYPE = 254


@contextmanager
def opened(path: Path, media_type: str) -> Iterator[Image.Image]:
    """Open a picture lazily; inside, every decoding error becomes a Fault, and a heavy one has the decoder alone.

    Raises HeavyNow where `heavy.gate` is closed.
    """
    codecs.prepare()
    with image_border():
        try:
            file = path.open("rb")
        except OSError as error:
            raise file_fault(error) from error
        with file, Image.open(file, formats=PLUGINS[media_type]) as image:
            check_pixels(image)
            with gate.turn(image.width * image.height):
                yield image


def check_pixels(image: Image.Image) -> None:
    """Raise TOO_MANY_PIXELS when the picture (or the page sought to) is above the limit; decodes nothing."""
    if image.width * image.height > MAX_PIXELS:
        raise too_many_pixels(*image.size)


def page_count(image: Image.Image, media_type: str) -> int:
    """Return the number of `page_frames`. Raises Fault TOO_MANY_PAGES (``pages``, ``limit``)."""
    return len(page_frames(image, media_type))


def seek_frame(image: Image.Image, frame: int) -> None:
    """Go to a frame of `page_frames`, and check its size. Raises TOO_MANY_PIXELS, and what a damaged file raises."""
    if frame:
        image.seek(frame)
        check_pixels(image)


def page_frames(image: Image.Image, media_type: str) -> list[int]:
    """Return where a picture's pages lie: a TIFF's, without smaller copies of a page (TIFF 6.0, NewSubfileType, bit 0).

    One for all else: an animation's first frame, a stereo picture's first eye. Raises Fault TOO_MANY_PAGES (``pages``,
    ``limit``).
    """
    count = getattr(image, "n_frames", 1) if media_type == TIFF else 1
    if count > MAX_PAGES:
        raise Fault(FaultCode.TOO_MANY_PAGES, pages=count, limit=MAX_PAGES)
    frames = [0, *(at for at in range(1, count) if not _is_copy(image, at))]
    if count > 1:
        image.seek(0)
    return frames


def _is_copy(image: Image.Image, at: int) -> bool:
    image.seek(at)
    kind = image.tag_v2.get(_SUBFILE_TYPE, 0)  # type: ignore[attr-defined]  # a TIFF has tags
    return isinstance(kind, int) and bool(kind & 1)


def decode(
    image: Image.Image,
    target: Callable[[Size], Size],
    turns: int = 0,
    *,
    frame: Frame | None = None,
    finish: Finish = AS_IT_IS,
    slack: float = DRAFT_SLACK,
    how: Image.Resampling = Image.Resampling.LANCZOS,
) -> Image.Image:
    """Decode an opened picture to about ``target`` of its own size, upright, as L or RGB without metadata.

    ``target`` gets the size as stored (before any turn) and returns the wanted one, never larger. What the decoder
    gives may stay up to ``slack`` times larger: resampling a picture by a few per cent only blurs it. With a
    ``frame``, of the picture upright by EXIF, only what lies within it is returned, straight; ``target`` is asked about
    that part alone. ``finish``, what is done to this page, comes after that and before ``turns``.
    ``how`` is the filter that a whole picture is made smaller with.
    """
    turn = orientation(image)
    if frame is not None:
        part = Part(frame, turn, _around(frame, image.size, target, sideways=turn >= 5), slack)
        page, whole = part_within(image, part, whole_colour=bool(finish.blackouts))
        return _bare(turned(finished(page, finish, frame, whole), 1, turns), image)
    wanted = target(image.size)
    image.draft(None, wanted)
    image.load()
    picture = colour.to_srgb(_resized(colour.flatten(image), wanted, slack, how), image.info.get("icc_profile"))
    if finish != AS_IT_IS:
        picture, turn = finished(turned(picture, turn, 0), finish), 1
    return _bare(turned(picture, turn, turns), image)


def _around(frame: Frame, size: Size, target: Callable[[Size], Size], *, sideways: bool) -> Size:
    """Return the size that the whole picture would have, so that what lies within the frame gets its ``target``."""
    part = straightened_size(frame, swapped(size) if sideways else size)
    part = swapped(part) if sideways else part
    wanted = target(part)
    scale = min(1.0, max(wanted[0] / part[0], wanted[1] / part[1]))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(image: Image.Image, wanted: Size, slack: float, how: Image.Resampling) -> Image.Image:
    if within(image.size, wanted, slack):
        return image
    return image.resize(wanted, how, reducing_gap=3.0)


def _bare(picture: Image.Image, opened_one: Image.Image) -> Image.Image:
    """Return the pixels alone: Pillow carries comments and XMP along in ``info`` and would write them again."""
    bare = picture.copy() if picture is opened_one else picture
    bare.info = {}
    return bare
