"""How many more pixels the smallest text of a picture needs."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.imaging.legible.lines import Line

WANTED_HEIGHT = 10
"""Pixels the smallest text is to be tall."""
_LEAST_LINES = 12
_SMALLEST_PART = 12
"""Of so many pieces of lines, the smallest text is the tallest of the smallest piece: some pieces are halves of torn
letters, but small print comes in several."""
_WORTH = 1.15
"""Fewer pixels more than this aren't worth decoding the picture again."""
MOST = 2.0
"""Text that is smaller still wasn't meant to be read, or isn't text."""


def smallest_text(lines: Sequence[Line]) -> int | None:
    """Return how tall the smallest text is, in pixels; None when there's too little text to tell."""
    if len(lines) < _LEAST_LINES:
        return None
    heights = sorted(line.height for line in lines)
    return heights[len(heights) // _SMALLEST_PART]


def enlargement(lines: Sequence[Line]) -> float:
    """Return by how much a picture that was reduced has to be larger on both sides, 1.0-2.0."""
    smallest = smallest_text(lines)
    if smallest is None or smallest * _WORTH >= WANTED_HEIGHT:
        return 1.0
    return min(MOST, WANTED_HEIGHT / smallest)
