"""How the pages of a file are shown and sent: evened light, contrast, grey, and what of them is blacked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.receipts.frame import WHOLE, Frame, Point

EVERY_PAGE = -1
"""The number of a page that stands for all of the file's."""

Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""In ten thousandths of a page's sides, upright by EXIF, before it is trimmed and before the user's own turns."""


class Contrast(StrEnum):
    """How much farther print stands out from its paper than in the original."""

    PLAIN = "plain"
    MORE = "more"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Blackout:
    """A part of a page that is sent black.

    What is a box on a page that was trimmed askew is four corners in the whole picture: so it covers the same print
    whether the page is trimmed, trimmed otherwise, or shown whole.
    """

    page: int
    """Of the file, from 0, however it is split; or EVERY_PAGE."""
    corners: Corners

    def is_on(self, page: int) -> bool:
        """Return whether it covers something of this page of the file (from 0)."""
        return self.page in {page, EVERY_PAGE}

    def points(self, size: tuple[float, float]) -> tuple[Point, Point, Point, Point]:
        """Return the corners on a page of this size."""
        return Frame(self.corners).points(size)

    def touches(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Return whether some of a box, in fractions of the page, may be covered by it."""
        xs, ys = [x / WHOLE for x, _ in self.corners], [y / WHOLE for _, y in self.corners]
        return min(xs) < right and max(xs) > left and min(ys) < bottom and max(ys) > top

    @property
    def is_usable(self) -> bool:
        """True for four corners that hold something of the page."""
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        inside = min(xs) < WHOLE and max(xs) > 0 and min(ys) < WHOLE and max(ys) > 0
        return inside and min(xs) < max(xs) and min(ys) < max(ys)


ALL_BLACK = Blackout(EVERY_PAGE, ((0, 0), (WHOLE, 0), (WHOLE, WHOLE), (0, WHOLE)))


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done to the pages of a file after they are trimmed and before they are turned; at first, nothing."""

    evened: bool = False
    """Shadows and the colour of the light are taken off the paper."""
    contrast: Contrast = Contrast.PLAIN
    grey: bool = False
    blackouts: tuple[Blackout, ...] = ()

    @property
    def light(self) -> Finish:
        """What it does to light and colour alone: nothing is blacked out."""
        return replace(self, blackouts=())

    def on(self, page: int) -> Finish:
        """Return what it does to one page of the file, from 0."""
        return replace(self, blackouts=tuple(each for each in self.blackouts if each.is_on(page)))

    def with_boxes(self, page: int, corners: Iterable[Corners]) -> Finish:
        """Return it with these parts of a page blacked out instead of those before; the other pages keep theirs."""
        others = tuple(each for each in self.blackouts if not each.is_on(page))
        return replace(self, blackouts=(*others, *(Blackout(page, each) for each in corners)))


AS_IT_IS = Finish()
"""The pages as they are in the file."""
