"""The lowest JPEG quality that keeps the strokes of a picture's text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops

from desktop.imaging.legible.lines import Line

FLOOR, CEILING = 50, 85
UNKNOWN = 75
"""Where no text is found: at 75 small print looks as in the original."""
_LOST_PER_MILLE = 20
"""Of a stroke's energy (the squares of its levels around the mean), so much may be lost or come on top as noise."""
_BLOCK = 16
_TILE = (64, 32)
_PER_KIND = 8
_COLUMNS = 6


def chosen(grey: Image.Image, lines: Sequence[Line]) -> int:
    """Return the lowest JPEG quality (FLOOR-CEILING) at which the text's strokes keep their contrast.

    ``grey`` is the picture in mode L, ``lines`` its text. Measured on the faintest, the smallest and some other lines:
    JPEG treats each block alone, so that a few of them tell what the whole would look like.
    """
    tiles = _tiles(grey, lines)
    if not tiles:
        return UNKNOWN
    sheet = _sheet(grey, tiles)
    return _lowest(lambda quality: _lost(sheet, quality, len(tiles)) <= _LOST_PER_MILLE)


def _lowest(good: Callable[[int], bool]) -> int:
    low, high = FLOOR, CEILING
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle + 1, high)
    return low


Box = tuple[int, int, int, int]


def _tiles(grey: Image.Image, lines: Sequence[Line]) -> list[Box]:
    faintest = sorted(lines, key=lambda line: (line.contrast, line.top, line.left))[:_PER_KIND]
    smallest = sorted(lines, key=lambda line: (line.height, line.top, line.left))[:_PER_KIND]
    others = lines[:: max(1, len(lines) // _PER_KIND)][:_PER_KIND]
    found = {_tile(grey.size, line) for line in (*faintest, *smallest, *others)}
    return sorted(found)


def _tile(size: tuple[int, int], line: Line) -> Box:
    """Return whole JPEG blocks around a line's middle, inside the picture."""
    left = min(line.left, max(0, size[0] - _TILE[0])) // _BLOCK * _BLOCK
    top = min(max(0, (line.top + line.bottom - _TILE[1]) // 2), max(0, size[1] - _TILE[1])) // _BLOCK * _BLOCK
    return left, top, left + _TILE[0], top + _TILE[1]


def _sheet(grey: Image.Image, tiles: Sequence[Box]) -> Image.Image:
    rows = -(-len(tiles) // _COLUMNS)
    sheet = Image.new("L", (_COLUMNS * _TILE[0], rows * _TILE[1]), 255)
    for number, tile in enumerate(tiles):
        sheet.paste(grey.crop(tile), _place(number))
    return sheet


def _place(number: int) -> tuple[int, int]:
    return number % _COLUMNS * _TILE[0], number // _COLUMNS * _TILE[1]


def _lost(sheet: Image.Image, quality: int, tiles: int) -> int:
    """Return how much of the strokes' energy is lost where much is: per mille. A tile in eight may be no text."""
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=quality)
    with Image.open(buffer, formats=["JPEG"]) as encoded:
        difference = ImageChops.difference(sheet, encoded)
    lost = sorted(_part(sheet, difference, _place(number)) for number in range(tiles))
    return lost[(tiles - 1) * 7 // 8]


def _part(sheet: Image.Image, difference: Image.Image, place: tuple[int, int]) -> int:
    box = (*place, place[0] + _TILE[0], place[1] + _TILE[1])
    error = sum(count * level * level for level, count in enumerate(difference.crop(box).histogram()))
    levels = sheet.crop(box).histogram()
    total = sum(levels)
    mass = sum(count * level for level, count in enumerate(levels))
    energy = sum(count * level * level for level, count in enumerate(levels)) - mass * mass // total
    return 1_000 * error // max(1, energy)
