"""Everything in a picture that may be a piece of paper: bright, four straight edges, print on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from desktop.imaging.edges.contrast import contrast, is_even, sides
from desktop.imaging.edges.ends import with_ends
from desktop.imaging.edges.levels import levels
from desktop.imaging.edges.lines import corners
from desktop.imaging.edges.neighbours import brightest, closed, darkest
from desktop.imaging.edges.print import PRINT, Print, white
from desktop.imaging.edges.regions import Region, regions
from desktop.receipts.frame import Frame, Point, angles, area

_BLOCK = 37
"""Pixels: thicker than the bars and dark pictures that receipts are printed with."""
_THREAD = 11
"""Pixels: no receipt is as narrow."""
_LEAST, _MOST = 0.015, 0.96
"""Part of the picture that a receipt takes. A larger one is trimmed already."""
_FULL = 0.92
"""Part of the four-sided frame that must be the region's own."""
_SQUARE = 12.0
"""Degrees that a corner may be off 90."""
_DENSE = 1.5
"""Times as much print as the picture has on average must lie on it."""
_STRAY = 0.06
"""Part of all print that may lie beyond a receipt's ends: dust, an edge. More is a head that was not seen."""
_ALIKE = 1000
"""Frames whose corners are all as near (ten thousandths of a side) are the same paper; the sharpest is the best."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that may be a piece of paper."""

    frame: Frame
    share: float
    """Part of the picture."""
    pale: float
    """Part of all print in the picture that lies on it."""
    dark: float
    """Part of the dark print."""
    contrast: float
    """Levels by which it is brighter than what lies around it."""
    even: bool
    """It is so on all sides that are seen."""

    @property
    def text(self) -> float:
        """The larger part: grain counts as pale print, and the edge of a black bed as dark."""
        return max(self.pale, self.dark)

    @property
    def score(self) -> float:
        """To compare frames of one picture: the higher, the more print it holds in the less of the picture."""
        return (self.pale + self.dark - self.share) / 2

    def is_like(self, other: Paper) -> bool:
        """Return whether two frames are of the same paper."""
        pairs = zip(self.frame.corners, other.frame.corners, strict=True)
        return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs) < _ALIKE


def papers(image: Image.Image, thicknesses: Sequence[int] = (PRINT + 2, _BLOCK)) -> Iterator[Paper]:
    """Yield every piece of paper that may lie in a small picture (L or RGB), many of them several times.

    What is dark and thinner than each of the ``thicknesses`` (odd, pixels) by turns counts as print, not as ground.
    """
    ground = _darkest(image)
    print_, sharp = Print.on(ground), closed(ground, PRINT)
    for thickness in thicknesses:
        paper = closed(ground, thickness).filter(ImageFilter.MedianFilter(5))
        for level in levels(paper.histogram()):
            mask = _without_threads(paper.point([255 if value > level else 0 for value in range(256)]))
            for region in regions(mask, round(_LEAST * image.width * image.height)):
                found = _judged(region, print_, sharp)
                if found is not None:
                    yield found


def sharpest_like(one: Paper, all_of_them: list[Paper]) -> Paper:
    """Return of all frames of the same paper the one whose edges are the sharpest."""
    return max((each for each in all_of_them if each.is_like(one)), key=lambda each: each.contrast)


def _judged(region: Region, print_: Print, sharp: Image.Image) -> Paper | None:
    size = sharp.size
    share = region.area / (size[0] * size[1])
    points = corners(region) if share < _MOST else None
    if points is None or not _is_square(points) or not _fills(region, points, size):
        return None
    points, moved = with_ends(points, print_.all, max(1, round(_STRAY * white(print_.all))))
    share = area(points) / (size[0] * size[1])
    pale, dark = print_.held(_polygon(points, size))
    frame = Frame.of_points(points, size)
    if max(pale, dark) < _DENSE * share or share >= _MOST or not frame.is_usable:
        return None
    of = sides(sharp, frame)
    return Paper(frame, share, pale, dark, contrast(of), is_even(of, moved))


def _is_square(points: tuple[Point, ...]) -> bool:
    return area(points) > 0 and all(abs(angle - 90) <= _SQUARE for angle in angles(points))


def _fills(region: Region, points: tuple[Point, ...], size: tuple[int, int]) -> bool:
    """Tell whether region and frame are the same but for a few pixels."""
    drawn = Image.new("L", size)
    pen = ImageDraw.Draw(drawn)
    for y, (start, end) in region.rows.items():
        pen.line((start, y, end - 1, y), fill=255)
    both = white(ImageChops.multiply(drawn, _polygon(points, size)))
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


def _without_threads(mask: Image.Image) -> Image.Image:
    """Cut what joins two regions by a thread only: a bright scratch, the scanner's rim at the very border."""
    wide = ImageOps.expand(mask, _THREAD, 0)
    return ImageOps.crop(brightest(darkest(wide, _THREAD), _THREAD), _THREAD)
