"""Even the light on the paper: shadows brightened, the colour of the lamp taken off, print and logos left as they are.

Each pixel is multiplied by what the paper around it lacks of white. Nothing is cut at a threshold: print keeps its part
of the paper's brightness, so that the faintest thermal print stands out as before.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from desktop.imaging.light.paper import Colour, Paper, luma, paper_of

WHITE = 244.0
"""What the paper becomes: room is left above it for its grain, which would else be cut."""
MOST = 3.0
"""Times that a spot is brightened at most: a deeper shadow holds more noise than print."""
_LAMP_GREEN = 0.10
"""How far, as a part of the brightness, green may be from the mean of red and blue in the light of a lamp or the day;
paper that differs more is coloured itself, and keeps its colour."""
_LAMP_SPAN = 0.60
"""How far red and blue may be apart in such light; more is yellow or blue paper."""
_LEAST_PAPER = 0.25
_UNEVEN = 1.30
"""The light is uneven where the brightest tenth of the paper is so many times as bright as the darkest."""
_CAST = 0.12
"""The light is coloured where red and blue differ by so much of the brightness."""
_DIM = 150.0
"""Paper darker than this (0 to 255) was photographed in too little light."""
_SAME = 0.18
"""A picture of which so much has one and the same colour was made by a computer, or cleaned by a scanner."""


def evened(image: Image.Image) -> Image.Image:
    """Return a picture (L or RGB) with even, white light; as it is where nothing in it looks like paper."""
    paper = paper_of(image.convert("RGB"))
    if paper is None:
        return image
    lack = _lack(paper, coloured=image.mode == "RGB").resize(image.size, Image.Resampling.BICUBIC)
    lack = lack if image.mode == "RGB" else lack.getchannel(0)
    more = ImageChops.multiply(image, lack)
    for _time in range(round(MOST) - 1):
        image = ImageChops.add(image, more)
    return image


def _lack(paper: Paper, *, coloured: bool) -> Image.Image:
    """Return, for each spot, what it is to be multiplied by: 0 for once, 255 for MOST times."""
    keeps = not coloured or _is_tinted(_mean(paper))
    data = bytearray()
    for cell in paper.cells:
        light = (max(cell),) * 3 if keeps else cell
        data += bytes(_part(each) for each in light)
    grid = Image.frombytes("RGB", (paper.width, paper.height), bytes(data))
    return grid.filter(ImageFilter.GaussianBlur(1.2))


def _part(light: float) -> int:
    times = min(MOST, WHITE / max(1.0, light))
    return max(0, round((times - 1) * 255 / (MOST - 1)))


def _mean(paper: Paper) -> Colour:
    cells = [cell for cell, is_paper in zip(paper.cells, paper.found, strict=True) if is_paper]
    red, green, blue = (sum(cell[band] for cell in cells) / len(cells) for band in range(3))
    return red, green, blue


def _is_tinted(mean: Colour) -> bool:
    """Tell whether the paper has a colour that no lamp has."""
    bright = luma(mean)
    red, green, blue = (each / bright for each in mean)
    return abs(green - (red + blue) / 2) > _LAMP_GREEN or abs(red - blue) > _LAMP_SPAN


def evening_helps(image: Image.Image) -> bool:
    """Tell whether a picture (L or RGB) gets clearly better when its light is evened."""
    image = image.convert("RGB")
    if _is_clean(image):
        return False
    paper = paper_of(image)
    return paper is not None and paper.share >= _LEAST_PAPER and _is_bad(paper)


def _is_bad(paper: Paper) -> bool:
    bright = sorted(luma(cell) for cell, is_paper in zip(paper.cells, paper.found, strict=True) if is_paper)
    tenth = len(bright) // 10
    mean = _mean(paper)
    cast = abs(mean[0] - mean[2]) / luma(mean)
    return (
        bright[-1 - tenth] > _UNEVEN * bright[tenth]
        or (cast > _CAST and not _is_tinted(mean))
        or bright[len(bright) // 2] < _DIM
    )


def _is_clean(image: Image.Image) -> bool:
    small = image.copy()
    small.thumbnail((400, 400), Image.Resampling.NEAREST)
    colours = small.getcolors(small.width * small.height) or []
    return max(count for count, _colour in colours) > _SAME * small.width * small.height
