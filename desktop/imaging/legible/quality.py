"""The lowest JPEG quality that keeps the strokes of a picture's text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image

from desktop.imaging.legible.lines import Line
from desktop.imaging.legible.sheet import Place, Sheet, place_around

FLOOR, CEILING = 50, 80
UNKNOWN = 75
"""Where no text is found: at 75 small print looks as in the original."""
MOST_LOST = 20
"""Per mille of a stroke's energy (the squares of its levels around the mean) that may be lost or come on top as noise.

Faint print has little energy, so it gets a better quality than black print on white."""
_PER_KIND = 8


def chosen(grey: Image.Image, lines: Sequence[Line]) -> int:
    """Return the lowest JPEG quality (FLOOR-CEILING) at which the text's strokes keep their contrast.

    ``grey`` is the picture in mode L, ``lines`` its text. Measured on the faintest, the smallest and some other lines.
    """
    places = _places(grey.size, lines)
    if not places:
        return UNKNOWN
    sheet = Sheet(grey, places)
    strokes = sheet.strokes()
    return lowest(lambda quality: _keeps(sheet, strokes, quality))


def lowest(good: Callable[[int], bool], floor: int = FLOOR) -> int:
    """Return the lowest quality from ``floor`` up that is good, as all above it are; CEILING when none is."""
    low, high = floor, CEILING
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle + 1, high)
    return low


def _places(size: tuple[int, int], lines: Sequence[Line]) -> list[Place]:
    faintest = sorted(lines, key=lambda line: (line.contrast, line.top, line.left))[:_PER_KIND]
    smallest = sorted(lines, key=lambda line: (line.height, line.top, line.left))[:_PER_KIND]
    others = lines[:: max(1, len(lines) // _PER_KIND)][:_PER_KIND]
    places = {place_around(size, line.left, (line.top + line.bottom) // 2) for line in (*faintest, *smallest, *others)}
    return sorted(places)


def _keeps(sheet: Sheet, strokes: Image.Image, quality: int) -> bool:
    """Tell whether the strokes are kept; a part in eight may be worse, for it may be no text."""
    buffer = io.BytesIO()
    sheet.picture.save(buffer, "JPEG", quality=quality)
    with Image.open(buffer, formats=["JPEG"]) as encoded:
        losses = sorted(sheet.losses(sheet.picture, encoded.convert("L"), strokes))
    return losses[(len(losses) - 1) * 7 // 8] <= MOST_LOST
