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
from desktop.imaging.heavy import gate
from desktop.imaging.limits import DRAFT_SLACK, MAX_PAGES, MAX_PIXELS
from desktop.imaging.sniff import PLUGINS, TIFF
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame

Size = tuple[int, int]
"""Width and height in pixels."""

_ORIENTATION = 0x0112
_SUBFILE_TYPE = 254
_UPRIGHT: dict[int, tuple[Image.Transpose, ...]] = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_CLOCKWISE = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


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


def orientation(image: Image.Image) -> int:
    """Return EXIF's orientation, 1-8; 1 when there is none, it's nonsense, or Pillow applies it itself (TIFF)."""
    if image.format == "TIFF":
        return 1
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a damaged EXIF block raises whatever it likes and must not cost the picture
        return 1
    return found if found in _UPRIGHT else 1


def upright_size(image: Image.Image) -> Size:
    """Return the size after EXIF's turn."""
    return swapped(image.size) if orientation(image) >= 5 else image.size


def swapped(size: Size) -> Size:
    """Return height and width."""
    return size[1], size[0]


def decode(
    image: Image.Image,
    target: Callable[[Size], Size],
    turns: int = 0,
    *,
    frame: Frame | None = None,
    finish: Finish = AS_IT_IS,
    slack: float = DRAFT_SLACK,
) -> Image.Image:
    """Decode an opened picture to about ``target`` of its own size, upright, as L or RGB without metadata.

    ``target`` gets the size as stored (before any turn) and returns the wanted one, never larger. What the decoder
    gives may stay up to ``slack`` times larger: resampling a picture by a few per cent only blurs it. With a
    ``frame``, of the picture upright by EXIF, only what lies within it is returned, straight; ``target`` is asked about
    that part alone. ``finish``, what is done to this page, comes after that and before ``turns``.
    """
    profile = image.info.get("icc_profile")
    turn = orientation(image)
    wanted = target(image.size) if frame is None else _around(frame, image.size, target, sideways=turn >= 5)
    image.draft(None, wanted)
    image.load()
    flat = colour.flatten(image)
    # what is straightened afterwards is resampled twice: for the first time a filter that takes half the time will do
    how = Image.Resampling.LANCZOS if frame is None else Image.Resampling.HAMMING
    small = _resized(flat, wanted, slack, how)
    picture = colour.to_srgb(small, profile)
    if frame is not None or finish != AS_IT_IS:
        picture, turn = finished(turned(picture, turn, 0), finish, frame), 1
    return _bare(turned(picture, turn, turns), image)


def _around(frame: Frame, size: Size, target: Callable[[Size], Size], *, sideways: bool) -> Size:
    """Return the size to decode the whole picture in, so that what lies within the frame gets its ``target``."""
    part = straightened_size(frame, swapped(size) if sideways else size)
    part = swapped(part) if sideways else part
    wanted = target(part)
    scale = min(1.0, max(wanted[0] / part[0], wanted[1] / part[1]))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(image: Image.Image, wanted: Size, slack: float, how: Image.Resampling) -> Image.Image:
    if image.width <= wanted[0] * slack and image.height <= wanted[1] * slack:
        return image
    return image.resize(wanted, how, reducing_gap=3.0)


def _bare(picture: Image.Image, opened_one: Image.Image) -> Image.Image:
    """Return the pixels alone: Pillow carries comments and XMP along in ``info`` and would write them again."""
    bare = picture.copy() if picture is opened_one else picture
    bare.info = {}
    return bare


def turned(image: Image.Image, turn: int, turns: int) -> Image.Image:
    """Return the picture upright by EXIF's orientation ``turn``, then turned clockwise by ``turns`` quarters."""
    for method in _UPRIGHT.get(turn, ()):
        image = image.transpose(method)
    clockwise = _CLOCKWISE.get(turns % 4)
    return image.transpose(clockwise) if clockwise is not None else image
