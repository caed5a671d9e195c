"""Where the receipt lies in a photo or on a flatbed's scan.

Paper is brighter, or less coloured, than what it lies on. So the picture's darkest colour channel is cut at several
levels; each region that comes out is tried as the receipt: it must have four straight edges and hold the text. Text is
what closing (first the brightest, then the darkest of each neighbourhood) makes vanish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from desktop.imaging.edges.contrast import contrast
from desktop.imaging.edges.ends import with_ends
from desktop.imaging.edges.levels import levels
from desktop.imaging.edges.lines import corners
from desktop.imaging.edges.neighbours import brightest, darkest
from desktop.imaging.edges.regions import Region, regions
from desktop.receipts.frame import Frame, Point, angles, area

SIDE = 400
"""Pixels of the long side that is looked at: a till receipt on an A4 bed is then some 100 wide."""
_PRINT = 7
"""Pixels: thicker than a letter's strokes."""
_BLOCK = 37
"""Pixels: thicker than the bars and dark pictures that receipts are printed with."""
_THREAD = 11
"""Pixels: no receipt is as narrow."""
_DARK = 14
"""Levels by which print is darker than the paper around it."""
_PALE = 0.5
"""Part of the darkest print's darkness that print has at least; what is paler is wood grain or a brushed table."""
_DARKEST = 0.1
_LEAST, _MOST = 0.015, 0.96
"""Part of the picture that a receipt takes. A larger one is trimmed already."""
_FULL = 0.92
"""Part of the four-sided frame that must be the region's own."""
_SQUARE = 12.0
"""Degrees that a corner may be off 90."""
_ALIKE = 1000
"""Frames whose corners are all as near (ten thousandths of a side) are the same receipt; the sharpest is the best."""
_STRAY = 0.06
"""Part of all print that may lie beyond a receipt's ends: dust, an edge. More is a head that was not seen."""
_TEXT = 0.4
"""Part of all print in the picture that the receipt holds at least: the rest is noise of what it lies on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A receipt that was found."""

    frame: Frame
    score: float
    """To compare frames of one picture: the higher, the more print it holds in the less of the picture."""


@dataclass(frozen=True, slots=True)
class _Print:
    """What is printed in a picture, as masks of mode L."""

    all: Image.Image
    """Pale print too, and with it the grain of wood and brushed steel."""
    dark: Image.Image
    """What is about as dark as the darkest print."""

    @classmethod
    def on(cls, ground: Image.Image) -> _Print:
        """Return the print on a picture (mode L): what closing makes vanish."""
        by = ImageChops.subtract(_closed(ground, _PRINT), ground)
        level = max(_DARK, round(_PALE * _darkness(by.histogram())))
        pale, dark = (by.point([255 if value > least else 0 for value in range(256)]) for least in (_DARK, level))
        return cls(pale, dark)

    def held(self, polygon: Image.Image) -> tuple[float, float]:
        """Return which part of all print, and of the dark, lies within a polygon that is drawn as a mask."""
        inside = (_white(ImageChops.multiply(each, polygon)) / max(1, _white(each)) for each in (self.all, self.dark))
        pale, dark = inside
        return pale, dark


def find_receipt(image: Image.Image) -> Found | None:
    """Return where the receipt is in an upright picture (L or RGB); None when it fills the picture, or none is seen.

    About a tenth of a second; the picture is looked at in small, so give one that was decoded small.
    """
    small = image.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    if min(small.size) < 2 * _PRINT:
        return None
    found = list(_candidates(small))
    best = max(found, key=lambda each: each.score, default=None)
    if best is None:
        return None
    alike = [each for each in found if _off(each.frame, best.frame) < _ALIKE]
    sharp = _closed(_darkest(small), _PRINT)
    sharpest = max(alike, key=lambda each: contrast(sharp, each.frame))
    return sharpest if sharpest.frame.is_usable else None


def _off(one: Frame, other: Frame) -> int:
    """Return how far two frames' corners are apart at most, in ten thousandths."""
    pairs = zip(one.corners, other.corners, strict=True)
    return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs)


def _candidates(image: Image.Image) -> Iterator[Found]:
    ground = _darkest(image)
    print_ = _Print.on(ground)
    for thickness in (_PRINT + 2, _BLOCK):
        paper = _closed(ground, thickness).filter(ImageFilter.MedianFilter(5))
        for level in levels(paper.histogram()):
            mask = _without_threads(paper.point([255 if value > level else 0 for value in range(256)]))
            for region in regions(mask, round(_LEAST * image.width * image.height)):
                found = _judged(region, print_)
                if found is not None:
                    yield found


def _judged(region: Region, print_: _Print) -> Found | None:
    size = print_.all.size
    share = region.area / (size[0] * size[1])
    points = corners(region) if share < _MOST else None
    if points is None or not _is_square(points) or not _fills(region, points, size):
        return None
    points = with_ends(points, print_.all, max(1, round(_STRAY * _white(print_.all))))
    share = area(points) / (size[0] * size[1])
    held = print_.held(_polygon(points, size))
    if max(held) < max(_TEXT, 1.5 * share) or share >= _MOST:
        return None
    return Found(Frame.of_points(points, size), sum(held) / 2 - share / 2)


def _is_square(points: tuple[Point, ...]) -> bool:
    return area(points) > 0 and all(abs(angle - 90) <= _SQUARE for angle in angles(points))


def _fills(region: Region, points: tuple[Point, ...], size: tuple[int, int]) -> bool:
    """Tell whether region and frame are the same but for a few pixels."""
    drawn = Image.new("L", size)
    pen = ImageDraw.Draw(drawn)
    for y, (start, end) in region.rows.items():
        pen.line((start, y, end - 1, y), fill=255)
    both = _white(ImageChops.multiply(drawn, _polygon(points, size)))
    return both > _FULL * area(points) and both > _FULL * region.area


def _polygon(points: tuple[Point, ...], size: tuple[int, int]) -> Image.Image:
    drawn = Image.new("L", size)
    ImageDraw.Draw(drawn).polygon(points, fill=255)
    return drawn


def _darkest(image: Image.Image) -> Image.Image:
    """Return the darkest channel: coloured ground gets darker than white paper of the same brightness."""
    if image.mode == "L":
        return image
    red, green, blue = image.convert("RGB").split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _darkness(histogram: Sequence[int]) -> int:
    """Return the level that only the darkest tenth of what is dark at all lies above."""
    left = _DARKEST * sum(histogram[_DARK + 1 :])
    for level in range(255, _DARK, -1):
        left -= histogram[level]
        if left <= 0:
            return level
    return _DARK


def _closed(image: Image.Image, size: int) -> Image.Image:
    return darkest(brightest(image, size), size)


def _without_threads(mask: Image.Image) -> Image.Image:
    """Cut what joins two regions by a thread only: a bright scratch, the scanner's rim at the very border."""
    wide = ImageOps.expand(mask, _THREAD, 0)
    return ImageOps.crop(brightest(darkest(wide, _THREAD), _THREAD), _THREAD)


def _white(mask: Image.Image) -> int:
    return mask.histogram()[255]
