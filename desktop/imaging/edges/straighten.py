"""Make a rectangle of what lies within four corners."""

from __future__ import annotations

import math

from PIL import Image

from desktop.receipts.frame import Frame
from desktop.receipts.perspective import perspective


def straightened_size(frame: Frame, size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of the receipt in a picture of this size: the longer of each two sides, at least one pixel."""
    a, b, c, d = frame.points(size)
    width = max(math.dist(a, b), math.dist(d, c))
    height = max(math.dist(a, d), math.dist(b, c))
    return max(1, round(width)), max(1, round(height))


def straightened(image: Image.Image, frame: Frame) -> Image.Image:
    """Return what lies within the frame as an upright rectangle; what is outside of the picture comes out white.

    ``image`` is L or RGB. A frame whose sides are those of the picture costs a crop alone, and no resampling.
    """
    box = _plain_box(frame, image.size)
    if box is not None:
        return image.crop(box)
    width, height = straightened_size(frame, image.size)
    target = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    data = perspective(target, frame.points(image.size))
    white = 255 if image.mode == "L" else (255, 255, 255)
    return image.transform(
        (width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=white
    )


def _plain_box(frame: Frame, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return the box of a frame that is one, to half a pixel, and within the picture."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = frame.points(size)
    level = max(abs(ay - by), abs(cy - dy), abs(ax - dx), abs(bx - cx)) < 0.5
    box = round(ax), round(ay), round(cx), round(cy)
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return box if level and inside and box[0] < box[2] and box[1] < box[3] else None
