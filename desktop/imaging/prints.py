"""A picture's print: 512 bits that stay nearly the same however the page was photographed or saved again.

Each bit says whether a spot is darker than its neighbour to the right, or below, on a grid of 16 x 16 spots from which
the broad light and shade of the photo have been taken away. Measured on 46 real receipts (22 scanned till receipts, 24
German ones) and 16 kinds of copies of each, made by Pillow: saved again at quality 30, at a half and a third of the
size, cropped by up to 2 and 4 %, turned by 90, 180 and 270 degrees, tilted by 1 and 2 degrees, darker, paler, shaded
from one side, blurred, seen at an angle, and all of the last ones together. Prints of a receipt as it is, turned by
quarters, tilted and cropped a little (``Prints.looks``) are compared with the print that is kept of the other.

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

from desktop.imaging.preview import page_picture
from desktop.imaging.sources import Prints

EDGE = 256
"""Pixels of the longer side of the picture that is made for a print."""
GRID = 16
LEAST = 64
"""Bits of either kind in a print that says something; of the real receipts none has fewer than 109. A page that is
nearly blank is like every other."""
_LIGHT = 24
"""Pixels around a spot whose mean counts as the photo's light there."""
_INSET = 0.03
_BORDER = 0.02
_TILT = 1.5
_TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def prints_of(path: Path) -> Prints:
    """Return the prints of a file's first page: none where too little is on it. Raises the faults of `page_picture`."""
    upright = _grey(path)
    own = _print(upright)
    if not LEAST <= own.bit_count() <= 2 * GRID * GRID - LEAST:
        return Prints(None, ())
    turned = (upright if turn is None else upright.transpose(turn) for turn in _TURNS)
    return Prints(own, tuple(_print(each) for image in turned for each in _disturbed(image)))


def _grey(path: Path) -> Image.Image:
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
    wide = flat.resize((GRID + 1, GRID), Image.Resampling.BOX)
    high = flat.resize((GRID, GRID + 1), Image.Resampling.BOX)
    return int.from_bytes(_darker(wide, (1, 0)) + _darker(high, (0, 1)), "big")


def _darker(spots: Image.Image, step: tuple[int, int]) -> bytes:
    """Return a bit for each spot: whether it is darker than the one a step further."""
    here = spots.crop((0, 0, GRID, GRID))
    there = spots.crop((step[0], step[1], GRID + step[0], GRID + step[1]))
    return ImageChops.subtract(there, here).point([0, *[255] * 255], "1").tobytes()
