"""A picture's print: 512 bits that stay nearly the same however the page was photographed or saved again.

Each bit says whether a spot is darker than its neighbour to the right, or below, on a grid of 16 x 16 spots from which
the broad light and shade of the photo have been taken away. Measured on 46 real receipts (22 scanned till receipts, 24
German ones) and 16 kinds of copies of each, made by Pillow: saved again at quality 30, at a half and a third of the
size, cropped by up to 2 and 4 %, turned by 90, 180 and 270 degrees, tilted by 1 and 2 degrees, darker, paler, shaded
from one side, blurred, seen at an angle, and all of the last ones together. Prints of a receipt as it is, turned by
quarters, tilted and cropped a little (:func:`looks`) are compared with the print that is kept of the other.

    print                            bits   limit   copies found   different receipts taken for one
    dHash 8 x 8, one direction         64       6         82.6 %       0 of 1,035; copies   3 of 33,120
    pHash 16 x 16                     256      41         80.8 %       0 of 1,035; copies   1 of 33,120
    dHash 16 x 16, both directions    512     119         92.0 %       0 of 1,035; copies   6 of 33,120
    the same without light            512     105         90.6 %       0 of 1,035; copies   1 of 33,120
    and with the looks (this one)     512      96         95.7 %       0 of 1,035; copies   1 of 33,120
                                              128         99.9 %       1 of 1,035; copies  43 of 33,120
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps

from desktop.studio import for_later, page_picture

EDGE = 256
"""Pixels of the longer side of the picture that is made for a print."""
GRID = 16
LIMIT = 96
"""Bits, of 512, in which two prints of one receipt may differ; see the figures above."""
LEAST = 64
"""Bits of either kind in a print that says something; of the real receipts none has fewer than 109. A page that is
nearly blank is like every other."""
_LIGHT = 24
"""Pixels around a spot whose mean counts as the photo's light there."""
_INSET = 0.03
_BORDER = 0.02
_TILT = 1.5
_TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def print_of(path: Path) -> int | None:
    """Return the print of a file's first page; None: too little is on it. Raises the faults of ``page_picture``."""
    return _telling(_print(_grey(path)))


def _telling(value: int) -> int | None:
    return value if LEAST <= value.bit_count() <= 2 * GRID * GRID - LEAST else None


def looks(path: Path) -> tuple[int, ...]:
    """Return the prints that the same page would have, photographed a little otherwise; none for one without a print.

    Raises as :func:`print_of`.
    """
    upright = _grey(path)
    if _telling(_print(upright)) is None:
        return ()
    turned = (upright if turn is None else upright.transpose(turn) for turn in _TURNS)
    return tuple(_print(each) for image in turned for each in _disturbed(image))


def distance(mine: tuple[int, ...], other: int) -> int:
    """Return the number of bits in which the nearest of one's looks differs from another's print."""
    return min((look ^ other).bit_count() for look in mine)


def _grey(path: Path) -> Image.Image:
    with for_later():
        picture = page_picture(path, 0, EDGE, EDGE)
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).convert("L")


def _disturbed(image: Image.Image) -> Iterator[Image.Image]:
    corner = image.tobytes()[0]
    right, low = round(_INSET * image.width), round(_INSET * image.height)
    yield image
    yield image.crop((right, low, max(right + 1, image.width - right), max(low + 1, image.height - low)))
    for angle in (_TILT, -_TILT):
        yield image.rotate(angle, Image.Resampling.BILINEAR, fillcolor=corner)
    margin = (round(_BORDER * image.width), round(_BORDER * image.height))
    yield ImageOps.expand(image, margin, fill=corner)


def _print(image: Image.Image) -> int:
    flat = ImageChops.subtract(image, image.filter(ImageFilter.BoxBlur(_LIGHT)), 1, 128)
    wide = flat.resize((GRID + 1, GRID), Image.Resampling.BOX).tobytes()
    high = flat.resize((GRID, GRID + 1), Image.Resampling.BOX).tobytes()
    across = [wide[i] < wide[i + 1] for row in range(GRID) for i in range(row * (GRID + 1), row * (GRID + 1) + GRID)]
    down = [high[i] < high[i + GRID] for i in range(GRID * GRID)]
    return int("".join("1" if bit else "0" for bit in across + down), 2)
