"""Where rows with ink lie between rows without, in upright strips of a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image, ImageChops

_STRIP = 40
"""Pixels a strip is wide: some letters, so that their ink adds up to a line's; few enough for a leaning line."""
_LEAST_DEPTH = 10
"""Levels by which a line's rows are darker than the paper, averaged over the strip."""
SHORTEST, TALLEST = 4, 80
"""Pixels from the top to the bottom of what can be a line."""
_REACH = 32
"""Rows around a line in which its paper and its darkest row lie; a power of two."""
_COARSE = 4
_DARKEST_PAPER = 0.45
"""Paper is at least so bright a part of the picture's brightest, in shadow too: a table of wood mostly isn't."""
_RUN = re.compile(rb"\xff+")
_ONE_GAP, _TWO_GAP = b"\xff\0\xff", b"\xff\0\0\xff"


@dataclass(frozen=True, slots=True)
class Run:
    """Inked rows of a strip; in pixels, right and bottom without."""

    left: int
    top: int
    right: int
    bottom: int
    depth: int
    """Levels by which its darkest row is darker than the paper."""

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top


def inked_runs(grey: Image.Image) -> list[Run]:
    """Return the runs of inked rows in a picture of mode L, dark on light, strip by strip, from above."""
    count = max(1, grey.width // _STRIP)
    depth, inked = _depth_and_ink(grey.resize((count, grey.height), Image.Resampling.BOX))
    runs = []
    for strip in range(count):
        rows = slice(strip * grey.height, (strip + 1) * grey.height)
        left, right = strip * grey.width // count, (strip + 1) * grey.width // count
        runs += _of_strip(depth[rows], inked[rows], left, right)
    return runs


def _of_strip(depth: bytes, inked: bytes, left: int, right: int) -> list[Run]:
    joined = inked.replace(_ONE_GAP, b"\xff" * 3).replace(_TWO_GAP, b"\xff" * 4)
    spans = (run.span() for run in _RUN.finditer(joined))
    return [
        Run(left, top, right, bottom, max(depth[top:bottom]))
        for top, bottom in spans
        if SHORTEST <= bottom - top <= TALLEST
    ]


def _depth_and_ink(profile: Image.Image) -> tuple[bytes, bytes]:
    """Return how much darker than its paper each row is, and where that's a line's (255, else 0), strip after strip."""
    rows = profile.transpose(Image.Transpose.TRANSPOSE)  # along a line of memory, so that a strip is a slice of bytes
    paper = _widest(rows.reduce((_COARSE, 1)), _REACH // _COARSE)
    paper = paper.point(_no_table(paper)).resize(rows.size, Image.Resampling.BILINEAR)
    depth = ImageChops.subtract(paper, rows)
    enough = [255 if peak < _LEAST_DEPTH else peak * 3 // 10 for peak in range(256)]
    inked = ImageChops.subtract(depth, _widest(depth, _REACH).point(enough)).point([0] + [255] * 255)
    return depth.tobytes(), inked.tobytes()


def _no_table(paper: Image.Image) -> list[int]:
    """Return a table that makes black of what's too dark for paper: nothing is darker than that."""
    brightest = max(level for level, count in enumerate(paper.histogram()) if count)
    return [level if level >= brightest * _DARKEST_PAPER else 0 for level in range(256)]


def _widest(picture: Image.Image, reach: int) -> Image.Image:
    """Return the largest value within ``reach`` (a power of two) columns around each, round the edges."""
    step = 1
    while step < reach:
        picture = ImageChops.lighter(picture, ImageChops.offset(picture, step, 0))
        step *= 2
    return ImageChops.offset(picture, -reach // 2, 0)
