"""Whether a PDF that was made smaller still shows what the original shows: both are drawn and compared."""

from __future__ import annotations

from PIL import Image, ImageChops

from desktop.imaging.pdf import Pdf, document_of, drawn_page
from desktop.receipts.faults import Fault

_MOST_PAGES = 24
_BOX = (400, 400)
_GRID = (24, 24)
_MOST = 24
"""So far apart may a field of the grid be, of 255: coarser pictures differ by two or three, a missing line by more."""


def is_faithful(before: Pdf, after: bytes, drawn: frozenset[int]) -> bool:
    """Return whether both have the same pages, which look the same; pages that were drawn anyway are not asked."""
    try:
        with document_of(before) as old, document_of(after) as new:
            if len(old) != len(new):
                return False
            asked = [index for index in range(len(old)) if index not in drawn]
            some = asked[:: max(1, len(asked) // _MOST_PAGES)]
            return all(_same(drawn_page(old, index, _BOX), drawn_page(new, index, _BOX)) for index in some)
    except Fault:
        return False


def _same(old: Image.Image, new: Image.Image) -> bool:
    return old.size == new.size and have_same_tones(old, new)


def have_same_tones(old: Image.Image, new: Image.Image) -> bool:
    """Return whether two pictures of one mode, and of any size, are as dark in the same places."""
    apart = ImageChops.difference(*(page.resize(_GRID, Image.Resampling.BOX) for page in (old, new)))
    return not apart.point(lambda value: 255 * (value > _MOST)).getbbox()
