"""Connected regions of a mask, as runs of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

_RUN = re.compile(rb"\xff+")

Span = tuple[int, int]
"""From, up to but without."""


@dataclass(frozen=True, slots=True)
class Region:
    """The outline of connected pixels: holes count as filled."""

    rows: dict[int, Span]
    """For each row the first pixel, and the one after the last."""

    @property
    def area(self) -> int:
        """Pixels, holes filled."""
        return sum(end - start for start, end in self.rows.values())

    def columns(self) -> dict[int, Span]:
        """Return for each column the first row, and the one after the last."""
        first, last = min(self.rows), max(self.rows) + 1
        left, right = min(start for start, _end in self.rows.values()), max(end for _start, end in self.rows.values())
        rows = (self.rows.get(y, (left, left)) for y in range(first, last))
        pixels = b"".join(bytes(start - left) + b"\xff" * (end - start) + bytes(right - end) for start, end in rows)
        drawn = Image.frombytes("L", (right - left, last - first), pixels)
        turned, length = drawn.transpose(Image.Transpose.TRANSPOSE).tobytes(), last - first
        columns = (turned[at * length : (at + 1) * length] for at in range(right - left))
        return {
            left + at: (first + column.find(b"\xff"), first + column.rfind(b"\xff") + 1)
            for at, column in enumerate(columns)
            if b"\xff" in column
        }


def regions(mask: Image.Image, least: int) -> list[Region]:
    """Return the regions of white pixels (255) in a mask of mode L that have at least so many pixels."""
    runs, width = runs_of(mask)
    parent = _parents(runs, width)
    return [region for region in _collected(runs, width, parent) if region.area >= least]


def runs_of(mask: Image.Image) -> tuple[list[Span], int]:
    """Return the runs of white pixels (255) in a mask (mode L), as places in its pixels, and how long a row is there.

    A dark column is added to the right, so that a run ends with its row.
    """
    width = mask.width + 1
    data = mask.crop((0, 0, width, mask.height)).tobytes()
    return [run.span() for run in _RUN.finditer(data)], width


def _parents(runs: list[Span], width: int) -> list[int]:
    """Let runs that touch in two rows belong together; they are in order, so one pass is enough."""
    parent = list(range(len(runs)))
    at = 0
    for number, (start, end) in enumerate(runs):
        above, beyond = start - width, end - width
        while runs[at][1] <= above:
            at += 1
        look = at
        while runs[look][0] < beyond:
            parent[look if parent[look] == look else root_of(parent, look)] = number
            look += 1
    return parent


def root_of(parent: list[int], number: int) -> int:
    """Return the last parent of all, and shorten the way to it."""
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _collected(runs: list[Span], width: int, parent: list[int]) -> list[Region]:
    found: dict[int, dict[int, Span]] = {}
    for number, (start, end) in enumerate(runs):
        rows = found.setdefault(root_of(parent, number), {})
        y, left = divmod(start, width)
        right = left + end - start
        first, last = rows.get(y, (left, right))
        rows[y] = (min(first, left), max(last, right))
    return [Region(rows) for rows in found.values()]
