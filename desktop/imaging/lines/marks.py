"""The marks that a page is printed with: letters, stops, rules, each with the box around it."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from desktop.imaging.edges.print import darkness
from desktop.imaging.edges.regions import Span, root_of, runs_of

_LIGHT = 12
"""Pixels around a spot whose mean counts as the paper there."""
_LEAST = 14
"""Levels by which print is darker than that."""
_PALE = 0.4
"""Part of the darkest print's darkness; what is paler is print that shows through from the back, or grain."""
_MOST = 20_000
"""A page full of print has some thousand."""

_Box = list[int]
_EMPTY = (1 << 30, 1 << 30, 0, 0, 0)


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
    runs, width = runs_of(mask)
    boxes: list[_Box] = []
    parent: list[int] = []
    marked: list[int] = []
    at = 0
    for start, end in runs:
        above = start - width
        while runs[at][1] < above:
            at += 1
        number = _joined(runs, at, end - width, marked, parent, boxes)
        if number is None:
            if len(boxes) == _MOST:
                return []
            number = _begun(parent, boxes)
        y, left = divmod(start, width)
        box = boxes[number]
        box[0], box[1] = min(box[0], left), min(box[1], y)
        box[2], box[3], box[4] = max(box[2], left + end - start), y + 1, box[4] + end - start
        marked.append(number)
    return [Mark(*box) for number, box in enumerate(boxes) if parent[number] == number]


def _joined(
    runs: list[Span], at: int, beyond: int, marked: list[int], parent: list[int], boxes: list[_Box]
) -> int | None:
    """Make one mark of those that touch a run from above, up to a place; None when none does."""
    number = None
    while runs[at][0] <= beyond:
        root = marked[at]
        if parent[root] != root:
            root = root_of(parent, root)
        if number is None:
            number = root
        elif number != root:
            parent[root] = number
            _unite(boxes[number], boxes[root])
        at += 1
    return number


def _begun(parent: list[int], boxes: list[_Box]) -> int:
    parent.append(len(parent))
    boxes.append(list(_EMPTY))
    return len(parent) - 1


def _unite(box: _Box, other: _Box) -> None:
    box[0], box[1], box[2] = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2])
    box[3] = max(box[3], other[3])
    box[4] += other[4]
