"""Pieces of lines of text: inked rows that go on in the next strip, and are crossed by strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from desktop.imaging.legible.strips import SHORTEST, Run, inked_runs

_LEANING = 6
"""Pixels a line may rise or fall from one strip to the next: about eight degrees."""
_UNLIKE = 3
"""Pixels by which two neighbouring pieces of a line may differ in height."""
_FAINTEST = 4
"""Text is at least so faint a part of the picture's strong text; what is fainter shines through from the back."""
_LEAST_CONTRAST = 14
_CROSSINGS = 1.3
"""Strokes cross a line of text at least so often within a piece as wide as tall. Rules and dashes don't; measured on
till receipts."""
_MOST_LOOKED_AT = 240


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line of text, as wide as a strip; in pixels, right and bottom without."""

    left: int
    top: int
    right: int
    bottom: int
    contrast: int
    """Levels between its strokes and its paper, as far as a column's mean shows them."""

    @property
    def height(self) -> int:
        """About the height of its digits and capitals, or of x where most letters are small; in pixels."""
        return self.bottom - self.top


def text_lines(grey: Image.Image) -> list[Line]:
    """Return the pieces of lines that look like text in a picture of mode L, dark on light, strip by strip.

    Of a picture full of them only some hundred, evenly spread.
    """
    if grey.height < 2 * SHORTEST:
        return []
    runs = _continued(_strong(inked_runs(grey)))
    step = max(1, -(-len(runs) // _MOST_LOOKED_AT))
    lines = [line for run in runs[::step] if (line := _line(grey, run)) is not None]
    least = _strong_level([line.contrast for line in lines]) // _FAINTEST
    return [line for line in lines if line.contrast >= least]


def _strong_level(levels: Sequence[int]) -> int:
    return sorted(levels)[len(levels) * 3 // 4] if levels else 0


def _strong(runs: Sequence[Run]) -> list[Run]:
    least = _strong_level([run.depth for run in runs]) // _FAINTEST
    return [run for run in runs if run.depth >= least]


def _continued(runs: Sequence[Run]) -> list[Run]:
    """Return the runs that go on in the next strip: grain and torn letters seldom do."""
    by_left: dict[int, list[Run]] = {}
    for run in runs:
        by_left.setdefault(run.left, []).append(run)
    return [run for run in runs if any(_goes_on(run, other) for other in by_left.get(run.right, ()))]


def _goes_on(run: Run, other: Run) -> bool:
    return abs(run.top - other.top) <= _LEANING and abs(run.height - other.height) <= _UNLIKE


def _line(grey: Image.Image, run: Run) -> Line | None:
    width = run.right - run.left
    box = run.left, run.top, run.right, run.bottom
    columns = grey.resize((width, 1), Image.Resampling.BOX, box=box).tobytes()
    low, high = min(columns), max(columns)
    if high - low < _LEAST_CONTRAST:
        return None
    half = (low + high) // 2
    inked = columns.translate(bytes([1] * half + [0] * (256 - half)))
    crossings = inked.count(b"\0\1") + inked.count(b"\1\0")
    return Line(*box, high - low) if crossings * run.height >= _CROSSINGS * width else None
