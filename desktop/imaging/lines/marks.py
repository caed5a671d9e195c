"""The marks that a page is printed with: letters, stops, rules, each with the box around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from desktop.imaging.edges.print import darkness

_LIGHT = 12
"""Pixels around a spot whose mean counts as the paper there."""
_LEAST = 14
"""Levels by which print is darker than that."""
_PALE = 0.4
"""Part of the darkest print's darkness; what is paler is print that shows through from the back, or grain."""
_MOST = 20_000
"""A page full of print has some thousand."""
_RUN = re.compile(rb"\xff+")

_Box = list[int]


class Mark(NamedTuple):
    """Connected dark pixels. ``right`` and ``bottom`` are the first without."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int
    """Pixels."""

    @property
    def width(self) -> int:
        """Pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """From the left, from the top."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def printed(page: Image.Image) -> Image.Image:
    """Return a mask (mode L, print 255) of what is darker than the paper around it; ``page`` is of mode L."""
    by = ImageChops.subtract(page.filter(ImageFilter.BoxBlur(_LIGHT)), page)
    level = max(_LEAST, round(_PALE * darkness(by.histogram(), _LEAST)))
    return by.point([255 if value > level else 0 for value in range(256)])


def marks(mask: Image.Image) -> list[Mark]:
    """Return the marks of a mask, corners touching counts as connected; none for a picture that is all grain."""
    width, data = mask.width, mask.tobytes()
    boxes: list[_Box] = []
    parent: list[int] = []
    above: list[tuple[int, int, int]] = []
    for y in range(mask.height):
        row: list[tuple[int, int, int]] = []
        start = y * width
        at = 0
        for run in _RUN.finditer(data, start, start + width):
            left, right = run.start() - start, run.end() - start
            while at < len(above) and above[at][1] < left:
                at += 1
            number = _joined(above, at, right, parent, boxes)
            number = _grown(number, (left, y, right, y + 1, right - left), parent, boxes)
            row.append((left, right, number))
        above = row
        if len(boxes) > _MOST:
            return []
    return [Mark(*box) for number, box in enumerate(boxes) if parent[number] == number]


def _joined(above: list[tuple[int, int, int]], at: int, right: int, parent: list[int], boxes: list[_Box]) -> int | None:
    """Make one mark of those that touch a run from above; None when none does."""
    number = None
    while at < len(above) and above[at][0] <= right:
        root = _root(parent, above[at][2])
        if number is None:
            number = root
        elif number != root:
            parent[root] = number
            _grow(boxes[number], boxes[root])
        at += 1
    return number


def _grown(number: int | None, run: tuple[int, int, int, int, int], parent: list[int], boxes: list[_Box]) -> int:
    if number is None:
        parent.append(len(parent))
        boxes.append(list(run))
        return len(parent) - 1
    _grow(boxes[number], run)
    return number


def _grow(box: _Box, by: _Box | tuple[int, int, int, int, int]) -> None:
    box[:] = min(box[0], by[0]), min(box[1], by[1]), max(box[2], by[2]), max(box[3], by[3]), box[4] + by[4]


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number
