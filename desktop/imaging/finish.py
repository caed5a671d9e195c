"""What the user chose of light, contrast and colour, and what is blacked out, done to one page's pixels."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from desktop.imaging.edges.straighten import straightened
from desktop.imaging.light import evened
from desktop.imaging.orient import Size
from desktop.receipts.finish import AS_IT_IS, Blackout, Contrast, Finish
from desktop.receipts.frame import Frame

_LOOK = (400, 400)
"""Pixels that are enough to see which brightness is ink's and which is paper's."""
_PAPER, _INK = 0.95, 0.01
"""The part of a picture's pixels that is darker than its paper, and than its ink."""
_LEAST = 60
"""Shades that ink and paper are taken to be apart at least: a blank page's grain is not to become print."""
_HARDER = {Contrast.PLAIN: 1.0, Contrast.MORE: 1.2, Contrast.MOST: 1.9}
"""The power by which what is between ink and paper becomes darker."""
_DEEPER = {Contrast.PLAIN: 0.0, Contrast.MORE: 0.6, Contrast.MOST: 1.0}
"""How much of the way the ink goes to black."""


def finished(page: Image.Image, finish: Finish, frame: Frame | None = None, whole: Size | None = None) -> Image.Image:
    """Return a page (1, L or RGB) finished; it is upright and not yet turned.

    ``finish`` is what is done to this page. Where it has been trimmed to a ``frame``, ``whole`` is the size of the
    picture that it is a part of, in pixels as large as the page's. Under a blackout nothing of the page is left: it is
    painted last, over each pixel that has anything of what was to be hidden, also where straightening has mixed it with
    its neighbours.
    """
    if page.mode != "1":
        page = _lit(page, finish)
    if not finish.blackouts:
        return page
    hidden = _hidden(whole or page.size, finish.blackouts, frame, page.size)
    page = page.copy()
    page.paste(0 if page.mode != "RGB" else (0, 0, 0), mask=hidden)
    return page


def _lit(page: Image.Image, finish: Finish) -> Image.Image:
    if finish.light == AS_IT_IS:
        return page
    if finish.evened:
        page = evened(page)
    if finish.grey and page.mode != "L":
        page = page.convert("L")
    return page if finish.contrast is Contrast.PLAIN else _contrasted(page, finish.contrast)


def _contrasted(page: Image.Image, contrast: Contrast) -> Image.Image:
    """Make paper white and ink black; a small copy tells which is which, so that every size of a page looks alike."""
    small = page.convert("L")
    small.thumbnail(_LOOK, Image.Resampling.BOX, reducing_gap=2.0)
    shades = small.histogram()
    paper, ink = _shade(shades, _PAPER), _shade(shades, _INK) * _DEEPER[contrast]
    ink = min(ink, paper - _LEAST)
    table = [_curve((shade - ink) / (paper - ink), _HARDER[contrast]) for shade in range(256)]
    return page.point(table * len(page.getbands()))


def _shade(shades: list[int], part: float) -> int:
    """Return the shade than which this part of the pixels is darker."""
    left = part * sum(shades)
    for shade, count in enumerate(shades):
        left -= count
        if left <= 0:
            return shade
    return 255


def _curve(part: float, power: float) -> int:
    darker: float = min(1.0, max(0.0, part)) ** power
    return round(255 * darker)


def _hidden(whole: Size, blackouts: tuple[Blackout, ...], frame: Frame | None, size: Size) -> Image.Image:
    """Return which pixels of the trimmed page are blacked out, 255 for those that are.

    The boxes go through the same straightening as the page, and are one pixel larger than what comes of them.
    """
    shown = Image.new("L", whole, 255)
    draw = ImageDraw.Draw(shown)
    for each in blackouts:
        draw.polygon(each.points(whole), fill=0, outline=0, width=3)
    if frame is not None:
        shown = straightened(shown, frame, size).point([255 if shade > _WHOLLY else 0 for shade in range(256)])
        shown = shown.filter(ImageFilter.MinFilter(3))
    return ImageChops.invert(shown)


_WHOLLY = 250
"""A pixel less bright than this in the mask has something of a box in it."""
