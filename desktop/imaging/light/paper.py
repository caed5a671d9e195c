"""How bright the paper is, and in which colour, at each spot of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

Colour = tuple[float, float, float]

CELLS = 56
"""Spots along the longer side."""
_FINE = 7
"""Pixels of the small picture along the side of a spot."""
_REACH = (1, 2, 1)
"""Pixels of the small picture by which it is shifted in turn, the brighter one kept each time: of a square of five the
brightest then stands for the paper, which is wider than a stroke of small print."""
_SPOT = (1, 2, 3)
"""The same, to see all of a spot."""
_EDGE = 0.74
"""A spot whose darkest place is less bright than this part of its brightest has an edge in it. Without it the paper
would be followed along an edge that is a little askew, where a spot holds hardly less of it than the one before."""
_STEP = 1.11
"""Light falls off from one spot to the next by less than this; what falls off faster is an edge of something else."""
_TINT = 0.13
"""How far the colour of paper may be from that of the brightest spots, as a part of its brightness."""
_DARK = 30.0
"""Darker than this (0 to 255), nothing is taken for paper."""
_SEED = 0.82
"""Of the brightness of the brightest spots: from such ones on the paper is followed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of a picture on a grid; what is no paper has the light of the paper next to it."""

    width: int
    height: int
    cells: list[Colour]
    """Row by row, 0 to 255 in each colour."""
    found: list[bool]
    """Which of the spots are paper."""

    @property
    def share(self) -> float:
        """The part of the picture that is paper, 0 to 1."""
        return sum(self.found) / len(self.found)


def paper_of(image: Image.Image) -> Paper | None:
    """Measure the paper of an RGB picture; None where nothing looks like paper."""
    width, height, cells, edges = _spots(image)
    found = _followed(width, height, cells, edges)
    if not any(found):
        return None
    return Paper(width, height, _filled(width, height, cells, found), found)


def luma(colour: Colour) -> float:
    """Return how bright a colour is, 0 to 255."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def _spots(image: Image.Image) -> tuple[int, int, list[Colour], list[bool]]:
    """Return the grid: the colour of each spot, and whether there is an edge in it."""
    scale = CELLS / max(image.size)
    width, height = (max(2, round(side * scale)) for side in image.size)
    small = image.resize((width * _FINE, height * _FINE), Image.Resampling.BOX, reducing_gap=1.0)
    bright = _brightest(small, _REACH)
    data = bright.resize((width, height), Image.Resampling.BOX).tobytes()
    cells: list[Colour] = [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]
    grey = bright.convert("L")
    high = _brightest(grey, _SPOT).resize((width, height), Image.Resampling.NEAREST).tobytes()
    low = _brightest(ImageChops.invert(grey), _SPOT).resize((width, height), Image.Resampling.NEAREST).tobytes()
    return width, height, cells, [255 - dark < _EDGE * light for dark, light in zip(low, high, strict=True)]


def _brightest(small: Image.Image, shifts: tuple[int, ...]) -> Image.Image:
    """Return about what MaxFilter does, in a tenth of its time; nothing comes in from beyond the borders."""
    for by in shifts:
        for dx, dy in ((by, 0), (0, by)):
            small = ImageChops.lighter(small, small.crop((dx, dy, small.width + dx, small.height + dy)))
    back = sum(shifts) // 2
    return ImageChops.lighter(small, small.crop((-back, -back, small.width - back, small.height - back)))


def _followed(width: int, height: int, cells: list[Colour], edges: list[bool]) -> list[bool]:
    """Return which spots are paper: those reached from the brightest ones without crossing an edge."""
    bright = [max(1.0, luma(cell)) for cell in cells]
    top = sorted(bright)[-max(1, len(bright) // 20)]
    queue = [at for at, value in enumerate(bright) if value >= max(_SEED * top, _DARK)]
    found = [False] * len(cells)
    if not queue:
        return found
    alike = [near and not edge for near, edge in zip(_alike(cells, bright, queue), edges, strict=True)]
    queue = [at for at in queue if alike[at]]
    for at in queue:
        found[at] = True
    while queue:
        at = queue.pop()
        for near in _near(at, width, height):
            if alike[near] and not found[near] and bright[at] < _STEP * bright[near] < _STEP * _STEP * bright[at]:
                found[near] = True
                queue.append(near)
    return found


def _alike(cells: list[Colour], bright: list[float], seeds: list[int]) -> list[bool]:
    """Return which spots are not black and have about the colour that the brightest ones have in their middle."""
    red, blue = (sorted(cells[at][band] / bright[at] for at in seeds)[len(seeds) // 2] for band in (0, 2))
    return [
        value >= _DARK and abs(cell[0] / value - red) < _TINT and abs(cell[2] / value - blue) < _TINT
        for cell, value in zip(cells, bright, strict=True)
    ]


def _near(at: int, width: int, height: int) -> Iterator[int]:
    x, y = at % width, at // width
    if x:
        yield at - 1
    if x < width - 1:
        yield at + 1
    if y:
        yield at - width
    if y < height - 1:
        yield at + width


def _filled(width: int, height: int, cells: list[Colour], found: list[bool]) -> list[Colour]:
    """Give what is no paper the mean of the paper around it, from coarser grids where there is none near."""
    known = [(*cell, 1.0) if is_paper else _NOTHING for cell, is_paper in zip(cells, found, strict=True)]
    return _pulled(width, height, known)


_Weighed = tuple[float, float, float, float]
_NOTHING: _Weighed = (0.0, 0.0, 0.0, 0.0)


def _pulled(width: int, height: int, cells: list[_Weighed]) -> list[Colour]:
    if all(cell[3] for cell in cells):
        return [(cell[0], cell[1], cell[2]) for cell in cells]
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    coarse = [_mean(cells, width, height, x, y) for y in range(half_height) for x in range(half_width)]
    above = _pulled(half_width, half_height, coarse)
    return [
        (cell[0], cell[1], cell[2]) if cell[3] else above[(at // width // 2) * half_width + at % width // 2]
        for at, cell in enumerate(cells)
    ]


def _mean(cells: list[_Weighed], width: int, height: int, x: int, y: int) -> _Weighed:
    four = [
        cells[row * width + column]
        for row in range(2 * y, min(2 * y + 2, height))
        for column in range(2 * x, min(2 * x + 2, width))
    ]
    known = [cell for cell in four if cell[3]]
    if not known:
        return _NOTHING
    return (
        sum(cell[0] for cell in known) / len(known),
        sum(cell[1] for cell in known) / len(known),
        sum(cell[2] for cell in known) / len(known),
        1.0,
    )
