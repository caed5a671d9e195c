"""What lies within a frame of an opened picture, straight, from the fewest pixels that it needs.

Nothing but the part itself is turned, shrunk or given its colours: each of its pixels is taken straight from the
picture as the decoder gives it. Where a JPEG has its colour in every second pixel only, so has what is made of it:
brightness and colour are decoded and sampled apart, which takes two thirds of the time. That isn't so where it is
decoded smaller, for then most of the time goes into reading the file, and twice is too often.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from PIL import Image

from desktop.imaging import colour
from desktop.imaging.edges.straighten import plain_box, sampled, straightened_size
from desktop.imaging.orient import Size, as_stored, swapped, turned
from desktop.imaging.sniff import JPEG, PLUGINS
from desktop.receipts.frame import Frame

_HALF = 2
_SUBSAMPLED = ((2, 2), (2, 1), (1, 2))


@dataclass(frozen=True, slots=True)
class Part:
    """What of a picture is wanted, and how large."""

    frame: Frame
    """Of the picture upright by EXIF."""
    turn: int
    """EXIF's orientation."""
    whole: Size
    """What the whole picture would be reduced to, as it is stored."""
    slack: float
    """Times that it may be larger."""

    def straight(self, picture: Image.Image, size: tuple[float, float]) -> Image.Image:
        """Return the part of a picture that is as it was stored, upright and in this size."""
        box = plain_box(self.frame, self._upright(picture.size))
        if box is not None and (box[2] - box[0] - size[0], box[3] - box[1] - size[1]) == (0, 0):
            return turned(picture, self.turn, 0).crop(box)
        return sampled(picture, as_stored(self.frame, self.turn).points(picture.size), size)

    def sizes(self, decoded: Size) -> tuple[Size, Size]:
        """Return the sizes, upright, of the part and of the whole picture, from that of the picture as decoded."""
        whole = self._upright(decoded if within(decoded, self.whole, self.slack) else self.whole)
        box = plain_box(self.frame, whole)
        part = straightened_size(self.frame, whole) if box is None else (box[2] - box[0], box[3] - box[1])
        return part, whole

    def is_plain(self, stored: Size) -> bool:
        """Tell whether it is cut out of a picture without touching a pixel."""
        return within(stored, self.whole, self.slack) and plain_box(self.frame, self._upright(stored)) is not None

    def is_smaller(self, stored: Size) -> bool:
        """Tell whether a JPEG is decoded at half its size or less."""
        return min(stored[0] // self.whole[0], stored[1] // self.whole[1]) >= _HALF

    def _upright(self, size: Size) -> Size:
        return swapped(size) if self.turn >= 5 else size


def within(size: Size, wanted: Size, slack: float) -> bool:
    """Tell whether a size is no more than ``slack`` times the wanted one."""
    return size[0] <= wanted[0] * slack and size[1] <= wanted[1] * slack


def part_within(image: Image.Image, part: Part, *, whole_colour: bool) -> tuple[Image.Image, Size]:
    """Return a part of an opened picture as L or RGB in sRGB, upright, and the size of the whole in its pixels.

    With ``whole_colour``, no pixel's colour reaches further than where the file has it.
    """
    profile = image.info.get("icc_profile")
    if not (whole_colour or part.is_plain(image.size) or part.is_smaller(image.size)) and _has_half_the_colour(image):
        page, whole = _in_two(image, part)
        return colour.to_srgb(page, profile), whole
    image.draft(None, part.whole)
    image.load()
    flat = colour.flatten(image)
    flat = flat if flat.mode in {"L", "RGB"} else colour.to_srgb(flat, profile)
    size, whole = part.sizes(flat.size)
    return colour.to_srgb(part.straight(flat, size), profile), whole


def _has_half_the_colour(image: Image.Image) -> bool:
    """Tell whether it's a JPEG with fewer pixels of colour than of brightness, which libjpeg gives apart."""
    if image.format not in PLUGINS[JPEG] or image.mode != "RGB":
        return False
    (first, *brightness), *others = (layer[:3] for layer in image.layer)  # type: ignore[attr-defined]  # a JPEG has it
    is_known = "jfif" in image.info or image.info.get("adobe_transform", first) == 1  # else it may be stored as RGB
    return is_known and tuple(brightness) in _SUBSAMPLED and all(layer[1:] == (1, 1) for layer in others)


def _in_two(image: Image.Image, part: Part) -> tuple[Image.Image, Size]:
    file: IO[bytes] = image.fp  # type: ignore[attr-defined]  # it is closed by who opened it
    image.draft("L", part.whole)
    image.load()
    size, whole = part.sizes(image.size)
    bright = part.straight(image, size)
    file.seek(0)
    with Image.open(file, formats=PLUGINS[JPEG]) as again:
        again.draft("YCbCr", (max(1, image.width // 2), max(1, image.height // 2)))
        again.load()
        half = size[0] / 2, size[1] / 2
        _, *colours = part.straight(again, half).split()
    # between pixels, as libjpeg does it: what comes of grain is then the same, and taken for colour no sooner
    blue, red = (each.resize(size, Image.Resampling.BILINEAR, (0, 0, *half)) for each in colours)
    return Image.merge("YCbCr", (bright, blue, red)).convert("RGB"), whole
