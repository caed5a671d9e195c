"""Where the receipt lies in a photo or on a flatbed's scan, or where several do.

Paper is brighter, or less coloured, than what it lies on. So the picture's darkest colour channel is cut at several
levels; each region that comes out is tried as the receipt: it must have four straight edges and hold the text. Text is
what closing (first the brightest, then the darkest of each neighbourhood) makes vanish.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from desktop.imaging.edges.papers import papers, sharpest_like
from desktop.imaging.edges.print import PRINT
from desktop.imaging.edges.several import apart
from desktop.receipts.frame import Frame

SIDE = 400
"""Pixels of the long side that is looked at: a till receipt on an A4 bed is then some 100 wide."""
_SEEN = 3.0
"""Levels by which a receipt is brighter than what lies around it: white paper on a white lid has 4."""
_CLOSE = 5
"""Pixels: two receipts that lie no nearer to each other are seen to be two."""
_TEXT = 0.4
"""Part of all print in the picture that the receipt holds at least: the rest is noise of what it lies on."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a picture."""

    frame: Frame | None = None
    """The receipt; None when it fills the picture, or none is seen."""
    contrast: float = 0.0
    """Levels by which the receipt is brighter than what lies around it."""
    text: float = 0.0
    """Part of all print that it holds."""
    several: tuple[Frame, ...] = ()
    """Two or more pieces of paper that may be a receipt each."""


def find_receipts(image: Image.Image) -> Found:
    """Return where the receipt is in an upright picture (L or RGB), and whether there may be several.

    About a tenth of a second; the picture is looked at in small, so give one that was decoded small.
    """
    small = image.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    if min(small.size) < 2 * PRINT:
        return Found()
    found = list(papers(small))
    if any(each.text >= _TEXT and not each.even for each in found):  # what is seen as one may be two that lie close
        found += papers(small, (_CLOSE,))
    found = [each for each in found if each.even]
    holding = [each for each in found if each.text >= _TEXT and each.contrast >= _SEEN]
    best = max(holding, key=lambda each: each.score, default=None)
    several = apart(found)
    if best is None:
        return Found(several=several)
    best = sharpest_like(best, holding)
    return Found(best.frame, best.contrast, best.text, several)
