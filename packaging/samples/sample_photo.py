"""Make a drawn receipt look photographed: on a table, at an angle, with shadow, creases and noise.

Without chance: every grain comes from a generator seeded with the receipt's name.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from sample_model import seeded

Point = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """How a receipt was photographed."""

    size: tuple[int, int] = (1_512, 2_016)
    angle: float = 2.0
    """Degrees clockwise."""
    tilt: float = 0.04
    """How much narrower the far edge is."""
    fill: float = 0.82
    """Part of the picture that the receipt takes."""
    table: tuple[int, int, int] = (124, 88, 58)
    light: float = 0.75
    """How dark the darkest corner is."""
    hand: bool = False
    """Whether the photographer's shadow falls on it."""
    noise: int = 4


def grain(size: tuple[int, int], rng: random.Random, strength: int) -> Image.Image:
    """Return noise around 128 as a picture in greys."""
    raw = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    return raw.point(lambda value: 128 + (value - 128) * strength // 128)


def photograph(receipt: Image.Image, look: Look, seed: str) -> Image.Image:
    """Return the receipt lying on a table."""
    rng = seeded(seed)
    table = _table(look, rng)
    paper = _creased(receipt, rng)
    corners = _corners(paper.size, look, rng)
    mask = _warped(Image.new("L", paper.size, 255), corners, look.size, 0)
    shadow = ImageChops.offset(mask, 14, 18).filter(ImageFilter.GaussianBlur(16)).point(lambda value: 255 - value // 2)
    scene = ImageChops.multiply(table, Image.merge("RGB", (shadow,) * 3))
    warm = ImageOps.colorize(_warped(paper, corners, look.size, 255), (22, 20, 26), (252, 249, 240))
    scene.paste(warm, mask=mask.filter(ImageFilter.GaussianBlur(1)))
    return _lit(scene, look, rng)


def scanned(receipt: Image.Image, seed: str, noise: int = 6) -> Image.Image:
    """Return the receipt as a flatbed scanner sees it: a little crooked, evenly lit, in greys."""
    rng = seeded(seed)
    bed = Image.new("L", (receipt.width + 160, receipt.height + 160), 236)
    turned = receipt.rotate(0.6, Image.Resampling.BICUBIC, expand=True, fillcolor=236)
    bed.paste(turned, (80, 70))
    noisy = ImageChops.add(bed, grain(bed.size, rng, noise), 1, -128)
    return noisy.filter(ImageFilter.GaussianBlur(0.6))


def _table(look: Look, rng: random.Random) -> Image.Image:
    """Wood: noise stretched along the grain."""
    width, height = look.size
    coarse = grain((3, height // 5), rng, 90).resize((width, height), Image.Resampling.BICUBIC)
    fine = grain((width // 60, height), rng, 60).resize((width, height), Image.Resampling.BICUBIC)
    wood = Image.blend(coarse, fine, 0.45)
    dark = (int(look.table[0] * 0.72), int(look.table[1] * 0.72), int(look.table[2] * 0.72))
    light = (
        min(255, int(look.table[0] * 1.22)),
        min(255, int(look.table[1] * 1.22)),
        min(255, int(look.table[2] * 1.22)),
    )
    return ImageOps.colorize(wood, dark, light)


def _creased(receipt: Image.Image, rng: random.Random) -> Image.Image:
    """Fold marks across the paper, and print that faded unevenly."""
    paper = receipt.filter(ImageFilter.GaussianBlur(0.7))
    folds = Image.new("L", paper.size, 128)
    draw = ImageDraw.Draw(folds)
    for at in (0.33, 0.66):
        y = paper.height * at + rng.uniform(-20, 20)
        end = y + rng.uniform(-14, 14)
        draw.line((0, y, paper.width, end), 104, 7)
        draw.line((0, y + 9, paper.width, end + 9), 146, 7)
    folds = folds.filter(ImageFilter.GaussianBlur(5))
    fade = grain((4, 9), rng, 16).resize(paper.size, Image.Resampling.BICUBIC)
    return ImageChops.add(ImageChops.add(paper, folds, 1, -134), fade, 1, -128)


def _corners(paper: tuple[int, int], look: Look, rng: random.Random) -> tuple[Point, Point, Point, Point]:
    """Where the paper's corners (top left, top right, bottom right, bottom left) lie in the picture."""
    width, height = look.size
    turn = math.radians(look.angle)
    across = abs(paper[0] * math.cos(turn)) + abs(paper[1] * math.sin(turn))
    down = abs(paper[0] * math.sin(turn)) + abs(paper[1] * math.cos(turn))
    scale = look.fill * min(width / across, height / down)
    middle = (width / 2 + rng.uniform(-20, 20), height / 2 + rng.uniform(-20, 20))
    flat = ((-1 + look.tilt, -1), (1 - look.tilt, -1), (1, 1), (-1, 1))
    corners = []
    for x, y in flat:
        dx, dy = x * paper[0] * scale / 2, y * paper[1] * scale / 2
        corners.append(
            (
                middle[0] + dx * math.cos(turn) - dy * math.sin(turn),
                middle[1] + dx * math.sin(turn) + dy * math.cos(turn),
            )
        )
    return corners[0], corners[1], corners[2], corners[3]


def _warped(paper: Image.Image, corners: tuple[Point, ...], size: tuple[int, int], outside: int) -> Image.Image:
    """Lay the paper onto the four corners."""
    width, height = paper.size
    source = ((0, 0), (width, 0), (width, height), (0, height))
    return paper.transform(
        size, Image.Transform.PERSPECTIVE, _projection(corners, source), Image.Resampling.BICUBIC, fillcolor=outside
    )


def _projection(to: tuple[Point, ...], origin: tuple[Point, ...]) -> list[float]:
    """Return Pillow's eight coefficients that take points of the picture back to points of the paper."""
    rows = []
    for (x, y), (u, v) in zip(to, origin, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve linear equations by Gauss and Jordan; the last column is the right side."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(size):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]


def _lit(scene: Image.Image, look: Look, rng: random.Random) -> Image.Image:
    """Uneven light, perhaps the photographer's shadow, a lens that isn't perfect, and a sensor's noise."""
    width, height = scene.size
    corners = Image.frombytes("L", (2, 2), bytes(round(255 * level) for level in (1.0, 0.93, 0.9, look.light)))
    light = corners.resize((width, height), Image.Resampling.BICUBIC)
    if look.hand:
        shadow = Image.new("L", (width, height), 255)
        ImageDraw.Draw(shadow).polygon(
            (
                (width * 0.52, height),
                (width * 0.6, height * 0.62),
                (width * 0.8, height * 0.55),
                (width, height * 0.7),
                (width, height),
            ),
            150,
        )
        light = ImageChops.multiply(light, shadow.filter(ImageFilter.GaussianBlur(60)))
    scene = ImageChops.multiply(scene, Image.merge("RGB", (light,) * 3)).filter(ImageFilter.GaussianBlur(0.6))
    noise = grain((width, height), rng, look.noise)
    return ImageChops.add(scene, Image.merge("RGB", (noise,) * 3), 1, -128)
