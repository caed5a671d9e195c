"""Pictures of till receipts with real letters, lying on a table: for what is found in pictures."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop.receipts.frame import Point
from desktop.receipts.perspective import perspective

Corners = tuple[Point, Point, Point, Point]
_EVEN_SPREAD = 256 / math.sqrt(12)
"""The standard deviation of bytes that are all as likely."""
_WARES = ("Rugbrød", "Letmælk", "Kaffebønner", "Havregryn", "Tulipaner", "Glødepære", "Hyldeblomst", "Skruetrækker")


def receipt(seed: int = 1, lines: int = 26, width: int = 620) -> Image.Image:
    """Return a receipt: a name, lines of wares with their prices, a total."""
    chance, font = random.Random(seed), ImageFont.load_default(26)
    page = Image.new("L", (width, 150 + lines * 40), 242)
    pen = ImageDraw.Draw(page)
    pen.text((width // 4, 30), "Købmand Lyngvig", 25, ImageFont.load_default(36))
    for number in range(lines):
        y = 110 + number * 40
        ware = f"{chance.randint(1, 9)} stk. {chance.choice(_WARES)} {chance.randint(10, 99)}"
        price = f"{chance.randint(1, 99)},{chance.randint(10, 99)}"
        pen.text((30 + chance.randint(0, 90), y), ware, 30, font)
        pen.text((width - 110 - chance.randint(0, 60), y), price, 30, font)
    return page.convert("RGB")


def box(middle: Point, size: Point, degrees: float) -> Corners:
    """Return the corners of a box that is turned clockwise."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    w, h = size[0] / 2, size[1] / 2
    a, b, c, d = (
        (middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine)
        for x, y in ((-w, -h), (w, -h), (w, h), (-w, h))
    )
    return a, b, c, d


def grain(size: tuple[int, int], spread: float, seed: int = 7) -> Image.Image:
    """Return grey noise around the middle, of this standard deviation; the same seed gives the same."""
    even = Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))
    return even.point([round(128 + (value - 127.5) * spread / _EVEN_SPREAD) for value in range(256)])


def table(
    size: tuple[int, int] = (1500, 2000), colour: tuple[int, int, int] = (112, 74, 44), seed: int = 7
) -> Image.Image:
    """Return a table to lay receipts on; the same seed gives the same grain."""
    streaks = grain((max(1, size[0] // 30), size[1]), _EVEN_SPREAD, seed).resize(size).convert("RGB")
    return Image.blend(Image.new("RGB", size, colour), streaks, 0.1)


def laid(ground: Image.Image, page: Image.Image, corners: Corners) -> Image.Image:
    """Return the ground with a receipt on it."""
    width, height = (float(side) for side in page.size)
    data = perspective(corners, ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)))
    there = page.transform(ground.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)
    mask = Image.new("L", ground.size)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    made = ground.copy()
    made.paste(there, mask=mask)
    return made.filter(ImageFilter.GaussianBlur(0.6))


TWO: tuple[Corners, Corners] = (box((390, 960), (540, 1080), 4), box((1110, 1000), (540, 1080), -5))


def two_receipts() -> Image.Image:
    """Return a photo of two receipts beside each other, at ``TWO``."""
    first = laid(table(), receipt(1), TWO[0])
    return laid(first, receipt(2), TWO[1])
