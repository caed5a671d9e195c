"""Make a rectangle of what lies within four corners."""

from __future__ import annotations

import math

from PIL import Image

from desktop.receipts.frame import Frame, Point

_Matrix = list[list[float]]


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


def perspective(target: tuple[Point, ...], source: tuple[Point, ...]) -> tuple[float, ...]:
    """Return the eight coefficients that Pillow's PERSPECTIVE takes, from a point of the target to the source's."""
    rows: _Matrix = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: _Matrix) -> tuple[float, ...]:
    """Solve eight equations by Gauss and Jordan, the largest pivot first. Raises ValueError for corners in a line."""
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        if abs(rows[pivot][at]) < 1e-12:
            raise ValueError("three of the corners lie in a line")
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [value - factor * lead for value, lead in zip(rows[other], rows[at], strict=True)]
    return tuple(row[-1] for row in rows)
