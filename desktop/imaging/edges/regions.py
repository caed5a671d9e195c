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
    runs: list[tuple[int, int, int]] = []
    parent: list[int] = []
    width, data = mask.width, mask.tobytes()
    above: list[tuple[int, int, int]] = []
    for y in range(mask.height):
        row = []
        for match in _RUN.finditer(data, y * width, (y + 1) * width):
            start, end = match.start() - y * width, match.end() - y * width
            row.append((start, end, len(runs)))
            parent.append(len(runs))
            runs.append((y, start, end))
        _join(above, row, parent)
        above = row
    return [region for region in _collected(runs, parent) if region.area >= least]


def _join(above: list[tuple[int, int, int]], row: list[tuple[int, int, int]], parent: list[int]) -> None:
    """Let runs that touch in two rows belong together; both rows are in order, so one pass is enough."""
    at = 0
    for start, end, number in row:
        while at < len(above) and above[at][1] <= start:
            at += 1
        look = at
        while look < len(above) and above[look][0] < end:
            parent[_root(parent, above[look][2])] = _root(parent, number)
            look += 1


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _collected(runs: list[tuple[int, int, int]], parent: list[int]) -> list[Region]:
    found: dict[int, dict[int, Span]] = {}
    for number, (y, start, end) in enumerate(runs):
        rows = found.setdefault(_root(parent, number), {})
        first, last = rows.get(y, (start, end))
        rows[y] = (min(first, start), max(last, end))
    return [Region(rows) for rows in found.values()]
