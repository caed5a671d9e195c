"""Make a rectangle of what lies within four corners."""

from __future__ import annotations

import math

from PIL import Image

from desktop.receipts.frame import Frame, Point
from desktop.receipts.perspective import perspective

_DENSER = 1.2
"""Times as many pixels along a side as are wanted, from which on the mean of the nearest four is taken. Where there are
so many more, that's sharper than to shrink the picture first, makes no more jags than what looks further, and takes
half the time. Measured on real receipts against one drawn three times as large and shrunk by Lanczos: 35.7 to 34.4 dB
at 1.3, 34.9 to 33.7 at 1.6."""


def straightened_size(frame: Frame, size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of the receipt in a picture of this size: the longer of each two sides, at least one pixel."""
    a, b, c, d = frame.points(size)
    width = max(math.dist(a, b), math.dist(d, c))
    height = max(math.dist(a, d), math.dist(b, c))
    return max(1, round(width)), max(1, round(height))


def straightened(image: Image.Image, frame: Frame, size: tuple[int, int] | None = None) -> Image.Image:
    """Return what lies within the frame as an upright rectangle; what is outside of the picture comes out white.

    ``image`` is L or RGB, ``size`` in pixels what is wanted, as many as there are where it's None. A frame whose sides
    are those of the picture costs a crop alone, and no resampling.
    """
    box = plain_box(frame, image.size)
    if box is not None and size in {None, (box[2] - box[0], box[3] - box[1])}:
        return image.crop(box)
    return sampled(image, frame.points(image.size), size or straightened_size(frame, image.size))


def sampled(image: Image.Image, corners: tuple[Point, ...], size: tuple[float, float]) -> Image.Image:
    """Return what lies within four corners as a rectangle of ``size`` pixels, the first corner at its top left.

    ``image`` is L, RGB or YCbCr. A size with a part of a pixel gives all of that pixel. Outside is white.
    """
    times = int(_density(corners, size))
    if times > 1:
        image, corners = _reduced(image, corners, times)
    width, height = size
    target = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    how = Image.Resampling.BILINEAR if _density(corners, size) >= _DENSER else Image.Resampling.BICUBIC
    whole = math.ceil(width), math.ceil(height)
    return image.transform(
        whole, Image.Transform.PERSPECTIVE, perspective(target, corners), how, fillcolor=_WHITE[image.mode]
    )


def _reduced(image: Image.Image, corners: tuple[Point, ...], times: int) -> tuple[Image.Image, tuple[Point, ...]]:
    """Return the part of a picture around corners, each square of so many ``times`` pixels as one, and its corners."""
    across, down = zip(*corners, strict=True)
    left, right = _reach(across, image.width, 2 * times)
    top, bottom = _reach(down, image.height, 2 * times)
    small = image.reduce(times, (left, top, right, bottom))
    return small, tuple(((x - left) / times, (y - top) / times) for x, y in corners)


def _reach(places: tuple[float, ...], side: int, more: int) -> tuple[int, int]:
    """Return from where to where places go, and some ``more`` pixels, within a side of the picture."""
    first = min(max(0, math.floor(min(places)) - more), side - 1)
    return first, max(first + 1, min(side, math.ceil(max(places)) + more))


_WHITE: dict[str, int | tuple[int, int, int]] = {"L": 255, "RGB": (255, 255, 255), "YCbCr": (255, 128, 128)}


def _density(corners: tuple[Point, ...], size: tuple[float, float]) -> float:
    """Return how many of a picture's pixels there are along a side for one that is wanted, where that is fewest."""
    a, b, c, d = corners
    width, height = max(math.dist(a, b), math.dist(d, c)), max(math.dist(a, d), math.dist(b, c))
    return min(width / size[0], height / size[1])


def plain_box(frame: Frame, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return the box of a frame that is one, to half a pixel, and within the picture."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = frame.points(size)
    level = max(abs(ay - by), abs(cy - dy), abs(ax - dx), abs(bx - cx)) < 0.5
    box = round(ax), round(ay), round(cx), round(cy)
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return box if level and inside and box[0] < box[2] and box[1] < box[3] else None
