"""How many more pixels the smallest text of a picture needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.imaging.legible.lines import Line
from desktop.imaging.legible.strips import SHORTEST, TALLEST

WANTED_HEIGHT = 13
"""Pixels the smallest text is to be tall, as `Line.height` measures it: at 11, a recogniser lost 3 % of a real till
receipt's characters; at 13, half a per cent."""
_LEAST_PIECES, _LEAST_SHARE = 6, 12
"""Text of a height comes in at least so many pieces of lines, and in one piece of so many: a torn letter doesn't."""
_WORTH = 1.1
"""Fewer pixels more than this aren't worth decoding the picture again."""
_MOST = 2.0
"""Text that is smaller still wasn't meant to be read, or isn't text."""


def smallest_text(lines: Sequence[Line]) -> int | None:
    """Return how tall the smallest text is, in pixels; None when there's too little text to tell."""
    heights = Counter(line.height for line in lines)
    enough = max(_LEAST_PIECES, len(lines) // _LEAST_SHARE)
    for height in range(SHORTEST, TALLEST + 1):
        alike = (height - 1, height, height + 1)
        if sum(heights[near] for near in alike) >= enough:
            return max(alike, key=lambda near: (heights[near], -near))
    return None


def enlargement(lines: Sequence[Line]) -> float:
    """Return by how much a picture that was reduced has to be larger on both sides, 1.0-2.0."""
    smallest = smallest_text(lines)
    if smallest is None or smallest * _WORTH >= WANTED_HEIGHT:
        return 1.0
    return min(_MOST, WANTED_HEIGHT / smallest)
