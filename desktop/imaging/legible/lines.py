"""Find pieces of lines of text: in upright strips of a picture, where rows with ink lie between rows without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

_STRIP = 64
"""Pixels a strip is wide: some letters, so that their ink adds up to a line's; few enough for a leaning line."""
_LEAST_DEPTH = 10
"""Levels by which a line's rows are darker than the paper, averaged over the strip."""
_SHORTEST, _TALLEST = 4, 80
"""Pixels from the top to the bottom of what can be a line."""
_LEAST_CONTRAST = 14
_CROSSINGS = 1.0
"""Strokes cross a line of text at least so often within a piece as wide as tall. Rules and dashes don't; measured on
till receipts."""
_MOST_LOOKED_AT = 240
_LEANING = 3
"""Pixels a line may rise or fall from one strip to the next: about three degrees."""
_FAINTEST = 4
"""Text is at least so faint a part of the picture's strong text; what is fainter shines through from the back."""
_REACH = 32
"""Rows around a line in which its paper and its darkest row lie."""
_RUN = re.compile(rb"\xff+")
_ONE_GAP, _TWO_GAP = b"\xff\0\xff", b"\xff\0\0\xff"


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line of text, as wide as a strip; in pixels, right and bottom without."""

    left: int
    top: int
    right: int
    bottom: int
    contrast: int
    """Levels between its strokes and its paper, as far as a column's mean shows them."""

    @property
    def height(self) -> int:
        """About the height of its digits and capitals, or of x where most letters are small; in pixels."""
        return self.bottom - self.top


def text_lines(grey: Image.Image) -> list[Line]:
    """Return the pieces of lines that look like text in a picture of mode L, dark on light, strip by strip.

    Of a picture full of them only some hundred, evenly spread.
    """
    if grey.width < _STRIP // 2 or grey.height < 2 * _SHORTEST:
        return []
    found = [line for box in _continued(_runs(grey)) if (line := _line(grey, box)) is not None]
    contrasts = sorted(line.contrast for line in found)
    least = contrasts[len(contrasts) * 3 // 4] // _FAINTEST if contrasts else 0
    return [line for line in found if line.contrast >= least]


Box = tuple[int, int, int, int]


def _continued(boxes: Sequence[Box]) -> list[Box]:
    """Return the pieces that go on in the next strip: grain and torn letters seldom do."""
    by_strip: dict[int, list[Box]] = {}
    for box in boxes:
        by_strip.setdefault(box[0], []).append(box)
    going_on = [box for box in boxes if any(_goes_on(box, other) for other in by_strip.get(box[2], ()))]
    step = max(1, -(-len(going_on) // _MOST_LOOKED_AT))
    return going_on[::step]


def _goes_on(box: Box, other: Box) -> bool:
    return abs(box[1] - other[1]) <= _LEANING and abs(box[3] - other[3]) <= _LEANING


def _runs(grey: Image.Image) -> list[Box]:
    count = max(1, grey.width // _STRIP)
    inked = _inked_rows(grey.resize((count, grey.height), Image.Resampling.BOX).transpose(Image.Transpose.TRANSPOSE))
    data, boxes = inked.tobytes(), []
    for strip in range(count):
        rows = data[strip * grey.height : (strip + 1) * grey.height]
        joined = rows.replace(_ONE_GAP, b"\xff" * 3).replace(_TWO_GAP, b"\xff" * 4)
        left, right = strip * grey.width // count, (strip + 1) * grey.width // count
        boxes += [
            (left, run.start(), right, run.end())
            for run in _RUN.finditer(joined)
            if _SHORTEST <= run.end() - run.start() <= _TALLEST
        ]
    return boxes


def _inked_rows(profile: Image.Image) -> Image.Image:
    """Return where rows are inked: 255, else 0. ``profile`` has a strip's rows from left to right, strips below."""
    small = profile.reduce((4, 1))
    paper = _widest(small, _REACH // 4).resize(profile.size, Image.Resampling.BILINEAR)
    depth = ImageChops.subtract(paper, profile)
    enough = [255 if peak < _LEAST_DEPTH else peak * 2 // 5 for peak in range(256)]
    return ImageChops.subtract(depth, _widest(depth, _REACH).point(enough)).point([0] + [255] * 255)


def _widest(picture: Image.Image, reach: int) -> Image.Image:
    """Return the largest value within ``reach`` (a power of two) columns around each, round the edges."""
    step = 1
    while step < reach:
        picture = ImageChops.lighter(picture, ImageChops.offset(picture, step, 0))
        step *= 2
    return ImageChops.offset(picture, -reach // 2, 0)


def _line(grey: Image.Image, box: Box) -> Line | None:
    width = box[2] - box[0]
    columns = grey.resize((width, 1), Image.Resampling.BOX, box=box).tobytes()
    low, high = min(columns), max(columns)
    if high - low < _LEAST_CONTRAST:
        return None
    half = (low + high) // 2
    inked = bytes(value < half for value in columns)
    crossings = inked.count(b"\0\1") + inked.count(b"\1\0")
    return Line(*box, high - low) if crossings * (box[3] - box[1]) >= _CROSSINGS * width else None
